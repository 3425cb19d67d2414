// How many examples it takes before a rare collapse could be seen at all: the guard that no interval replaces.
import { requireProbability } from './requireCount.ts';

/**
 * The smallest n that may certify "no loss beyond the margin": a collapse of size `largestLoss` that costs the margin on average
 * goes unseen in n examples with probability (1 − margin/largestLoss)ⁿ, and that must be at most alpha.
 *
 * @param margin      tolerated loss, positive, in the unit of the score
 * @param alpha       one-sided error, in (0, 1)
 * @param largestLoss the most one example can lose, positive; 1 for scores in 0..1
 * @returns integer ≥ 1; compare with n, or with n ÷ design effect when examples come in clusters
 * @throws RangeError when an argument is out of range
 * @source complement of the "rule of three". Reference values: PD-03.
 */
export function smallestSample(margin: number, alpha: number, largestLoss = 1): number {
  requireProbability(alpha, 'alpha');
  if (!(margin > 0)) throw new RangeError(`margin must be positive, not ${margin}`);
  if (!(largestLoss > 0)) throw new RangeError(`largestLoss must be positive, not ${largestLoss}`);
  if (margin >= largestLoss) return 1;
  // Rounding must not ask for one more where the quotient is a whole number.
  return Math.max(1, Math.ceil(Math.log(alpha) / Math.log1p(-margin / largestLoss) - 1e-9));
}

/**
 * The smallest n that may certify a mean score above a floor: as {@link smallestSample}, with collapses from the mean to zero.
 *
 * @param mean  observed mean, positive
 * @param floor the required mean, ≥ 0
 * @param alpha one-sided error, in (0, 1)
 * @returns undefined when the mean is not above the floor, because no number of examples certifies it then
 */
export function smallestSampleForFloor(mean: number, floor: number, alpha: number): number | undefined {
  if (!(mean > floor)) return undefined;
  return smallestSample(mean - floor, alpha, mean);
}

/**
 * The smallest margin that n examples may certify: the inverse of {@link smallestSample}.
 *
 * @param n examples, or effective examples; positive
 * @returns in the unit of the score
 */
export function guardMargin(n: number, alpha: number, largestLoss = 1): number {
  return largestLoss * unseenShare(n, alpha);
}

/**
 * 1 − alpha^(1/n): the largest share of the population that n examples may all have missed, with confidence 1 − alpha.
 *
 * @param n positive, may be fractional
 */
export function unseenShare(n: number, alpha: number): number {
  requireProbability(alpha, 'alpha');
  if (!(n > 0)) throw new RangeError(`n must be positive, not ${n}`);
  return -Math.expm1(Math.log(alpha) / n);
}
