// Holm's step-down adjustment: controls the chance of even one false rejection, whatever the dependence. The family of FAIL claims uses it.
import { stepAdjust } from './stepAdjust.ts';

/**
 * `p̃_(k) = max_{j ≤ k} min(1, (D − j + 1) p_(j))`.
 *
 * @param pValues in [0, 1]
 * @returns adjusted p-values in the given order; reject those ≤ α to keep the family error ≤ α
 * @throws  RangeError when a value is no probability
 * @source  Holm 1979. Reference values: MT-01, GD-04.
 */
export function holm(pValues: readonly number[]): readonly number[] {
  return stepAdjust(pValues, 'down', (rank, tests) => tests - rank + 1);
}
