// The upper tail of the noncentral t distribution, which is the power of a t test.
import { logGamma } from './logGamma.ts';
import { normalCdf } from './normal.ts';
import { stableSum } from './sampleMoments.ts';

const intervals = 2_000;

/**
 * P(T > t) with T = (Z + δ) / √(χ²_ν / ν).
 *
 * @param t             any real number
 * @param df            ν, > 0, may be fractional
 * @param noncentrality δ, any real number
 * @returns in [0, 1], absolute error below 1e-10 for df ≥ 1
 * @throws  RangeError when df is not positive
 * @source  the definition, integrated over the density of √(χ²_ν / ν) by Simpson's rule. Reference values: PW-01.
 */
export function noncentralTUpperTail(t: number, df: number, noncentrality: number): number {
  if (!(df > 0)) throw new RangeError(`${df} degrees of freedom are not positive`);
  const spread = 14 / Math.sqrt(2 * df);
  const low = Math.max(0, 1 - spread);
  const step = (1 + spread - low) / intervals;
  const logFront = Math.LN2 + (df / 2) * Math.log(df / 2) - logGamma(df / 2);
  const terms: number[] = [];
  for (let i = 0; i <= intervals; i++) {
    const s = low + i * step;
    if (s === 0 && df > 1) continue;
    const logPower = df === 1 ? 0 : (df - 1) * Math.log(s);
    const density = Math.exp(logFront + logPower - (df * s * s) / 2);
    const weight = i === 0 || i === intervals ? 1 : i % 2 === 1 ? 4 : 2;
    terms.push(weight * density * normalCdf(noncentrality - t * s));
  }
  return Math.min(1, Math.max(0, (stableSum(terms) * step) / 3));
}
