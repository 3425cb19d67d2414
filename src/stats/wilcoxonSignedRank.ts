// Wilcoxon's signed-rank test of paired differences: printed beside the deciding bounds, never deciding. With many ties it ignores how large an effect is.
import { midRanks } from './midRanks.ts';
import { normalUpperTail } from './normal.ts';
import type { Numbers } from './shapeMoments.ts';

export interface WilcoxonSignedRank {
  /** Differences that are not zero. */
  readonly used: number;
  readonly plus: number;
  readonly minus: number;
  /** Undefined when every difference is zero. */
  readonly z: number | undefined;
  /** Two-sided: the exact p where it was computed, else the corrected normal one; 1 when every difference is zero. */
  readonly p: number;
  /** Two-sided exact conditional p; undefined for more than 50 differences in use. */
  readonly exactP: number | undefined;
  /** One-sided exact p of "not larger than 0". */
  readonly exactPGreater: number | undefined;
  readonly approximateP: number;
  /** With continuity correction of ½. */
  readonly correctedP: number;
}

const mostForExact = 50;

/**
 * Wilcoxon's signed-rank test of "symmetric about 0".
 *
 * @param differences finite
 * @param zeros       `drop` them before ranking (Wilcoxon), or rank them and drop them then (`pratt`)
 * @source Wilcoxon 1945; Pratt 1959; exact by counting sums of doubled mid-ranks. Reference values: WX-01 to WX-03.
 */
export function wilcoxonSignedRank(
  differences: Numbers,
  zeros: 'drop' | 'pratt' = 'drop',
): WilcoxonSignedRank {
  const kept: number[] = [];
  for (let i = 0; i < differences.length; i++) {
    const difference = differences[i] ?? 0;
    if (difference !== 0 || zeros === 'pratt') kept.push(difference);
  }
  const { ranks } = midRanks(kept.map(Math.abs));
  const used: number[] = [];
  let plus = 0;
  let minus = 0;
  for (let i = 0; i < kept.length; i++) {
    const difference = kept[i] ?? 0;
    const rank = ranks[i] ?? 0;
    if (difference === 0) continue;
    used.push(rank);
    if (difference > 0) plus += rank;
    else minus += rank;
  }
  const variance = used.reduce((sum, rank) => sum + rank * rank, 0) / 4;
  if (variance === 0) {
    const none = { z: undefined, p: 1, exactP: 1, exactPGreater: 1, approximateP: 1, correctedP: 1 };
    return { used: 0, plus, minus, ...none };
  }
  const sd = Math.sqrt(variance);
  const distance = (plus - minus) / 2;
  const correctedP = twoSided(Math.max(0, Math.abs(distance) - 0.5) / sd);
  const exact = used.length <= mostForExact ? exactTails(used, plus) : undefined;
  const exactP = exact && Math.min(1, 2 * Math.min(exact.atLeast, exact.atMost));
  return {
    used: used.length,
    plus,
    minus,
    z: distance / sd,
    p: exactP ?? correctedP,
    exactP,
    exactPGreater: exact?.atLeast,
    approximateP: twoSided(Math.abs(distance) / sd),
    correctedP,
  };
}

/** Tails of the rank sum under random signs. Mid-ranks are halves, so doubled ranks are integers and no comparison is inexact. */
function exactTails(ranks: readonly number[], plus: number): { atLeast: number; atMost: number } {
  const doubled = ranks.map((rank) => Math.round(2 * rank));
  const greatest = doubled.reduce((sum, rank) => sum + rank, 0);
  const shares = new Float64Array(greatest + 1);
  shares[0] = 1;
  let reached = 0;
  for (const rank of doubled) {
    reached += rank;
    for (let sum = reached; sum >= 0; sum--) {
      shares[sum] = ((shares[sum] ?? 0) + (sum >= rank ? (shares[sum - rank] ?? 0) : 0)) / 2;
    }
  }
  const observed = Math.round(2 * plus);
  let atLeast = 0;
  let atMost = 0;
  for (let sum = 0; sum <= greatest; sum++) {
    if (sum >= observed) atLeast += shares[sum] ?? 0;
    if (sum <= observed) atMost += shares[sum] ?? 0;
  }
  return { atLeast: Math.min(1, atLeast), atMost: Math.min(1, atMost) };
}

function twoSided(z: number): number {
  return Math.min(1, 2 * normalUpperTail(z));
}
