// Hochberg's step-up adjustment: rejects at least as much as Holm's, but only for independent or positively dependent tests. No verdict uses it.
import { stepAdjust } from './stepAdjust.ts';

/**
 * `p̃_(k) = min_{j ≥ k} min(1, (D − j + 1) p_(j))`.
 *
 * @param pValues in [0, 1]
 * @returns adjusted p-values in the given order
 * @throws  RangeError when a value is no probability
 * @source  Hochberg 1988. Reference values: MT-01.
 */
export function hochberg(pValues: readonly number[]): readonly number[] {
  return stepAdjust(pValues, 'up', (rank, tests) => tests - rank + 1);
}
