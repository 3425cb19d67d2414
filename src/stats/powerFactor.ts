// The factor by which a standard error must be exceeded for a test to decide with the wished power.
import { normalQuantile } from './normal.ts';

/**
 * `z_{1−α} + z_{power}`.
 *
 * @param alpha one-sided error, in (0, 1); half of a two-sided one
 * @param power in (0, 1)
 * @throws  RangeError outside these ranges
 */
export function powerFactor(alpha: number, power: number): number {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`the error ${alpha} is not in (0, 1)`);
  if (!(power > 0 && power < 1)) throw new RangeError(`the power ${power} is not in (0, 1)`);
  return normalQuantile(power) - normalQuantile(alpha);
}
