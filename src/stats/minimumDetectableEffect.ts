// The smallest true difference that a test of this precision detects with the wished power.
import { powerFactor } from './powerFactor.ts';

/**
 * `(z_{1−α} + z_{power}) SE`. For a FAIL among D required dimensions α is the family error divided by D; for a two-sided test
 * half of it.
 *
 * @param standardError of the difference, ≥ 0
 * @param alpha         one-sided error, in (0, 1)
 * @param power         in (0, 1)
 * @returns in the unit of the standard error
 * @throws  RangeError on impossible arguments
 * @source  statistical design 2.4. Reference values: PW-01.
 */
export function minimumDetectableEffect(standardError: number, alpha: number, power: number): number {
  if (!(standardError >= 0)) throw new RangeError(`${standardError} is no standard error`);
  return powerFactor(alpha, power) * standardError;
}
