// Whether two things are the same for practical purposes: two one-sided tests against a bound on either side. Not "no significant difference".
import { pairedT } from './pairedT.ts';
import { smallestSample } from './smallestSample.ts';
import { studentTUpperTail } from './studentT.ts';
import { tangoAbove, tangoBelow, tangoInterval } from './tangoScore.ts';
import type { DiscordantCounts } from './tangoScore.ts';
import { welchT } from './welchT.ts';

export interface Tost {
  /** `degenerate-zero-variance`: every difference is the same, so the number of examples decides and there is no p. */
  readonly status: 'measured' | 'n<2' | 'degenerate-zero-variance';
  readonly isEquivalent: boolean;
  /** The larger of the two one-sided p-values; undefined unless measured. */
  readonly p: number | undefined;
  /** Confidence 1 − 2α: equivalent exactly when it lies inside the bounds. */
  readonly interval: readonly [number, number] | undefined;
}

const nothingKnown: Tost = { status: 'n<2', isEquivalent: false, p: undefined, interval: undefined };

/**
 * Equivalence of paired scores.
 *
 * @param differences of each pair; finite
 * @param bound       ε > 0: differences within ±ε are none
 * @param alpha       one-sided error, in (0, 1)
 * @throws  RangeError on impossible arguments
 * @source  Schuirmann 1987. Reference values: MO-05.
 */
export function tostPaired(differences: readonly number[], bound: number, alpha: number): Tost {
  requireBound(bound, alpha);
  const { status, n, mean, se, df, interval } = pairedT(differences, 1 - 2 * alpha);
  if (mean === undefined || se === undefined || df === undefined) return nothingKnown;
  if (status !== 'measured') {
    const isEquivalent = Math.abs(mean) < bound && n >= smallestSample(bound - Math.abs(mean), alpha);
    return { status: 'degenerate-zero-variance', isEquivalent, p: undefined, interval: undefined };
  }
  return decided(largerTail(mean, se, df, bound), alpha, interval);
}

/**
 * Equivalence of the means of two independent samples. Arguments and errors as {@link tostPaired}.
 *
 * @source Schuirmann 1987 with Welch's degrees of freedom. Reference values: MO-05.
 */
export function tostWelch(
  first: readonly number[],
  second: readonly number[],
  bound: number,
  alpha: number,
): Tost {
  requireBound(bound, alpha);
  const { status, difference, se, df, interval } = welchT(first, second, 1 - 2 * alpha);
  if (status === 'degenerate-zero-variance') return { ...nothingKnown, status };
  if (difference === undefined || se === undefined || df === undefined) return nothingKnown;
  return decided(largerTail(difference, se, df, bound), alpha, interval);
}

/**
 * Equivalence of paired pass rates by Tango's score. Without any discordant pair it still needs enough examples.
 *
 * @param counts pairs by outcome
 * @param bound  ε in (0, 1)
 * @param alpha  one-sided error, in (0, ½)
 * @throws  RangeError on impossible arguments
 * @source  Tango 1998
 */
export function tostTango(counts: DiscordantCounts, bound: number, alpha: number): Tost {
  requireBound(bound, alpha);
  if (!(bound < 1)) throw new RangeError(`a bound of ${bound} holds for any pass rates`);
  const above = tangoAbove(counts, -bound);
  const below = tangoBelow(counts, bound);
  if (counts.n < 2 || above === undefined || below === undefined) return nothingKnown;
  return decided(Math.max(above.p, below.p), alpha, tangoInterval(counts, 1 - 2 * alpha));
}

function decided(p: number, alpha: number, interval: readonly [number, number] | undefined): Tost {
  return { status: 'measured', isEquivalent: p < alpha, p, interval };
}

function largerTail(difference: number, se: number, df: number, bound: number): number {
  return Math.max(
    studentTUpperTail((difference + bound) / se, df),
    studentTUpperTail((bound - difference) / se, df),
  );
}

function requireBound(bound: number, alpha: number): void {
  if (!(bound > 0)) throw new RangeError(`the bound ${bound} is not positive`);
  if (!(alpha > 0 && alpha < 0.5)) throw new RangeError(`the error ${alpha} is not in (0, 0.5)`);
}
