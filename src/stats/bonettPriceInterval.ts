// Intervals for a paired difference of pass rates that other tools print: Bonett–Price and Wald. For display only: both pass too easily.
import { normalQuantile } from './normal.ts';
import { requireProbability } from './requireCount.ts';
import { requirePairs, type DiscordantCounts } from './tangoScore.ts';

/**
 * The Wald interval after adding one pair to each discordant count.
 *
 * @param confidence two-sided, in (0, 1)
 * @returns both ends in [−1, 1]; undefined when there is no pair
 * @throws  RangeError when the counts are not integers in range
 * @source  Bonett & Price 2012. Reference values: PD-01.
 */
export function bonettPriceInterval(
  counts: DiscordantCounts,
  confidence: number,
): readonly [number, number] | undefined {
  requirePairs(counts);
  const { n, candidateOnly, baselineOnly } = counts;
  if (n === 0) return undefined;
  return wald((candidateOnly + 1) / (n + 2), (baselineOnly + 1) / (n + 2), n + 2, confidence);
}

/**
 * The paired Wald interval: of no width at all without discordant pairs, which is why it never decides (false PASS up to 54 %).
 * Arguments and errors as in {@link bonettPriceInterval}.
 */
export function pairedWaldInterval(
  counts: DiscordantCounts,
  confidence: number,
): readonly [number, number] | undefined {
  requirePairs(counts);
  const { n, candidateOnly, baselineOnly } = counts;
  if (n === 0) return undefined;
  return wald(candidateOnly / n, baselineOnly / n, n, confidence);
}

function wald(gain: number, loss: number, n: number, confidence: number): readonly [number, number] {
  requireProbability(confidence, 'confidence');
  const difference = gain - loss;
  const variance = Math.max(0, gain + loss - difference ** 2) / n;
  const reach = normalQuantile((1 + confidence) / 2) * Math.sqrt(variance);
  return [Math.max(-1, difference - reach), Math.min(1, difference + reach)];
}
