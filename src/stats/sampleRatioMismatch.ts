// Whether traffic was split as it should have been. A mismatch means the assignment is broken, and no comparison of the arms holds.
import { chiSquareUpperTail } from './chiSquare.ts';
import { requireCount, requireProbability } from './requireCount.ts';

export interface SampleRatioMismatch {
  readonly chi2: number;
  readonly p: number;
  /** p < 0.001. */
  readonly isMismatch: boolean;
}

/**
 * @param first         units in one arm; integer ≥ 0
 * @param second        units in the other
 * @param expectedShare of the first arm, in (0, 1); default ½
 * @returns undefined when there is no unit
 * @throws  RangeError on impossible arguments
 * @source  Pearson 1900; threshold: Fabijan et al. 2019. Reference values: MO-06.
 */
export function sampleRatioMismatch(
  first: number,
  second: number,
  expectedShare = 0.5,
): SampleRatioMismatch | undefined {
  requireCount(first, 'first');
  requireCount(second, 'second');
  requireProbability(expectedShare, 'expectedShare');
  const n = first + second;
  if (n === 0) return undefined;
  const chi2 = (first - n * expectedShare) ** 2 / (n * expectedShare * (1 - expectedShare));
  const p = chiSquareUpperTail(chi2, 1);
  return { chi2, p, isMismatch: p < 0.001 };
}
