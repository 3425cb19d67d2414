// The regularised lower incomplete gamma function: the distribution function of the gamma and the chi-square.
import { logGamma } from './logGamma.ts';

/**
 * P(a, x), the probability that a Gamma(a, 1) variable is at most x.
 *
 * @param a positive
 * @param x ≥ 0
 * @returns in [0, 1]; NaN outside the domain
 * @source DLMF 8.11.4 (series) and 8.9.2 (continued fraction by Lentz's method)
 */
export function regularizedGamma(a: number, x: number): number {
  if (!(a > 0 && x >= 0)) return Number.NaN;
  if (x === 0) return 0;
  if (x === Infinity) return 1;
  const front = Math.exp(-x + a * Math.log(x) - logGamma(a));
  return x < a + 1 ? front * series(a, x) : 1 - front * continuedFraction(a, x);
}

/**
 * Q(a, x) = 1 − P(a, x), with full relative precision where it is small.
 *
 * @param a positive
 * @param x ≥ 0
 * @returns in [0, 1]; NaN outside the domain
 * @source as {@link regularizedGamma}
 */
export function regularizedGammaUpper(a: number, x: number): number {
  if (!(a > 0 && x >= 0)) return Number.NaN;
  if (x === 0) return 1;
  if (x === Infinity) return 0;
  const front = Math.exp(-x + a * Math.log(x) - logGamma(a));
  return x < a + 1 ? 1 - front * series(a, x) : front * continuedFraction(a, x);
}

function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n <= 100_000; n++) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * 1e-16) break;
  }
  return sum;
}

function continuedFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n <= 100_000; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / (numerator * d + b || 1e-300);
    c = b + numerator / c || 1e-300;
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return fraction;
}
