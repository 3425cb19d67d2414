// Hall's skewness-corrected bounds for a mean: what keeps rare collapses from looking harmless. Not a bootstrap, and without randomness.
import { lnStudentTUpperTail, studentTQuantile, studentTUpperTail } from './studentT.ts';
import type { PValue } from './pValue.ts';

/** A mean and what is known of its sampling distribution. */
export interface MeanEvidence {
  readonly mean: number;
  /** Standard error of the mean, positive. */
  readonly se: number;
  /** Degrees of freedom of the standard error, positive, may be fractional. */
  readonly df: number;
  /** Skewness of the sampling distribution of the mean: for independent values their skewness ÷ √n. */
  readonly skewOfMean: number;
}

/**
 * One-sided lower and upper bounds of the mean, each at error alpha, corrected for skewness.
 *
 * @param alpha one-sided error, in (0, 1)
 * @source Hall 1992, JRSS-B 54:221, the monotone cubic transformation, with Student's t in place of the normal.
 *         Reference values: PT-01, PT-02.
 */
export function hallBounds(evidence: MeanEvidence, alpha: number): readonly [number, number] {
  const { mean, se, df, skewOfMean } = evidence;
  const critical = -studentTQuantile(alpha, df);
  return [mean - se * untwist(critical, skewOfMean), mean - se * untwist(-critical, skewOfMean)];
}

/** One-sided p of "the mean is at most `value`", by the same correction: it falls below alpha exactly when the lower bound exceeds `value`. */
export function hallAbove(evidence: MeanEvidence, value: number): PValue {
  return upperTail(hallStatistic(evidence, value), evidence.df);
}

/** One-sided p of "the mean is at least `value`": it falls below alpha exactly when the upper bound is under `value`. */
export function hallBelow(evidence: MeanEvidence, value: number): PValue {
  return upperTail(-hallStatistic(evidence, value), evidence.df);
}

/** The t statistic about `value`, transformed so that it follows Student's t although the data are skewed. */
export function hallStatistic({ mean, se, skewOfMean }: MeanEvidence, value: number): number {
  const t = (mean - value) / se;
  const a = skewOfMean / 3;
  return t + a * t * t + (a * a * t * t * t) / 3 + skewOfMean / 6;
}

/** The inverse of the transformation. */
function untwist(x: number, skewOfMean: number): number {
  const a = skewOfMean / 3;
  if (Math.abs(a) < 1e-12) return x;
  return (Math.cbrt(1 + 3 * a * (x - skewOfMean / 6)) - 1) / a;
}

function upperTail(t: number, df: number): PValue {
  return { p: studentTUpperTail(t, df), lnP: lnStudentTUpperTail(t, df) };
}
