// A confidence sequence for a pass rate: it holds at every moment, however often one looks. For a fixed number of examples it is too wide.
import { logGamma } from './logGamma.ts';
import { requireCount, requireProbability } from './requireCount.ts';

/**
 * All rates p with `B(1 + S, 1 + n − S) / (p^S (1 − p)^{n − S}) < 1/α`, a mixture over a uniform prior.
 *
 * @param successes integer, 0 ≤ successes ≤ trials
 * @param trials    integer ≥ 0
 * @param alpha     two-sided error over all times, in (0, 1)
 * @returns both ends in [0, 1]; undefined when trials is 0
 * @throws  RangeError on impossible arguments
 * @source  Robbins 1970. Reference values: SQ-04.
 */
export function betaBinomialSequence(
  successes: number,
  trials: number,
  alpha: number,
): readonly [number, number] | undefined {
  requireCount(trials, 'trials');
  requireCount(successes, 'successes', trials);
  requireProbability(alpha, 'alpha');
  if (trials === 0) return undefined;
  const failures = trials - successes;
  const logBeta = logGamma(1 + successes) + logGamma(1 + failures) - logGamma(2 + trials);
  const isKept = (p: number): boolean =>
    logBeta - logPower(p, successes) - logPower(1 - p, failures) < -Math.log(alpha);
  const mode = successes / trials;
  return [successes === 0 ? 0 : edge(isKept, 0, mode), failures === 0 ? 1 : edge(isKept, 1, mode)];
}

/** ln(base^exponent), 0 for an exponent of 0. */
function logPower(base: number, exponent: number): number {
  return exponent === 0 ? 0 : exponent * Math.log(base);
}

function edge(holds: (p: number) => boolean, outside: number, inside: number): number {
  let far = outside;
  let near = inside;
  for (let i = 0; i < 200 && far !== near; i++) {
    const middle = (far + near) / 2;
    if (middle === far || middle === near) break;
    if (holds(middle)) near = middle;
    else far = middle;
  }
  return near;
}
