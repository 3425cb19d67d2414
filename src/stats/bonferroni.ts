// Bonferroni's adjustment of p-values: the bluntest control of the family error. Holm's does the same and never rejects less.
import { requireProbabilities } from './requireProbabilities.ts';

/**
 * Each p-value times the number of tests, capped at 1.
 *
 * @param pValues in [0, 1]
 * @returns in the given order
 * @throws  RangeError when a value is no probability
 * @source  Bonferroni 1936. Reference values: MT-01.
 */
export function bonferroni(pValues: readonly number[]): readonly number[] {
  requireProbabilities(pValues);
  return pValues.map((p) => Math.min(1, p * pValues.length));
}
