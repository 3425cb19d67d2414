// The pass rate corrected by human labels on a random part of the same examples, for a judge that says pass or fail.
import { normalQuantile } from './normal.ts';
import { requireCount, requireProbability } from './requireCount.ts';

export interface LabelledVerdicts {
  /** Labelled examples that the judge passed; integer ≥ 0. */
  readonly judgePassed: number;
  /** Those of them that the human passed too. */
  readonly humanPassedOfPassed: number;
  /** Labelled examples that the judge failed; integer ≥ 0. */
  readonly judgeFailed: number;
  /** Those of them that the human passed. */
  readonly humanPassedOfFailed: number;
}

export interface PostStratified {
  /** Share of human passes among the judge's passes. */
  readonly passedIfPassed: number;
  /** Share of human passes among the judge's failures. */
  readonly passedIfFailed: number;
  /** Corrected pass rate, in [0, 1]. */
  readonly rate: number;
  readonly se: number;
  /** On the logit scale, within (0, 1); undefined when the rate is 0 or 1 or no spread was seen. */
  readonly interval: readonly [number, number] | undefined;
}

/**
 * `θ̂ = (1 − p̂) μ̂₀ + p̂ μ̂₁` with μ̂_k the human pass rate where the judge said k.
 *
 * @param labels     from a random subset of the test set
 * @param passRate   p̂, share of the whole test set that the judge passes, in [0, 1]
 * @param n          size of the test set; integer > 0
 * @param confidence two-sided, in (0, 1)
 * @returns undefined when the judge's passes or its failures have no label
 * @throws  RangeError on impossible arguments
 * @source  efficient influence function; Chen et al. 2026 (arXiv 2601.05420). Reference values: JC-05.
 */
export function postStratified(
  labels: LabelledVerdicts,
  passRate: number,
  n: number,
  confidence: number,
): PostStratified | undefined {
  const { judgePassed, humanPassedOfPassed, judgeFailed, humanPassedOfFailed } = labels;
  requireCount(judgePassed, 'judgePassed');
  requireCount(humanPassedOfPassed, 'humanPassedOfPassed', judgePassed);
  requireCount(judgeFailed, 'judgeFailed');
  requireCount(humanPassedOfFailed, 'humanPassedOfFailed', judgeFailed);
  requireProbability(confidence, 'confidence');
  if (!(passRate >= 0 && passRate <= 1)) throw new RangeError(`${passRate} is no rate`);
  if (!(n > 0)) throw new RangeError(`${n} is no size of a test set`);
  if (judgePassed === 0 || judgeFailed === 0) return undefined;
  const ifPassed = humanPassedOfPassed / judgePassed;
  const ifFailed = humanPassedOfFailed / judgeFailed;
  const rate = (1 - passRate) * ifFailed + passRate * ifPassed;
  const se = Math.sqrt(
    ((ifPassed - ifFailed) ** 2 * passRate * (1 - passRate)) / n +
      ((1 - passRate) ** 2 * ifFailed * (1 - ifFailed)) / judgeFailed +
      (passRate ** 2 * ifPassed * (1 - ifPassed)) / judgePassed,
  );
  const z = normalQuantile((1 + confidence) / 2);
  return {
    passedIfPassed: ifPassed,
    passedIfFailed: ifFailed,
    rate,
    se,
    interval: se > 0 && rate > 0 && rate < 1 ? logitInterval(rate, se, z) : undefined,
  };
}

function logitInterval(rate: number, se: number, z: number): readonly [number, number] {
  const logit = Math.log(rate / (1 - rate));
  const reach = (z * se) / (rate * (1 - rate));
  return [logistic(logit - reach), logistic(logit + reach)];
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
