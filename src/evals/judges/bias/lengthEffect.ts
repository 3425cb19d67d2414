// What the length of an answer does to its score, the label being the same: a straight line through label and logarithm of the length.
import type { VerbosityBias } from '../../../model/calibration.ts';
import { stableSum } from '../../../stats/sampleMoments.ts';
import { studentTCdf, studentTQuantile } from '../../../stats/studentT.ts';

export interface LengthPoint {
  /** The judge's score, in [0, 1]. */
  readonly judge: number;
  readonly human: number;
  /** Binary logarithm of the length, or of the ratio of two lengths. */
  readonly doublings: number;
  /** Outputs of the same example are not independent. */
  readonly cluster: string;
}

/** Lengths within about 10 % of each other say nothing of a doubling. */
const leastVariance = 0.15 ** 2;

const unknown = { perDoubling: null, lower: null, upper: null, p: null };

/**
 * Least squares of `judge ~ 1 + human + doublings`; the coefficient of the last, with a standard error that respects clusters (CR1) and
 * Student's t with clusters − 3 degrees of freedom.
 *
 * @param level two-sided, in (0, 1)
 * @returns nulls where length hardly varies at a given label, or fewer than ten clusters were seen
 * @source statistical design 3.3; Frisch & Waugh 1933; Liang & Zeger 1986
 */
export function lengthEffect(points: readonly LengthPoint[], level = 0.9): VerbosityBias {
  const n = points.length;
  const human = points.map((point) => point.human);
  const length = residuals(
    points.map((point) => point.doublings),
    human,
  );
  const judge = residuals(
    points.map((point) => point.judge),
    human,
  );
  const spread = stableSum(length.map((x) => x * x));
  const clusters = new Set(points.map((point) => point.cluster)).size;
  if (clusters < 10 || !(spread > leastVariance * n)) return { n, ...unknown };
  const slope = stableSum(length.map((x, i) => x * (judge[i] ?? 0))) / spread;
  const sums = new Map<string, number>();
  points.forEach(({ cluster }, i) => {
    const x = length[i] ?? 0;
    const error = (judge[i] ?? 0) - slope * x;
    sums.set(cluster, (sums.get(cluster) ?? 0) + x * error);
  });
  const meat = stableSum([...sums.values()].map((sum) => sum * sum));
  const correction = (clusters / (clusters - 1)) * ((n - 1) / (n - 3));
  const se = Math.sqrt(correction * meat) / spread;
  if (!(se > 0)) return { n, ...unknown, perDoubling: slope };
  const df = clusters - 3;
  const reach = studentTQuantile((1 + level) / 2, df) * se;
  return {
    n,
    perDoubling: slope,
    lower: slope - reach,
    upper: slope + reach,
    p: Math.min(1, 2 * studentTCdf(-Math.abs(slope) / se, df)),
  };
}

/** What is left of `values` after a straight line through `by`. */
function residuals(values: readonly number[], by: readonly number[]): readonly number[] {
  const n = values.length;
  const mean = stableSum(values) / n;
  const byMean = stableSum(by) / n;
  const spread = stableSum(by.map((x) => (x - byMean) ** 2));
  const together = stableSum(values.map((value, i) => (value - mean) * ((by[i] ?? 0) - byMean)));
  const slope = spread > 0 ? together / spread : 0;
  return values.map((value, i) => value - mean - slope * ((by[i] ?? 0) - byMean));
}
