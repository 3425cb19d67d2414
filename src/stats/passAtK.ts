// The chance that at least one of k tries passes, estimated from n tries of one example. Its mean over examples is then judged like any score.
import { requireCount } from './requireCount.ts';

/**
 * 1 − C(n − c, k) / C(n, k): the share of k-subsets of the tries that contain a success.
 *
 * @param successes c; integer, 0 ≤ c ≤ tries
 * @param tries     n; integer ≥ k
 * @param k         integer ≥ 1
 * @returns in [0, 1]; undefined when there were fewer than k tries
 * @throws  RangeError when a count is not an integer in range
 * @source  Chen et al. 2021, arXiv:2107.03374, eq. 1
 */
export function passAtK(successes: number, tries: number, k: number): number | undefined {
  requireCount(tries, 'tries');
  requireCount(successes, 'successes', tries);
  requireCount(k, 'k');
  if (k === 0) throw new RangeError('k must be at least 1');
  if (tries < k) return undefined;
  const failures = tries - successes;
  if (failures < k) return 1;
  let allFail = 1;
  for (let i = 0; i < k; i++) allFail *= (failures - i) / (tries - i);
  return 1 - allFail;
}
