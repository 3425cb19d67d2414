// Tango's score test and interval for a paired difference of two proportions: what decides binary scores. Not McNemar's test, which knows only δ = 0.
import { invertIncreasing } from './invertIncreasing.ts';
import { lnNormalUpperTail, normalQuantile, normalUpperTail } from './normal.ts';
import type { PValue } from './pValue.ts';
import { requireCount, requireProbability } from './requireCount.ts';

/** Pairs by outcome; those that agree matter only through n. */
export interface DiscordantCounts {
  /** All pairs, agreeing ones included. */
  readonly n: number;
  /** The candidate passed where the baseline failed. */
  readonly candidateOnly: number;
  /** The baseline passed where the candidate failed. */
  readonly baselineOnly: number;
}

/**
 * T(δ): how many standard errors the observed difference (candidate − baseline) lies above δ, with the standard error as it
 * would be if δ were true.
 *
 * @param counts integers for independent pairs; effective counts (see raoScottTango) need not be
 * @param delta  hypothetical difference of pass rates, in (−1, 1)
 * @returns decreasing in delta; 0 at δ = 0 when no pair is discordant; NaN when n is 0 or delta is outside the range
 * @source Tango 1998, Stat Med 17:891, eq. 5. Reference values: PD-02.
 */
export function tangoScore(counts: DiscordantCounts, delta: number): number {
  const { n, candidateOnly: b, baselineOnly: c } = counts;
  if (!(n > 0 && delta > -1 && delta < 1)) return Number.NaN;
  // On the side δ ≥ 0 no term of the variance cancels another; the other side is its mirror image.
  return delta < 0 ? -scoreAbove(n, c, b, -delta) : scoreAbove(n, b, c, delta);
}

/**
 * Confidence interval for the paired difference of pass rates: all δ that the score test does not reject.
 *
 * @param counts     integers, candidateOnly + baselineOnly ≤ n
 * @param confidence two-sided, in (0, 1); 0.90 gives the two bounds at one-sided 0.05
 * @returns both ends in [−1, 1]; undefined when n is 0
 * @throws  RangeError when the counts are not integers in range
 * @source  Tango 1998. Reference values: PD-01, PD-03.
 */
export function tangoInterval(
  counts: DiscordantCounts,
  confidence: number,
): readonly [number, number] | undefined {
  requirePairs(counts);
  requireProbability(confidence, 'confidence');
  return tangoBounds(counts, normalQuantile((1 + confidence) / 2));
}

/**
 * The δ at which T(δ) is ± a critical value: the interval for any reference distribution.
 *
 * @param critical positive, e.g. z₀.₉₅, or Student's t for few clusters
 * @returns undefined when n is 0
 */
export function tangoBounds(
  counts: DiscordantCounts,
  critical: number,
): readonly [number, number] | undefined {
  if (!(counts.n > 0)) return undefined;
  const { n, candidateOnly, baselineOnly } = counts;
  return [
    lowerBound(counts, critical),
    -lowerBound({ n, candidateOnly: baselineOnly, baselineOnly: candidateOnly }, critical),
  ];
}

/**
 * One-sided p of "the difference is at most δ": small when the data show more than δ. With δ = −margin, the non-inferiority test.
 *
 * @throws RangeError when the counts are not integers in range
 * @returns undefined when n is 0
 */
export function tangoAbove(counts: DiscordantCounts, delta: number): PValue | undefined {
  requirePairs(counts);
  if (counts.n === 0) return undefined;
  const z = tangoScore(counts, delta);
  return { p: normalUpperTail(z), lnP: lnNormalUpperTail(z) };
}

/** One-sided p of "the difference is at least δ": small when the data show less than δ. With δ = 0, the regression test. */
export function tangoBelow(counts: DiscordantCounts, delta: number): PValue | undefined {
  requirePairs(counts);
  if (counts.n === 0) return undefined;
  const z = -tangoScore(counts, delta);
  return { p: normalUpperTail(z), lnP: lnNormalUpperTail(z) };
}

/** @throws RangeError when the counts are not integers in range */
export function requirePairs({ n, candidateOnly, baselineOnly }: DiscordantCounts): void {
  requireCount(n, 'n');
  requireCount(candidateOnly, 'candidateOnly', n);
  requireCount(baselineOnly, 'baselineOnly', n - candidateOnly);
}

/** T(δ) for 0 ≤ δ < 1. */
function scoreAbove(n: number, b: number, c: number, delta: number): number {
  const spread = delta * (1 - delta);
  const linear = -b - c + (2 * n - b + c) * delta;
  const root = Math.sqrt(linear * linear + 8 * n * c * spread);
  // The constrained estimate of P(baseline only), by whichever form of the quadratic's root does not cancel.
  const q = linear > 0 ? (2 * c * spread) / (linear + root) : (root - linear) / (4 * n);
  const distance = b - c - n * delta;
  if (distance === 0) return 0;
  return distance / Math.sqrt(n * (2 * q + spread));
}

function lowerBound(counts: DiscordantCounts, critical: number): number {
  const { n, candidateOnly, baselineOnly } = counts;
  if (baselineOnly >= n) return -1;
  return -invertIncreasing(
    (loss) => tangoScore(counts, -loss),
    critical,
    -Math.max(-1, (candidateOnly - baselineOnly) / n),
    1,
  );
}
