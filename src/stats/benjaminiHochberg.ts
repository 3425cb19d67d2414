// Benjamini and Hochberg's adjustment: bounds the expected share of false alarms among the alarms. For warnings about slices, never for a FAIL.
import { stepAdjust } from './stepAdjust.ts';

/**
 * `p̃_(k) = min_{j ≥ k} min(1, D p_(j) / j)`.
 *
 * @param pValues in [0, 1], of independent or positively dependent tests
 * @returns adjusted p-values in the given order; those ≤ q are reported at false discovery rate q
 * @throws  RangeError when a value is no probability
 * @source  Benjamini & Hochberg 1995. Reference values: MT-01.
 */
export function benjaminiHochberg(pValues: readonly number[]): readonly number[] {
  return stepAdjust(pValues, 'up', (rank, tests) => tests / rank);
}
