// The decision of a floor check: is the rate shown to be at least the floor. It knows nothing of the baseline.
import { clusteredClopperPearson } from './clopperPearson.ts';
import type { Verdict } from './verdictOfBounds.ts';

export interface FloorVerdict {
  readonly verdict: Verdict;
  /** One-sided bounds of the rate, each at the given error; undefined when nothing was judged. */
  readonly lower: number | undefined;
  readonly upper: number | undefined;
}

/**
 * PASS when the rate is shown to reach the floor, FAIL when it is shown to miss it, otherwise INCONCLUSIVE, as with fewer
 * than two examples.
 *
 * @param successes    how many passed; integer, 0 ≤ successes ≤ trials
 * @param trials       how many were judged; integer ≥ 0 (unscored examples are not trials)
 * @param floor        the rate to reach, in (0, 1]
 * @param alpha        one-sided error, in (0, 1)
 * @param designEffect variance inflation by clusters; values below 1 count as 1
 * @throws  RangeError on impossible arguments
 * @source  statistical design 2.1 with Clopper & Pearson 1934. Reference values: GD-02.
 */
export function floorVerdict(
  successes: number,
  trials: number,
  floor: number,
  alpha: number,
  designEffect = 1,
): FloorVerdict {
  const bounds = clusteredClopperPearson(successes, trials, alpha, designEffect);
  const lower = bounds?.lower;
  const upper = bounds?.upper;
  const verdict = floorVerdictOfBounds(lower, upper, floor);
  return { verdict: trials < 2 ? 'INCONCLUSIVE' : verdict, lower, upper };
}

/**
 * The same decision from any two one-sided bounds, for scores that are not pass or fail.
 *
 * @param lower one-sided lower bound; undefined when there is none
 * @param upper one-sided upper bound; undefined when there is none
 * @param floor in the unit of the bounds, finite
 * @throws  RangeError when anything is NaN
 */
export function floorVerdictOfBounds(
  lower: number | undefined,
  upper: number | undefined,
  floor: number,
): Verdict {
  if (!Number.isFinite(floor)) throw new RangeError(`${floor} is no floor`);
  if (Number.isNaN(lower) || Number.isNaN(upper)) throw new RangeError('a bound is not a number');
  if (lower === undefined || upper === undefined) return 'INCONCLUSIVE';
  if (lower >= floor) return 'PASS';
  return upper < floor ? 'FAIL' : 'INCONCLUSIVE';
}
