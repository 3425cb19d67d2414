// The Harrell–Davis estimate of a quantile: a weighted mean of all order statistics, steadier than a single one. A point, not a bound.
import { regularizedBeta } from './regularizedBeta.ts';
import { sampleMoments, stableSum } from './sampleMoments.ts';
import type { Numbers } from './shapeMoments.ts';

export interface HarrellDavis {
  readonly estimate: number;
  /** By the jackknife; undefined for fewer than two values. */
  readonly se: number | undefined;
}

/**
 * @param sorted finite, ascending
 * @param q      in (0, 1)
 * @returns undefined for an empty sample
 * @throws RangeError when q is out of range
 * @source Harrell & Davis 1982. Reference values: QL-02.
 */
export function harrellDavis(sorted: Numbers, q: number): HarrellDavis | undefined {
  if (!(q > 0 && q < 1)) throw new RangeError(`q must lie between 0 and 1, not ${q}`);
  const n = sorted.length;
  if (n === 0) return undefined;
  return {
    estimate: weightedSum(sorted, weightsFor(n, n, q)),
    // As Hmisc does: with one value left out, the beta keeps the parameters of the whole sample.
    se: n < 2 ? undefined : jackknifeSe(sorted, weightsFor(n - 1, n, q)),
  };
}

interface Weights {
  /** Index of the first weight; those outside are below 10⁻¹⁵ together and taken as 0. */
  readonly from: number;
  readonly weights: readonly number[];
}

function weightsFor(n: number, whole: number, q: number): Weights {
  const a = (whole + 1) * q;
  const b = (whole + 1) * (1 - q);
  // Nine standard deviations of the beta, and room for the longer tail of a skewed one.
  const reach = n <= 200 ? n : Math.ceil(9 * n * Math.sqrt((q * (1 - q)) / (n + 2))) + 40;
  const from = Math.max(0, Math.floor(n * q) - reach);
  const to = Math.min(n, Math.ceil(n * q) + reach);
  const weights: number[] = [];
  let below = regularizedBeta(from / n, a, b);
  for (let i = from; i < to; i++) {
    const above = regularizedBeta((i + 1) / n, a, b);
    weights.push(above - below);
    below = above;
  }
  return { from, weights };
}

function weightedSum(sorted: Numbers, { from, weights }: Weights): number {
  return stableSum(weights.map((weight, i) => weight * (sorted[from + i] ?? 0)));
}

/** Every estimate with one value left out, by sums from both sides: linear in n. */
function jackknifeSe(sorted: Numbers, { from, weights }: Weights): number {
  const n = sorted.length;
  const left = new Float64Array(n + 1);
  const right = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    left[i + 1] = (left[i] ?? 0) + (weights[i - from] ?? 0) * (sorted[i] ?? 0);
  }
  for (let i = n - 1; i > 0; i--) {
    right[i] = (right[i + 1] ?? 0) + (weights[i - 1 - from] ?? 0) * (sorted[i] ?? 0);
  }
  const without = Array.from({ length: n }, (_, i) => (left[i] ?? 0) + (right[i + 1] ?? 0));
  const { variance } = sampleMoments(without);
  return Math.sqrt((variance ?? 0) / n) * (n - 1);
}
