// How many independent examples each arm needs for the two-proportion z test. Paired arms need fewer: see mcnemarSize.
import { normalQuantile } from './normal.ts';

/**
 * `(z_{1−α/2} √(2 p̄ q̄) + z_{power} √(p₁q₁ + p₂q₂))² / (p₁ − p₂)²`.
 *
 * @param first         pass rate of one arm, in [0, 1]
 * @param second        pass rate of the other, in [0, 1], different
 * @param alphaTwoSided in (0, 1)
 * @param power         in (0, 1)
 * @returns examples for each arm, not rounded: round up for use
 * @throws  RangeError on impossible arguments
 * @source  Fleiss, Levin & Paik 2003, eq. 4.14. Reference values: PW-01.
 */
export function twoProportionSize(
  first: number,
  second: number,
  alphaTwoSided: number,
  power: number,
): number {
  if (![first, second].every((rate) => rate >= 0 && rate <= 1)) throw new RangeError('rates lie in [0, 1]');
  if (first === second) throw new RangeError('a difference of nothing cannot be detected');
  if (!(alphaTwoSided > 0 && alphaTwoSided < 1 && power > 0 && power < 1)) {
    throw new RangeError('the error and the power lie in (0, 1)');
  }
  const mean = (first + second) / 2;
  const underNull = -normalQuantile(alphaTwoSided / 2) * Math.sqrt(2 * mean * (1 - mean));
  const underTruth = normalQuantile(power) * Math.sqrt(first * (1 - first) + second * (1 - second));
  return ((underNull + underTruth) / (first - second)) ** 2;
}
