// Benjamini and Yekutieli's adjustment: the false discovery rate under any dependence, at the price of a factor of about ln D.
import { stableSum } from './sampleMoments.ts';
import { stepAdjust } from './stepAdjust.ts';

/**
 * `p̃_(k) = min_{j ≥ k} min(1, D (1 + 1/2 + … + 1/D) p_(j) / j)`.
 *
 * @param pValues in [0, 1]
 * @returns adjusted p-values in the given order
 * @throws  RangeError when a value is no probability
 * @source  Benjamini & Yekutieli 2001. Reference values: MT-01.
 */
export function benjaminiYekutieli(pValues: readonly number[]): readonly number[] {
  const harmonic = stableSum(pValues.map((_, index) => 1 / (index + 1)));
  return stepAdjust(pValues, 'up', (rank, tests) => (harmonic * tests) / rank);
}
