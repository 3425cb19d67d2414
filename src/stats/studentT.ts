// Student's t distribution: its distribution function and quantiles, also for fractional degrees of freedom.
import { invertIncreasing } from './invertIncreasing.ts';
import { lnRegularizedBeta, regularizedBeta } from './regularizedBeta.ts';

/**
 * P(T ≤ t).
 *
 * @param t   any real number
 * @param df  degrees of freedom, positive, may be fractional
 * @returns in [0, 1]; NaN when df ≤ 0
 * @source Abramowitz & Stegun 26.7.1 through the incomplete beta. Reference values: SF-01.
 */
export function studentTCdf(t: number, df: number): number {
  if (!(df > 0)) return Number.NaN;
  const tail = 0.5 * regularizedBeta(df / (df + t * t), df / 2, 0.5);
  return t > 0 ? 1 - tail : tail;
}

/**
 * P(T > t), with full relative precision in the upper tail.
 *
 * @param t   any real number
 * @param df  degrees of freedom, positive, may be fractional
 */
export function studentTUpperTail(t: number, df: number): number {
  return studentTCdf(-t, df);
}

/** ln P(T > t): finite also where the probability itself is below the smallest double. */
export function lnStudentTUpperTail(t: number, df: number): number {
  if (!(df > 0)) return Number.NaN;
  if (t <= 0) return Math.log1p(-studentTCdf(t, df));
  return lnRegularizedBeta(df / (df + t * t), df / 2, 0.5) - Math.LN2;
}

/**
 * The t with P(T ≤ t) = p.
 *
 * @param p   in (0, 1)
 * @param df  degrees of freedom, positive, may be fractional
 * @returns NaN outside the domain
 * @source inversion of {@link studentTCdf}. Reference values: SF-01.
 */
export function studentTQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1 && df > 0)) return Number.NaN;
  if (p === 0.5) return 0;
  // In the lower tail the distribution function keeps its precision.
  if (p > 0.5) return -studentTQuantile(1 - p, df);
  if (p !== latest.p || df !== latest.df) {
    latest = { p, df, t: invertIncreasing((t) => studentTCdf(t, df), p, -1e15, 0) };
  }
  return latest.t;
}

/** The last answer: the bounds of one comparison, and every draw of a simulation, ask for the same quantile again. */
let latest = { p: Number.NaN, df: Number.NaN, t: Number.NaN };
