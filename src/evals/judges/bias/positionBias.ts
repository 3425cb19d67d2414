// What the order of two answers does to a pairwise judge, from comparisons made in both orders. Not which answers are better.
import type { PositionBias } from '../../../model/calibration.ts';
import { binomialCdf, binomialUpperTail } from '../../../stats/binomial.ts';
import { figure } from '../calibration/figure.ts';
import { clopperPearson } from '../../../stats/clopperPearson.ts';

export type Winner = 'first' | 'second' | 'tie';

/** The same two answers in both orders. */
export interface OrderedPair {
  /** Pairs with the same key belong together (one example in several epochs). */
  readonly cluster: string;
  /** Who won when the candidate's answer came first. */
  readonly candidateFirst: Winner;
  /** Who won when the candidate's answer came second. */
  readonly candidateSecond: Winner;
}

/**
 * Consistency `c`: the share of pairs whose outcome is the same in both orders, with its exact interval. Every other pair favoured one
 * position; `firstPreference` is the share of those that favoured the first, tested against ½.
 *
 * @param level of the interval, two-sided, in (0, 1)
 * @source statistical design 3.3
 */
export function positionBias(pairs: readonly OrderedPair[], level = 0.9): PositionBias {
  const consistent = pairs.filter(isConsistent).length;
  const inconsistent = pairs.length - consistent;
  const favouredFirst = pairs.filter((pair) => !isConsistent(pair) && favoursFirst(pair)).length;
  const consistency = pairs.length === 0 ? null : consistent / pairs.length;
  const firstPreference = inconsistent === 0 ? null : favouredFirst / inconsistent;
  return {
    n: pairs.length,
    consistency: figure(
      'consistency',
      consistency,
      clopperPearson(consistent, pairs.length, level),
      pairs.length,
    ),
    firstPreference,
    p: inconsistent === 0 ? null : twoSided(favouredFirst, inconsistent),
    shift:
      firstPreference === null || consistency === null
        ? 0
        : Math.abs(firstPreference - 0.5) * (1 - consistency),
  };
}

export function isConsistent({ candidateFirst, candidateSecond }: OrderedPair): boolean {
  if (candidateFirst === 'tie' || candidateSecond === 'tie') return candidateFirst === candidateSecond;
  return candidateFirst !== candidateSecond;
}

/** Of an inconsistent pair: whichever order was decided, the position that won it. */
function favoursFirst({ candidateFirst, candidateSecond }: OrderedPair): boolean {
  return candidateFirst === 'first' || candidateSecond === 'first';
}

/** Exact two-sided p of "½". */
export function twoSided(successes: number, trials: number): number {
  return Math.min(
    1,
    2 * Math.min(binomialCdf(successes, trials, 0.5), binomialUpperTail(successes, trials, 0.5)),
  );
}
