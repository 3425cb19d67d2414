// The quantiles of the F distribution, for intervals of ratios of variances.
import { betaQuantile } from './betaQuantile.ts';

/**
 * The x with P(F ≤ x) = p.
 *
 * @param p   in (0, 1)
 * @param df1 degrees of freedom above, positive, may be fractional
 * @param df2 degrees of freedom below, positive, may be fractional
 * @returns NaN outside the domain
 * @source Abramowitz & Stegun 26.6.2 through the incomplete beta. Reference values: AG-09.
 */
export function fQuantile(p: number, df1: number, df2: number): number {
  // From the side where the beta quantile is far from 1 and keeps its precision.
  if (p > 0.5) return 1 / fQuantile(1 - p, df2, df1);
  const x = betaQuantile(p, df1 / 2, df2 / 2);
  return (df2 * x) / (df1 * (1 - x));
}
