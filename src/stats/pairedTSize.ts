// How many pairs the paired t test needs, by its exact power. The normal approximation differenceSize is a little smaller.
import { noncentralTUpperTail } from './noncentralT.ts';
import { differenceSize } from './sampleSize.ts';
import { invertIncreasing } from './invertIncreasing.ts';
import { studentTQuantile } from './studentT.ts';

/**
 * The n at which a two-sided paired t test detects the difference with the wished power, counting rejections on the right
 * side only.
 *
 * @param sd            standard deviation of one example's difference, > 0
 * @param difference    to detect, not 0
 * @param alphaTwoSided in (0, 1)
 * @param power         in (0, 1)
 * @returns pairs, ≥ 2, not rounded: round up for use
 * @throws  RangeError on impossible arguments
 * @source  noncentral t power, as R's power.t.test. Reference values: PW-01.
 */
export function pairedTSize(sd: number, difference: number, alphaTwoSided: number, power: number): number {
  const approximate = differenceSize(sd ** 2, difference, alphaTwoSided, power);
  const effect = Math.abs(difference) / sd;
  return invertIncreasing(
    (n) => noncentralTUpperTail(studentTQuantile(1 - alphaTwoSided / 2, n - 1), n - 1, Math.sqrt(n) * effect),
    power,
    2,
    approximate * 2 + 1_000,
  );
}
