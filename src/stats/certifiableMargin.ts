// The smallest tolerated loss that a sample of this size can be expected to certify. A plan, not a decision.
import { guardMargin } from './smallestSample.ts';
import { powerFactor } from './powerFactor.ts';

export interface MarginPlan {
  /** Examples, > 0; a clustered sample divided by its design effect. */
  readonly n: number;
  /** Standard error of the difference with these n, ≥ 0; 0 leaves only the guard against unseen collapses. */
  readonly standardError: number;
  /** One-sided error, in (0, 1). */
  readonly alpha: number;
  /** Wished probability of PASS when nothing changed, in (0, 1). */
  readonly power: number;
  /** Largest possible loss of one example, > 0; default 1. */
  readonly largestLoss?: number;
}

/**
 * `max((z_{1−α} + z_{power}) SE, R (1 − α^{1/n}))`.
 *
 * @returns in the unit of the standard error
 * @throws  RangeError on impossible arguments
 * @source  statistical design 2.4
 */
export function certifiableMargin(plan: MarginPlan): number {
  if (!(plan.standardError >= 0)) throw new RangeError(`${plan.standardError} is no standard error`);
  return Math.max(
    powerFactor(plan.alpha, plan.power) * plan.standardError,
    guardMargin(plan.n, plan.alpha, plan.largestLoss),
  );
}
