// What a pairwise judge found over a run: wins, ties, losses, and whether the wins are more than chance. Not whether the judge is to be trusted.
import type { Score } from '../../../model/evaluation.ts';
import type { Json } from '../../../model/json.ts';
import { isConsistent, type OrderedPair, twoSided, type Winner } from './positionBias.ts';

export interface PairwiseOutcome {
  readonly n: number;
  readonly wins: number;
  readonly ties: number;
  readonly losses: number;
  /** (wins + ½ ties) / n; null without comparisons. */
  readonly winRate: number | null;
  /** Exact two-sided sign test over clusters that lean to one side; null when none does. */
  readonly p: number | null;
}

/** Won or lost only when both orders say so, anything else is a tie. @source statistical design 3.3 */
export function pairwiseOutcome(pairs: readonly OrderedPair[]): PairwiseOutcome {
  const leanings = new Map<string, number>();
  let wins = 0;
  let losses = 0;
  for (const pair of pairs) {
    const outcome = outcomeOf(pair);
    if (outcome > 0) wins++;
    if (outcome < 0) losses++;
    leanings.set(pair.cluster, (leanings.get(pair.cluster) ?? 0) + outcome);
  }
  const signs = [...leanings.values()].filter((leaning) => leaning !== 0);
  const ties = pairs.length - wins - losses;
  return {
    n: pairs.length,
    wins,
    ties,
    losses,
    winRate: pairs.length === 0 ? null : (wins + ties / 2) / pairs.length,
    p: signs.length === 0 ? null : twoSided(signs.filter((sign) => sign > 0).length, signs.length),
  };
}

/** The comparison in both orders that a pairwise score was made from; undefined where nothing was asked. */
export function orderedPairIn(cluster: string, score: Score): OrderedPair | undefined {
  const orders: Json | undefined = score.details?.['orders'];
  if (!isList(orders)) return undefined;
  const [first, second] = orders.map(winnerIn);
  return first === undefined || second === undefined
    ? undefined
    : { cluster, candidateFirst: first, candidateSecond: second };
}

function outcomeOf(pair: OrderedPair): number {
  if (pair.candidateFirst === 'tie' || !isConsistent(pair)) return 0;
  return pair.candidateFirst === 'first' ? 1 : -1;
}

function winnerIn(order: Json): Winner | undefined {
  if (typeof order !== 'object' || order === null || isList(order)) return undefined;
  const { choice } = order;
  return choice === 'first' || choice === 'second' || choice === 'tie' ? choice : undefined;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
