// The Mann–Whitney test of two independent samples: does one tend to be larger. It tests P(X > Y), not means, and never decides.
import { midRanks } from './midRanks.ts';
import { normalUpperTail } from './normal.ts';
import type { Numbers } from './shapeMoments.ts';

export interface MannWhitney {
  /** Pairs in which the first is larger, equal ones counting half. */
  readonly u: number;
  /** u ÷ all pairs: the estimated P(X > Y) + ½P(X = Y). */
  readonly superiority: number;
  /** Undefined when all values are equal. */
  readonly z: number | undefined;
  /** Two-sided p, with continuity correction: the one to print; 1 when all values are equal. */
  readonly p: number;
  /** Two-sided p without continuity correction. */
  readonly uncorrectedP: number;
}

/**
 * Mann–Whitney U by its normal approximation with tie correction.
 *
 * @param first  finite values
 * @param second finite values
 * @returns undefined when a sample is empty
 * @source Mann & Whitney 1947; ties: Lehmann 1975, 1.3. Reference values: MW-01.
 */
export function mannWhitney(first: Numbers, second: Numbers): MannWhitney | undefined {
  const n = first.length;
  const m = second.length;
  if (n === 0 || m === 0) return undefined;
  const all = new Float64Array(n + m);
  all.set(first);
  all.set(second, n);
  const { ranks, tieSum } = midRanks(all);
  let rankSum = 0;
  for (let i = 0; i < n; i++) rankSum += ranks[i] ?? 0;
  const u = rankSum - (n * (n + 1)) / 2;
  const total = n + m;
  const variance = ((n * m) / 12) * (total + 1 - tieSum / (total * (total - 1)));
  const distance = u - (n * m) / 2;
  const superiority = u / (n * m);
  if (!(variance > 0)) return { u, superiority, z: undefined, p: 1, uncorrectedP: 1 };
  const sd = Math.sqrt(variance);
  return {
    u,
    superiority,
    z: distance / sd,
    p: twoSided(Math.max(0, Math.abs(distance) - 0.5) / sd),
    uncorrectedP: twoSided(Math.abs(distance) / sd),
  };
}

function twoSided(z: number): number {
  return Math.min(1, 2 * normalUpperTail(z));
}
