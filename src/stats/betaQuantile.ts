// Quantiles of the beta distribution.
import { invertIncreasing } from './invertIncreasing.ts';
import { regularizedBeta } from './regularizedBeta.ts';

/**
 * The x with I_x(a, b) = p.
 *
 * @param p in (0, 1)
 * @param a positive
 * @param b positive
 * @returns in [0, 1]; NaN outside the domain
 * @source inversion of {@link regularizedBeta}. Reference values: SF-01.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p > 0 && p < 1 && a > 0 && b > 0)) return Number.NaN;
  return invertIncreasing((x) => regularizedBeta(x, a, b), p, 0, 1);
}
