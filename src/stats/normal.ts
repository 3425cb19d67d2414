// The standard normal distribution, kept accurate far into its tails, where verdicts are made.
import { invertIncreasing } from './invertIncreasing.ts';

const lnSqrtTwoPi = 0.9189385332046728;

/**
 * P(Z ≤ x).
 *
 * @param x any real number
 * @returns in [0, 1], with full relative precision in the lower tail; NaN for NaN. Reference values: SF-01.
 */
export function normalCdf(x: number): number {
  return normalUpperTail(-x);
}

/**
 * P(Z > x).
 *
 * @param x any real number
 * @returns in [0, 1], with full relative precision in the upper tail; 0 only where the probability is below the smallest double
 * @source DLMF 7.6.2 (series about 0) and 7.9.3 (continued fraction of the tail)
 */
export function normalUpperTail(x: number): number {
  if (x >= 2) return Math.exp(-0.5 * x * x - lnSqrtTwoPi) * millsRatio(x);
  if (x <= -2) return 1 - normalUpperTail(-x);
  return 0.5 - centralMass(x);
}

/** ln P(Z > x): finite also where the probability itself is below the smallest double. */
export function lnNormalUpperTail(x: number): number {
  if (x >= 2) return -0.5 * x * x - lnSqrtTwoPi + Math.log(millsRatio(x));
  return Math.log1p(-normalUpperTail(-x));
}

/**
 * The x with P(Z ≤ x) = p.
 *
 * @param p in (0, 1)
 * @returns NaN outside the domain
 * @source inversion of {@link normalCdf}. Reference values: SF-01.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return Number.NaN;
  if (p === 0.5) return 0;
  // In the lower tail the distribution function keeps its precision.
  if (p > 0.5) return -normalQuantile(1 - p);
  return invertIncreasing(normalCdf, p, -40, 0);
}

/** P(0 < Z ≤ x), odd in x, for |x| < 2. */
function centralMass(x: number): number {
  let term = x;
  let sum = x;
  for (let k = 1; k < 200; k++) {
    term *= (x * x) / (2 * k + 1);
    const next = sum + term;
    if (next === sum) break;
    sum = next;
  }
  return Math.exp(-0.5 * x * x - lnSqrtTwoPi) * sum;
}

/** P(Z > x) divided by the density at x, for x ≥ 2: 1/(x + 1/(x + 2/(x + 3/…))) by Lentz's method. */
function millsRatio(x: number): number {
  if (x === Infinity) return 0;
  let c = x;
  let d = 0;
  let fraction = x;
  for (let k = 1; k < 5_000; k++) {
    d = 1 / (x + k * d);
    c = x + k / c;
    const step = c * d;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return 1 / fraction;
}
