// Gwet's AC1 and AC2: agreement beyond chance that does not collapse when nearly everything falls into one category.
import type { AgreementWeights } from './cohenKappa.ts';
import { weightOf } from './cohenKappa.ts';
import type { RatingCounts } from './ratingCounts.ts';
import { requireProbability } from './requireCount.ts';
import { stableSum } from './sampleMoments.ts';
import { unitAgreement } from './unitAgreement.ts';
import type { UnitAgreement } from './unitAgreement.ts';

/**
 * Agreement by chance is `Σw/(q(q−1)) Σ π_j (1 − π_j)` with π the mean share of each category.
 *
 * @param counts     one row a unit, one column a category of the whole scale (at least two, used or not); units with a single
 *                   rating count towards π only
 * @param confidence two-sided, in (0, 1)
 * @param weights    `unweighted` is AC1, the others AC2
 * @throws  RangeError when the scale has fewer than two categories
 * @source  Gwet 2008, 2014. Reference values: AG-02, AG-05, AG-06.
 */
export function gwetAc(
  counts: RatingCounts,
  confidence: number,
  weights: AgreementWeights = 'unweighted',
): UnitAgreement {
  requireProbability(confidence, 'confidence');
  const q = counts[0]?.length ?? 2;
  if (q < 2) throw new RangeError('agreement needs a scale of at least two categories');
  const places = Array.from({ length: q }, (_, place) => place);
  const total = stableSum(places.flatMap((i) => places.map((j) => weightOf(weights, i, j, q))));
  const scale = total / (q * (q - 1));
  return unitAgreement(counts, weights, confidence, (prevalence) => ({
    expected: scale * stableSum(prevalence.map((share) => share * (1 - share))),
    ofUnit: (shares) => scale * stableSum(shares.map((share, k) => share * (1 - (prevalence[k] ?? 0)))),
  }));
}
