// The chi-square distribution: its distribution function and quantiles.
import { invertIncreasing } from './invertIncreasing.ts';
import { regularizedGamma, regularizedGammaUpper } from './regularizedGamma.ts';

/**
 * P(X ≤ x) with X chi-square distributed.
 *
 * @param x   ≥ 0
 * @param df  degrees of freedom, positive
 */
export function chiSquareCdf(x: number, df: number): number {
  return regularizedGamma(df / 2, x / 2);
}

/**
 * P(X > x) with X chi-square distributed: the p of a chi-square test, precise also where it is tiny.
 *
 * @param x   ≥ 0
 * @param df  degrees of freedom, positive
 */
export function chiSquareUpperTail(x: number, df: number): number {
  return regularizedGammaUpper(df / 2, x / 2);
}

/**
 * The x with P(X ≤ x) = p.
 *
 * @param p   in (0, 1)
 * @param df  degrees of freedom, positive
 * @returns NaN outside the domain
 */
export function chiSquareQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1 && df > 0)) return Number.NaN;
  return invertIncreasing((x) => chiSquareCdf(x, df), p, 0, df + 40 * Math.sqrt(2 * df) + 400);
}
