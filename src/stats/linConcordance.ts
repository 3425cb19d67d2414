// Lin's concordance: how far two raters give the same scores, shift and scale included. A correlation would forgive both.
import { requireScores } from './correlation.ts';
import { normalQuantile } from './normal.ts';
import { requireProbability } from './requireCount.ts';
import { stableSum } from './sampleMoments.ts';

export interface LinConcordance {
  /** `no-variation`: both raters gave one and the same score throughout. */
  readonly status: 'measured' | 'n<2' | 'no-variation';
  readonly n: number;
  /** In [−1, 1]. */
  readonly value: number | undefined;
  /** Two-sided, by Fisher's z; undefined for two items, at exactly ±1, and without correlation. */
  readonly interval: readonly [number, number] | undefined;
  /** Mean of second − first. */
  readonly meanDifference: number | undefined;
}

/**
 * `2 s_xy / (s²_x + s²_y + (x̄ − ȳ)²)` with n in the denominators.
 *
 * @param first      finite scores of one rater
 * @param second     of the other, in the same order
 * @param confidence two-sided, in (0, 1)
 * @throws  RangeError when the lengths differ or a score is not finite
 * @source  Lin 1989, 2000. Reference values: AG-08.
 */
export function linConcordance(
  first: readonly number[],
  second: readonly number[],
  confidence: number,
): LinConcordance {
  requireScores(first, second);
  requireProbability(confidence, 'confidence');
  const n = first.length;
  const nothing = { value: undefined, interval: undefined };
  if (n < 2) return { status: 'n<2', n, ...nothing, meanDifference: undefined };
  const a = centred(first);
  const b = centred(second);
  const shift = b.mean - a.mean;
  const together = stableSum(a.residuals.map((x, i) => x * (b.residuals[i] ?? 0))) / n;
  const apart = a.variance + b.variance + shift ** 2;
  if (apart === 0) return { status: 'no-variation', n, ...nothing, meanDifference: shift };
  const value = (2 * together) / apart;
  const r = together / Math.sqrt(a.variance * b.variance);
  const scaledShift = shift / (a.variance * b.variance) ** 0.25;
  return {
    status: 'measured',
    n,
    value,
    interval: intervalOf(value, r, scaledShift, n, normalQuantile((1 + confidence) / 2)),
    meanDifference: shift,
  };
}

function intervalOf(
  value: number,
  r: number,
  shift: number,
  n: number,
  z: number,
): readonly [number, number] | undefined {
  const variance =
    (((1 - r ** 2) * value ** 2) / ((1 - value ** 2) * r ** 2) +
      (2 * value ** 3 * (1 - value) * shift ** 2) / (r * (1 - value ** 2) ** 2) -
      (value ** 4 * shift ** 4) / (2 * r ** 2 * (1 - value ** 2) ** 2)) /
    (n - 2);
  if (!(variance > 0) || !Number.isFinite(variance)) return undefined;
  const reach = z * Math.sqrt(variance);
  return [Math.tanh(Math.atanh(value) - reach), Math.tanh(Math.atanh(value) + reach)];
}

function centred(values: readonly number[]): {
  readonly mean: number;
  readonly residuals: readonly number[];
  readonly variance: number;
} {
  const mean = stableSum(values) / values.length;
  const residuals = values.map((value) => value - mean);
  return { mean, residuals, variance: stableSum(residuals.map((x) => x * x)) / values.length };
}
