// Wilson's score interval for a proportion: what is shown. Floors are decided by clopperPearson, which never promises too much.
import { normalQuantile } from './normal.ts';
import { requireCount, requireProbability } from './requireCount.ts';

/**
 * Confidence interval for a proportion, by Wilson's score method.
 *
 * @param successes  how many passed; integer, 0 ≤ successes ≤ trials
 * @param trials     how many were judged; integer ≥ 0 (unscored examples are not trials)
 * @param confidence in (0, 1), e.g. 0.95
 * @returns both ends in [0, 1]; undefined when trials is 0, because nothing is known
 * @throws  RangeError when the counts are not integers in range
 * @source  Wilson 1927; Brown, Cai & DasGupta 2001, eq. 4. Reference values: PR-01.
 */
export function wilsonInterval(
  successes: number,
  trials: number,
  confidence: number,
): readonly [number, number] | undefined {
  requireCount(trials, 'trials');
  requireCount(successes, 'successes', trials);
  requireProbability(confidence, 'confidence');
  if (trials === 0) return undefined;
  const z = normalQuantile((1 + confidence) / 2);
  const share = successes / trials;
  const shrink = 1 + (z * z) / trials;
  const centre = share + (z * z) / (2 * trials);
  const reach = z * Math.sqrt((share * (1 - share)) / trials + (z / (2 * trials)) ** 2);
  return [
    successes === 0 ? 0 : (centre - reach) / shrink,
    successes === trials ? 1 : (centre + reach) / shrink,
  ];
}
