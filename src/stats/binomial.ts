// The binomial distribution: the number of successes in independent trials. Not its confidence limits: those are clopperPearson.
import { logGamma } from './logGamma.ts';
import { regularizedBeta } from './regularizedBeta.ts';

/**
 * P(X = k) in n trials of success probability p.
 *
 * @param k integer; 0 outside 0 … n
 * @param n integer ≥ 0
 * @param p in [0, 1]
 */
export function binomialPmf(k: number, n: number, p: number): number {
  if (k < 0 || k > n) return 0;
  if (p === 0) return k === 0 ? 1 : 0;
  if (p === 1) return k === n ? 1 : 0;
  const lnChoose = logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
  return Math.exp(lnChoose + k * Math.log(p) + (n - k) * Math.log1p(-p));
}

/**
 * P(X ≤ k) in n trials of success probability p.
 *
 * @param k integer
 * @param n integer ≥ 0
 * @param p in [0, 1]
 * @source DLMF 8.17.5: a sum of binomial terms is an incomplete beta
 */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  if (k >= n) return 1;
  return regularizedBeta(1 - p, n - k, k + 1);
}

/** P(X ≥ k), with the precision of the upper tail kept. Arguments as in {@link binomialCdf}. */
export function binomialUpperTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  if (k > n) return 0;
  return regularizedBeta(p, k, n - k + 1);
}
