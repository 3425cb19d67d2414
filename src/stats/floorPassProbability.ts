// How likely a floor check of passes is to PASS, before it is run.
import { binomialUpperTail } from './binomial.ts';
import { requireCount, requireProbability } from './requireCount.ts';

/**
 * P(PASS) of `floorVerdict` when each of n independent examples passes with the given rate, computed exactly.
 *
 * @param trials examples; integer ≥ 0
 * @param rate   true pass rate, in [0, 1]
 * @param floor  in (0, 1)
 * @param alpha  one-sided error, in (0, 1)
 * @returns in [0, 1]; 0 when even all passing would not certify the floor
 * @throws  RangeError on impossible arguments
 * @source  the lower bound reaches the floor ⇔ P(X ≥ x | floor) ≤ α
 */
export function floorPassProbability(trials: number, rate: number, floor: number, alpha: number): number {
  requireCount(trials, 'trials');
  requireProbability(floor, 'floor');
  requireProbability(alpha, 'alpha');
  if (!(rate >= 0 && rate <= 1)) throw new RangeError(`${rate} is no rate`);
  if (trials < 2 || binomialUpperTail(trials, trials, floor) > alpha) return 0;
  let refused = 0;
  let enough = trials;
  while (enough - refused > 1) {
    const middle = Math.floor((refused + enough) / 2);
    if (binomialUpperTail(middle, trials, floor) <= alpha) enough = middle;
    else refused = middle;
  }
  return binomialUpperTail(enough, trials, rate);
}
