// How likely a check is to PASS, before it is run: for one dimension and for all required ones together.
import { smallestSample } from './smallestSample.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import { requireProbabilities } from './requireProbabilities.ts';

export interface PassPlan {
  /** Examples, ≥ 0; a clustered sample divided by its design effect. */
  readonly n: number;
  /** Expected standard error of the difference, > 0, in the unit of the scores. */
  readonly standardError: number;
  /** Tolerated loss, > 0. */
  readonly margin: number;
  /** One-sided error, in (0, 1). */
  readonly alpha: number;
  /** candidate − baseline in truth; default 0 (no change). */
  readonly trueDifference?: number;
  /** Largest possible loss of one example, > 0; default 1. */
  readonly largestLoss?: number;
}

/**
 * P(PASS) of a non-inferiority check: `Φ((Δ + m)/SE − z_{1−α})`, and 0 below the smallest sample.
 *
 * @returns in [0, 1]; undefined when the standard error is 0, because a spread never seen predicts nothing
 * @throws  RangeError on impossible arguments
 * @source  statistical design 2.4
 */
export function passProbability(plan: PassPlan): number | undefined {
  const { n, standardError, margin, alpha, trueDifference = 0 } = plan;
  if (!(n >= 0)) throw new RangeError(`${n} is no number of examples`);
  if (!(standardError >= 0)) throw new RangeError(`${standardError} is no standard error`);
  if (n < smallestSample(margin, alpha, plan.largestLoss)) return 0;
  if (standardError === 0) return undefined;
  return normalCdf((trueDifference + margin) / standardError + normalQuantile(alpha));
}

export interface JointPassProbability {
  /** If the dimensions were independent; the least for positively dependent ones. */
  readonly independent: number;
  /** If they moved together: the most there can be. */
  readonly best: number;
}

/**
 * P(all required dimensions PASS) lies between the product and the smallest of theirs.
 *
 * @param probabilities of the single dimensions, in [0, 1]
 * @returns undefined without dimensions, because an empty set of checks never passes
 * @throws  RangeError when a value is no probability
 * @source  statistical design 2.4
 */
export function jointPassProbability(probabilities: readonly number[]): JointPassProbability | undefined {
  requireProbabilities(probabilities);
  if (probabilities.length === 0) return undefined;
  return {
    independent: probabilities.reduce((product, p) => product * p, 1),
    best: Math.min(...probabilities),
  };
}
