// The shared walk of the step-wise adjustments: sort, scale, make monotone, restore the order. Which factor and which way is the method's.
import { requireProbabilities } from './requireProbabilities.ts';

/**
 * Scales each sorted p-value and carries the running maximum upwards (step-down) or the running minimum downwards (step-up).
 *
 * @param pValues   in [0, 1]
 * @param direction `down` starts at the smallest p-value, `up` at the largest
 * @param factor    what to multiply with, by rank (1 is the smallest p-value) and number of tests
 * @returns adjusted values in the given order, capped at 1
 * @throws  RangeError when a value is no probability
 */
export function stepAdjust(
  pValues: readonly number[],
  direction: 'down' | 'up',
  factor: (rank: number, tests: number) => number,
): readonly number[] {
  requireProbabilities(pValues);
  const tests = pValues.length;
  const ranked = pValues
    .map((p, place) => ({ p, place }))
    .sort((a, b) => a.p - b.p)
    .map(({ p, place }, index) => ({ place, scaled: Math.min(1, p * factor(index + 1, tests)) }));
  if (direction === 'up') ranked.reverse();
  const adjusted = new Array<number>(tests).fill(1);
  let running = direction === 'down' ? 0 : 1;
  for (const { place, scaled } of ranked) {
    running = direction === 'down' ? Math.max(running, scaled) : Math.min(running, scaled);
    adjusted[place] = running;
  }
  return adjusted;
}
