// Non-inferiority of paired scores that may be checked after every example, without a planned number of looks.
import { bettingCapital } from './bettingCapital.ts';

export interface BettingNonInferiority {
  /** ln capital after each example against "the loss is at least the margin". */
  readonly plus: readonly number[];
  /** ln capital after each example against "the loss is at most the margin". */
  readonly minus: readonly number[];
  /** After how many examples the loss was first shown to be smaller than the margin; undefined when it was not. */
  readonly firstPass: number | undefined;
  /** After how many examples the loss was first shown to exceed the margin; undefined when it was not. */
  readonly firstFail: number | undefined;
}

/**
 * Bets on x = (d + 1)/2 against (1 − m)/2; a capital of 1/α decides. Both decisions cannot be wrong with more than α each,
 * at whatever moment one stops.
 *
 * @param differences candidate − baseline, in [−1, 1], in their order of arrival
 * @param margin      tolerated loss, in (0, 1)
 * @param alpha       one-sided error over all times, in (0, 1)
 * @param options     `nMax` tunes the bets to a declared maximum; `populationSize` restricts the claim to a finite dataset
 * @throws  RangeError on impossible arguments
 * @source  Waudby-Smith & Ramdas 2024. Reference values: SQ-07.
 */
export function bettingNonInferiority(
  differences: readonly number[],
  margin: number,
  alpha: number,
  options: { readonly nMax?: number; readonly populationSize?: number } = {},
): BettingNonInferiority {
  if (!(margin > 0 && margin < 1)) throw new RangeError(`the margin ${margin} is not in (0, 1)`);
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`the error ${alpha} is not in (0, 1)`);
  const logTarget = -Math.log(alpha);
  const scores = differences.map((difference) => (difference + 1) / 2);
  const { plus, minus } = bettingCapital(scores, (1 - margin) / 2, { ...options, logTarget });
  return { plus, minus, firstPass: firstAtLeast(plus, logTarget), firstFail: firstAtLeast(minus, logTarget) };
}

function firstAtLeast(path: readonly number[], target: number): number | undefined {
  const index = path.findIndex((capital) => capital >= target);
  return index < 0 ? undefined : index + 1;
}
