// Fisher's exact test of two independent proportions: printed beside the z test where counts are small.
import { hypergeometric } from './hypergeometric.ts';
import { requireCount } from './requireCount.ts';

/**
 * Two-sided exact p of "equal pass rates": the probability, given all margins, of a table no more likely than this one.
 *
 * @param successes1 integer, 0 ≤ successes1 ≤ trials1
 * @returns in (0, 1]
 * @throws  RangeError when the counts are not integers in range
 * @source  Fisher 1934; two-sided as in R's fisher.test, with its relative slack of 10⁻⁷. Reference values: TP-01 to TP-05.
 */
export function fisherExact(
  successes1: number,
  trials1: number,
  successes2: number,
  trials2: number,
): number {
  requireCount(trials1, 'trials1');
  requireCount(trials2, 'trials2');
  requireCount(successes1, 'successes1', trials1);
  requireCount(successes2, 'successes2', trials2);
  const { least, probabilities } = hypergeometric(trials1, trials2, successes1 + successes2);
  const limit = (probabilities[successes1 - least] ?? 0) * (1 + 1e-7);
  let p = 0;
  for (const probability of probabilities) if (probability <= limit) p += probability;
  return Math.min(1, p);
}
