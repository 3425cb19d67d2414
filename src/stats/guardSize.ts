// How many examples it takes before a rare collapse could have been seen at all. No interval can see what is not in the sample.

/**
 * The least n with which a loss of `margin` can be excluded: a collapse of size `largestLoss` that happens with probability
 * margin / largestLoss costs `margin` on average and stays unseen in n examples with probability (1 − margin / largestLoss)ⁿ.
 *
 * @param margin      tolerated mean loss, > 0
 * @param alpha       one-sided error, in (0, 1)
 * @param largestLoss largest possible loss of one example, > 0; 1 for scores in 0..1
 * @returns examples (divide a clustered sample by its design effect first); 1 when the margin is at least the largest loss
 * @throws  RangeError on impossible arguments
 * @source  statistical design 1.4: ⌈ln α / ln(1 − m/R)⌉. Reference values: PW-02.
 */
export function guardSize(margin: number, alpha: number, largestLoss = 1): number {
  if (!(margin > 0)) throw new RangeError(`the margin ${margin} is not positive`);
  requireGuard(alpha, largestLoss);
  if (margin >= largestLoss) return 1;
  return Math.ceil(Math.log(alpha) / Math.log1p(-margin / largestLoss));
}

/**
 * The smallest mean loss that n examples without a collapse can exclude: `R (1 − α^{1/n})`, the inverse of {@link guardSize}.
 *
 * @param n examples, > 0; may be fractional (an effective size)
 * @throws  RangeError on impossible arguments
 */
export function guardMargin(n: number, alpha: number, largestLoss = 1): number {
  if (!(n > 0)) throw new RangeError(`${n} examples exclude nothing`);
  requireGuard(alpha, largestLoss);
  return largestLoss * -Math.expm1(Math.log(alpha) / n);
}

function requireGuard(alpha: number, largestLoss: number): void {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`the error ${alpha} is not in (0, 1)`);
  if (!(largestLoss > 0)) throw new RangeError(`the largest loss ${largestLoss} is not positive`);
}
