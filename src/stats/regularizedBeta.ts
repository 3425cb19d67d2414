// The regularised incomplete beta function: the distribution function of the beta, Student's t and F.
import { logGamma } from './logGamma.ts';

const tiny = 1e-300;

/**
 * I_x(a, b), the probability that a Beta(a, b) variable is at most x.
 *
 * @param x in [0, 1]
 * @param a positive
 * @param b positive
 * @returns in [0, 1]; NaN outside the domain
 * @source DLMF 8.17.22, continued fraction by Lentz's method. Reference values: SF-01.
 */
export function regularizedBeta(x: number, a: number, b: number): number {
  if (!(x >= 0 && x <= 1 && a > 0 && b > 0)) return Number.NaN;
  if (x === 0 || x === 1) return x;
  // The fraction converges fast only on this side of the mean.
  if (x > (a + 1) / (a + b + 2)) return 1 - regularizedBeta(1 - x, b, a);
  return Math.exp(lnFront(x, a, b)) * continuedFraction(x, a, b);
}

/**
 * ln I_x(a, b): finite also where I_x(a, b) itself is below the smallest double.
 *
 * @param x in (0, 1]
 * @param a positive
 * @param b positive
 * @returns ≤ 0; NaN outside the domain
 */
export function lnRegularizedBeta(x: number, a: number, b: number): number {
  if (!(x > 0 && x <= 1 && a > 0 && b > 0)) return Number.NaN;
  if (x === 1) return 0;
  if (x > (a + 1) / (a + b + 2)) return Math.log1p(-regularizedBeta(1 - x, b, a));
  return lnFront(x, a, b) + Math.log(continuedFraction(x, a, b));
}

/** ln of x^a (1 − x)^b / (a B(a, b)). */
function lnFront(x: number, a: number, b: number): number {
  return logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x) - Math.log(a);
}

function continuedFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return fraction;
}

function away(value: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}
