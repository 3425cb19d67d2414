// Newcombe's square-and-add interval for the difference of two independent proportions. For paired ones: newcombePaired.
import { requireCount } from './requireCount.ts';
import { wilsonInterval } from './wilsonInterval.ts';

/**
 * Confidence interval for p₁ − p₂ of independent samples; never degenerate, also when all pass.
 *
 * @param successes1 candidate; integer, 0 ≤ successes1 ≤ trials1
 * @param successes2 baseline
 * @param confidence two-sided, in (0, 1)
 * @returns both ends in [−1, 1]; undefined when an arm has no trial
 * @throws  RangeError when the counts are not integers in range
 * @source  Newcombe 1998, Stat Med 17:873, method 10. Reference values: TP-01 to TP-05.
 */
export function newcombeInterval(
  successes1: number,
  trials1: number,
  successes2: number,
  trials2: number,
  confidence: number,
): readonly [number, number] | undefined {
  requireCount(trials1, 'trials1');
  requireCount(trials2, 'trials2');
  const first = wilsonInterval(successes1, trials1, confidence);
  const second = wilsonInterval(successes2, trials2, confidence);
  if (first === undefined || second === undefined) return undefined;
  return squareAndAdd(successes1 / trials1, first, successes2 / trials2, second, 0);
}

/**
 * The interval of a difference from the intervals of its parts.
 *
 * @param correlation of the two estimates; 0 for independent samples
 */
export function squareAndAdd(
  share1: number,
  [lower1, upper1]: readonly [number, number],
  share2: number,
  [lower2, upper2]: readonly [number, number],
  correlation: number,
): readonly [number, number] {
  const difference = share1 - share2;
  return [
    difference - combined(share1 - lower1, upper2 - share2, correlation),
    difference + combined(upper1 - share1, share2 - lower2, correlation),
  ];
}

function combined(reach1: number, reach2: number, correlation: number): number {
  return Math.sqrt(Math.max(0, reach1 ** 2 + reach2 ** 2 - 2 * correlation * reach1 * reach2));
}
