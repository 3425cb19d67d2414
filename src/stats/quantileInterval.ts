// Bounds of a quantile from order statistics, whatever the distribution; and the ceiling "p95 at most L" as a claim about counts.
import { binomialCdf } from './binomial.ts';
import { clopperPearsonUpper } from './clopperPearson.ts';
import { requireCount, requireProbability } from './requireCount.ts';
import type { Numbers } from './shapeMoments.ts';

export interface QuantileRanks {
  /** 1-based rank of the order statistic that bounds the quantile from below; undefined when n is too small for one. */
  readonly lowerRank: number | undefined;
  /** The same from above. */
  readonly upperRank: number | undefined;
  /** Probability that the quantile lies between them (beyond an absent one: up to infinity). */
  readonly coverage: number;
}

/**
 * Which order statistics enclose a quantile.
 *
 * @param n          sample size; integer ≥ 0
 * @param q          in (0, 1)
 * @param confidence two-sided, in (0, 1)
 * @source David & Nagaraja 2003, 7.1. Reference values: QL-01.
 */
export function quantileRanks(n: number, q: number, confidence: number): QuantileRanks {
  requireCount(n, 'n');
  requireProbability(q, 'q');
  requireProbability(confidence, 'confidence');
  const alpha = 1 - confidence;
  // Ranks r with P(X ≤ r − 1) ≤ α/2 are an initial run, and those with P(X ≤ r − 1) ≥ 1 − α/2 a final one.
  const lower = firstRank(n, (rank) => binomialCdf(rank - 1, n, q) > alpha / 2) - 1;
  const upper = firstRank(n, (rank) => binomialCdf(rank - 1, n, q) >= 1 - alpha / 2);
  const lowerRank = lower >= 1 ? lower : undefined;
  const upperRank = upper <= n ? upper : undefined;
  const missedBelow = lowerRank === undefined ? 0 : binomialCdf(lowerRank - 1, n, q);
  const missedAbove = upperRank === undefined ? 0 : 1 - binomialCdf(upperRank - 1, n, q);
  return { lowerRank, upperRank, coverage: 1 - missedBelow - missedAbove };
}

/**
 * The values at those ranks.
 *
 * @param sorted finite, ascending
 * @returns an end is undefined when the sample is too small to bound the quantile on that side
 */
export function quantileInterval(
  sorted: Numbers,
  q: number,
  confidence: number,
): readonly [number | undefined, number | undefined] {
  const { lowerRank, upperRank } = quantileRanks(sorted.length, q, confidence);
  return [
    lowerRank === undefined ? undefined : sorted[lowerRank - 1],
    upperRank === undefined ? undefined : sorted[upperRank - 1],
  ];
}

export interface QuantileCeiling {
  readonly n: number;
  /** How many values lie above the ceiling. */
  readonly exceeding: number;
  /** One-sided exact bounds of the share above the ceiling; undefined for an empty sample. */
  readonly lower: number | undefined;
  readonly upper: number | undefined;
  /** The share that may lie above: 1 − q. */
  readonly allowed: number;
  /** Values needed, none exceeding, before the ceiling can be certified. */
  readonly smallestSample: number;
}

/**
 * The ceiling "the q-quantile is at most L" as the claim "at most a share 1 − q lies above L". It holds when `upper ≤ allowed`, is
 * refuted when `lower > allowed`, and is open otherwise: the same result as the order-statistic bound, without a bootstrap.
 *
 * @param values  finite, in any order
 * @param ceiling L, in the unit of the values
 * @param q       in (0, 1), e.g. 0.95
 * @param alpha   one-sided error, in (0, 1)
 */
export function quantileCeiling(values: Numbers, ceiling: number, q: number, alpha: number): QuantileCeiling {
  requireProbability(q, 'q');
  let exceeding = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value)) throw new RangeError(`value ${i} is ${value}, not a finite number`);
    if (value > ceiling) exceeding++;
  }
  const n = values.length;
  const within = clopperPearsonUpper(n - exceeding, n, alpha);
  return {
    n,
    exceeding,
    lower: within === undefined ? undefined : 1 - within,
    upper: clopperPearsonUpper(exceeding, n, alpha),
    allowed: 1 - q,
    smallestSample: Math.ceil(Math.log(alpha) / Math.log(q) - 1e-9),
  };
}

/** The least rank in 1 … n that satisfies an increasing condition; n + 1 when none does. */
function firstRank(n: number, holds: (rank: number) => boolean): number {
  let low = 1;
  let high = n + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
