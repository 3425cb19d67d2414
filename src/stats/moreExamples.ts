// What would settle an undecided check: how many more examples, for what truth. Printed beside INCONCLUSIVE, decides nothing.
import { smallestSample } from './smallestSample.ts';
import { powerFactor } from './powerFactor.ts';

export interface UndecidedCheck {
  /** Examples analysed, > 0. */
  readonly n: number;
  /** Standard error of the difference with these n, ≥ 0, design effect included. */
  readonly standardError: number;
  /** candidate − baseline as observed. */
  readonly observedDifference: number;
  /** Tolerated loss, > 0. */
  readonly margin: number;
  /** One-sided error, in (0, 1). */
  readonly alpha: number;
  /** Wished probability of a decision, in (0, 1). */
  readonly power: number;
  /** Largest possible loss of one example, > 0; default 1. */
  readonly largestLoss?: number;
}

export interface ExamplesNeeded {
  readonly total: number;
  /** Beyond those already analysed; 0 when there are enough. */
  readonly more: number;
}

export interface MoreExamples {
  /** n · SE²: variance of one example's difference, design effect included. */
  readonly variance: number;
  /** Below this no PASS is possible, whatever the spread. */
  readonly smallestSample: number;
  /** For a PASS if there is truly no change. */
  readonly ifNoChange: ExamplesNeeded;
  /** For a PASS if the observed loss is the truth; undefined when it is at or beyond the margin. A gain counts as no change. */
  readonly ifAsObserved: ExamplesNeeded | undefined;
  /** Total examples to show the observed loss as a regression; undefined when no loss was observed. */
  readonly totalToConfirmRegression: number | undefined;
}

/**
 * `n_req(Δ) = ⌈(z_{1−α} + z_{power})² n SE² / (Δ + m)²⌉`, at least the smallest sample. Never extrapolates from an observed gain.
 *
 * @throws  RangeError on impossible arguments
 * @source  statistical design 2.5. Reference values: PW-02.
 */
export function moreExamples(check: UndecidedCheck): MoreExamples {
  const { n, standardError, observedDifference, margin, alpha } = check;
  if (!(n > 0)) throw new RangeError(`${n} is no number of examples`);
  if (!(standardError >= 0)) throw new RangeError(`${standardError} is no standard error`);
  if (Number.isNaN(observedDifference)) throw new RangeError('the observed difference is not a number');
  const guard = smallestSample(margin, alpha, check.largestLoss);
  const variance = n * standardError ** 2;
  const scale = powerFactor(alpha, check.power) ** 2 * variance;
  const needed = (trueDifference: number): ExamplesNeeded => {
    const total = Math.max(Math.ceil(scale / (trueDifference + margin) ** 2), guard);
    return { total, more: Math.max(0, Math.ceil(total - n)) };
  };
  return {
    variance,
    smallestSample: guard,
    ifNoChange: needed(0),
    ifAsObserved: observedDifference > -margin ? needed(Math.min(0, observedDifference)) : undefined,
    totalToConfirmRegression: observedDifference < 0 ? Math.ceil(scale / observedDifference ** 2) : undefined,
  };
}
