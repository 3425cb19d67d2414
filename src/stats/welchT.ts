// Welch's t test of two independent means: always printed, and deciding only where pairing was lost or never was. For pairs: decidingBounds.
import { requireProbability } from './requireCount.ts';
import { shapeMoments, type Numbers } from './shapeMoments.ts';
import { studentTQuantile, studentTUpperTail } from './studentT.ts';

export interface WelchT {
  readonly status: 'measured' | 'n<2' | 'degenerate-zero-variance';
  /** Mean of the first − mean of the second; undefined when an arm is empty. */
  readonly difference: number | undefined;
  readonly se: number | undefined;
  readonly t: number | undefined;
  readonly df: number | undefined;
  /** Two-sided p of "equal means". */
  readonly p: number | undefined;
  readonly interval: readonly [number, number] | undefined;
  /** Student's test with pooled variance, as older tools print it. */
  readonly pooled: { readonly t: number; readonly df: number; readonly p: number } | undefined;
}

/**
 * Welch's t test and interval for the difference of two independent means.
 *
 * @param first      candidate; finite
 * @param second     baseline; finite
 * @param confidence two-sided, in (0, 1)
 * @param scale      see shapeMoments
 * @returns everything the data do not determine is undefined, with the reason as `status`: neither with fewer than two values in an
 *          arm, nor when nothing varies in both, is there a p
 * @source Welch 1947. Reference values: WE-01 to WE-04.
 */
export function welchT(first: Numbers, second: Numbers, confidence: number, scale = 1): WelchT {
  requireProbability(confidence, 'confidence');
  const x = shapeMoments(first, scale);
  const y = shapeMoments(second, scale);
  const nothing = { t: undefined, df: undefined, p: undefined, interval: undefined, pooled: undefined };
  const difference = x.mean === undefined || y.mean === undefined ? undefined : x.mean - y.mean;
  if (difference === undefined || x.sd === undefined || y.sd === undefined) {
    return { status: 'n<2', difference, se: undefined, ...nothing };
  }
  const ofX = x.sd ** 2 / x.n;
  const ofY = y.sd ** 2 / y.n;
  const se = Math.sqrt(ofX + ofY);
  if (se === 0) return { status: 'degenerate-zero-variance', difference, se, ...nothing };
  const t = difference / se;
  const df = (ofX + ofY) ** 2 / (ofX ** 2 / (x.n - 1) + ofY ** 2 / (y.n - 1));
  const reach = -studentTQuantile((1 - confidence) / 2, df) * se;
  return {
    status: 'measured',
    difference,
    se,
    t,
    df,
    p: twoSided(t, df),
    interval: [difference - reach, difference + reach],
    pooled: pooledT(difference, x.n, x.sd, y.n, y.sd),
  };
}

function pooledT(
  difference: number,
  n: number,
  sdX: number,
  m: number,
  sdY: number,
): { readonly t: number; readonly df: number; readonly p: number } {
  const df = n + m - 2;
  const variance = ((n - 1) * sdX ** 2 + (m - 1) * sdY ** 2) / df;
  const t = difference / Math.sqrt(variance * (1 / n + 1 / m));
  return { t, df, p: twoSided(t, df) };
}

function twoSided(t: number, df: number): number {
  return Math.min(1, 2 * studentTUpperTail(Math.abs(t), df));
}
