// How many paired pass-or-fail examples McNemar's test needs to detect a difference.
import { normalQuantile } from './normal.ts';

/**
 * `(z_{1−α/2} √ψ + z_{power} √(ψ − δ²))² / δ²`.
 *
 * @param discordance   ψ, share of examples on which the arms disagree, in (0, 1]
 * @param difference    δ in pass rates to detect, 0 < |δ| ≤ ψ
 * @param alphaTwoSided in (0, 1)
 * @param power         in (0, 1)
 * @returns pairs, not rounded: round up for use
 * @throws  RangeError on impossible arguments
 * @source  Connor 1987, Biometrics 43:207. Reference values: PW-01.
 */
export function mcnemarSize(
  discordance: number,
  difference: number,
  alphaTwoSided: number,
  power: number,
): number {
  const size = Math.abs(difference);
  if (!(discordance > 0 && discordance <= 1)) throw new RangeError(`${discordance} is no share of examples`);
  if (!(size > 0 && size <= discordance)) {
    throw new RangeError(
      `a difference of ${difference} is impossible when ${discordance} of the pairs disagree`,
    );
  }
  if (!(alphaTwoSided > 0 && alphaTwoSided < 1 && power > 0 && power < 1)) {
    throw new RangeError('the error and the power lie in (0, 1)');
  }
  const underNull = -normalQuantile(alphaTwoSided / 2) * Math.sqrt(discordance);
  const underTruth = normalQuantile(power) * Math.sqrt(discordance - size ** 2);
  return ((underNull + underTruth) / size) ** 2;
}
