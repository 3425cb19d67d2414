// The decision of a check that demands an improvement, from the two one-sided bounds of a difference. Not the tolerance of a loss.
import type { Verdict } from './verdictOfBounds.ts';

/**
 * PASS when the gain is shown to exceed what is demanded, FAIL when it is shown to fall short, otherwise INCONCLUSIVE.
 *
 * @param lower    one-sided lower bound of candidate − baseline, larger is better; undefined when there is none
 * @param upper    one-sided upper bound; undefined when there is none
 * @param demanded the gain to exceed, ≥ 0, in the unit of the bounds
 * @throws  RangeError when the demanded gain is negative or anything is NaN
 * @source  statistical design 2.1
 */
export function superiorityVerdict(
  lower: number | undefined,
  upper: number | undefined,
  demanded: number,
): Verdict {
  if (!(demanded >= 0)) throw new RangeError(`a demanded gain of ${demanded} is no gain`);
  if (Number.isNaN(lower) || Number.isNaN(upper)) throw new RangeError('a bound is not a number');
  if (lower === undefined || upper === undefined) return 'INCONCLUSIVE';
  if (lower > demanded) return 'PASS';
  return upper < demanded ? 'FAIL' : 'INCONCLUSIVE';
}
