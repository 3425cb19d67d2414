// The t test and bounds for a mean difference of paired scores. Alone it is too bold with rare collapses: verdicts read decidingBounds.
import { shapeMoments, type Numbers } from './shapeMoments.ts';
import { lnStudentTUpperTail, studentTQuantile, studentTUpperTail } from './studentT.ts';
import type { MeanEvidence } from './hallBounds.ts';
import type { PValue } from './pValue.ts';

export interface PairedT {
  /** Why there is no t, or that there is. */
  readonly status: 'measured' | 'n<2' | 'degenerate-zero-variance';
  readonly n: number;
  /** Undefined for no pair. */
  readonly mean: number | undefined;
  readonly sd: number | undefined;
  readonly se: number | undefined;
  readonly t: number | undefined;
  readonly df: number | undefined;
  /** Two-sided p of "the mean difference is 0". */
  readonly p: number | undefined;
  /** Two-sided interval of the mean difference at the asked confidence. */
  readonly interval: readonly [number, number] | undefined;
}

/**
 * Paired t test of "no difference on average", and its interval.
 *
 * @param differences candidate − baseline of each pair, epochs averaged inside an example first; finite
 * @param confidence  two-sided, in (0, 1)
 * @param scale       see shapeMoments
 * @returns everything the data do not determine is undefined, with the reason as `status`
 * @source Student 1908. Reference values: PT-01 to PT-06.
 */
export function pairedT(differences: Numbers, confidence: number, scale = 1): PairedT {
  const { n, mean, sd, isConstant } = shapeMoments(differences, scale);
  const nothing = { t: undefined, p: undefined, interval: undefined };
  if (mean === undefined || sd === undefined) {
    return { status: 'n<2', n, mean, sd, se: undefined, df: undefined, ...nothing };
  }
  const se = sd / Math.sqrt(n);
  const df = n - 1;
  if (isConstant) return { status: 'degenerate-zero-variance', n, mean, sd, se, df, ...nothing };
  const t = mean / se;
  return {
    status: 'measured',
    n,
    mean,
    sd,
    se,
    t,
    df,
    p: Math.min(1, 2 * studentTUpperTail(Math.abs(t), df)),
    interval: tBounds({ mean, se, df }, (1 - confidence) / 2),
  };
}

/** Lower and upper t bounds of a mean, each at one-sided error alpha. */
export function tBounds(
  { mean, se, df }: Omit<MeanEvidence, 'skewOfMean'>,
  alpha: number,
): readonly [number, number] {
  const reach = -studentTQuantile(alpha, df) * se;
  return [mean - reach, mean + reach];
}

/** One-sided p of "the mean is at most `value`" by t. */
export function tAbove({ mean, se, df }: Omit<MeanEvidence, 'skewOfMean'>, value: number): PValue {
  const t = (mean - value) / se;
  return { p: studentTUpperTail(t, df), lnP: lnStudentTUpperTail(t, df) };
}

/** One-sided p of "the mean is at least `value`" by t. */
export function tBelow({ mean, se, df }: Omit<MeanEvidence, 'skewOfMean'>, value: number): PValue {
  const t = (value - mean) / se;
  return { p: studentTUpperTail(t, df), lnP: lnStudentTUpperTail(t, df) };
}
