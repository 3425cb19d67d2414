// The part that Fleiss' kappa and Gwet's AC1 share: agreement within units, and the variance of a chance-corrected coefficient over units.
import { weightOf } from './cohenKappa.ts';
import type { AgreementWeights } from './cohenKappa.ts';
import { raterTotals } from './ratingCounts.ts';
import type { RatingCounts } from './ratingCounts.ts';
import { stableSum } from './sampleMoments.ts';
import { studentTQuantile } from './studentT.ts';

export interface UnitAgreement {
  /** `no-variation`: agreement by chance is certain, so that agreement beyond chance is undefined. */
  readonly status: 'measured' | 'no-pairs' | 'no-variation: chance-corrected agreement undefined';
  /** Units with at least one rating. */
  readonly units: number;
  /** Mean (weighted) agreement of two raters of a unit, over units with two ratings or more. */
  readonly observed: number | undefined;
  /** The same by chance. */
  readonly expected: number | undefined;
  readonly coefficient: number | undefined;
  /** Over units; undefined for fewer than two units or when no spread was seen. */
  readonly se: number | undefined;
  /** Two-sided, t with units − 1 degrees of freedom, cut at 1. */
  readonly interval: readonly [number, number] | undefined;
}

/** Agreement by chance, and each unit's part in it. */
export interface ChanceAgreement {
  readonly expected: number;
  readonly ofUnit: (shares: readonly number[]) => number;
}

/**
 * @param counts  units with ratings by category
 * @param chance  what the coefficient takes for agreement by chance, from the mean share of each category
 * @source Gwet 2014, chapters 2 and 5 (linearised variance)
 */
export function unitAgreement(
  counts: RatingCounts,
  weights: AgreementWeights,
  confidence: number,
  chance: (prevalence: readonly number[]) => ChanceAgreement,
): UnitAgreement {
  const rated = counts.filter((unit) => unit.some((count) => count > 0));
  const totals = raterTotals(rated);
  const n = rated.length;
  const paired = totals.filter((total) => total >= 2).length;
  const nothing = { observed: undefined, expected: undefined, coefficient: undefined };
  if (paired === 0) return { status: 'no-pairs', units: n, ...nothing, se: undefined, interval: undefined };
  const shares = rated.map((unit, u) => unit.map((count) => count / (totals[u] ?? 1)));
  const prevalence = (rated[0] ?? []).map((_, k) => stableSum(shares.map((unit) => unit[k] ?? 0)) / n);
  const within = rated.map((unit, u) => agreementWithin(unit, totals[u] ?? 0, weights));
  const observed = stableSum(within.map((agreement) => agreement ?? 0)) / paired;
  const { expected, ofUnit } = chance(prevalence);
  if (1 - expected < 1e-12) {
    const status = 'no-variation: chance-corrected agreement undefined';
    return {
      status,
      units: n,
      observed,
      expected,
      coefficient: undefined,
      se: undefined,
      interval: undefined,
    };
  }
  const coefficient = (observed - expected) / (1 - expected);
  const influences = within.map((agreement, u) => {
    const beyond = agreement === undefined ? 0 : ((n / paired) * (agreement - expected)) / (1 - expected);
    const byChance = ofUnit(shares[u] ?? []) - expected;
    return beyond - (2 * (1 - coefficient) * byChance) / (1 - expected) - coefficient;
  });
  const variance = stableSum(influences.map((influence) => influence ** 2)) / (n * (n - 1));
  const se = n >= 2 && variance > 0 ? Math.sqrt(variance) : undefined;
  return {
    status: 'measured',
    units: n,
    observed,
    expected,
    coefficient,
    se,
    interval: se === undefined ? undefined : tInterval(coefficient, se, n - 1, confidence),
  };
}

/** Interval of an agreement coefficient, which cannot exceed 1. */
export function tInterval(
  coefficient: number,
  se: number,
  df: number,
  confidence: number,
): readonly [number, number] {
  const reach = studentTQuantile((1 + confidence) / 2, df) * se;
  return [coefficient - reach, Math.min(1, coefficient + reach)];
}

/** Share of agreeing pairs of raters of one unit; undefined with fewer than two. */
function agreementWithin(
  unit: readonly number[],
  total: number,
  weights: AgreementWeights,
): number | undefined {
  if (total < 2) return undefined;
  const q = unit.length;
  const pairs = unit.map((count, k) => {
    const alike = stableSum(unit.map((other, l) => weightOf(weights, k, l, q) * other));
    return count * (alike - 1);
  });
  return stableSum(pairs) / (total * (total - 1));
}
