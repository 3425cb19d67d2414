// Fleiss' kappa: agreement of several raters beyond chance, each unit rated by any of them; also with missing ratings.
import type { RatingCounts } from './ratingCounts.ts';
import { requireProbability } from './requireCount.ts';
import { stableSum } from './sampleMoments.ts';
import { unitAgreement } from './unitAgreement.ts';
import type { UnitAgreement } from './unitAgreement.ts';

/**
 * `P̄_i = (Σ n_ij² − r) / (r (r − 1))`, `P_e = Σ p_j²`.
 *
 * @param counts     one row a unit, one column a category; units with a single rating count towards P_e only
 * @param confidence two-sided, in (0, 1)
 * @returns undefined coefficient when only one category was used
 * @source  Fleiss 1971; missing ratings and variance: Gwet 2014. Reference values: AG-04, AG-05.
 */
export function fleissKappa(counts: RatingCounts, confidence: number): UnitAgreement {
  requireProbability(confidence, 'confidence');
  return unitAgreement(counts, 'unweighted', confidence, (prevalence) => ({
    expected: stableSum(prevalence.map((share) => share ** 2)),
    ofUnit: (shares) => stableSum(shares.map((share, k) => share * (prevalence[k] ?? 0))),
  }));
}
