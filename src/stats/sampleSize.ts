// How many examples a paired comparison needs. Planning by the normal approximation, not the decision itself.
import { powerFactor } from './powerFactor.ts';

export interface NonInferiorityPlan {
  /** Variance of one example's difference: discordance − difference² for pass or fail, sd² for scores; > 0. */
  readonly variance: number;
  /** Tolerated loss, > 0, in the unit of the scores. */
  readonly margin: number;
  /** candidate − baseline in truth, larger is better; default 0 (no change). */
  readonly trueDifference?: number;
  /** One-sided error, in (0, 1). */
  readonly alpha: number;
  /** Wished probability of PASS, in (0, 1). */
  readonly power: number;
  /** How much clusters inflate the variance, ≥ 1; default 1. */
  readonly designEffect?: number;
}

/**
 * Examples with which non-inferiority is shown with the wished power: `(z_{1−α} + z_{power})² σ² deff / (Δ + m)²`.
 *
 * @returns not rounded: round up, then take at least `smallestSample`; undefined when the true difference is at or beyond the
 *          margin, because then no number of examples shows it
 * @throws  RangeError on impossible arguments
 * @source  Chow, Shao & Wang 2008, 3.1.3. Reference values: PW-01.
 */
export function nonInferioritySize(plan: NonInferiorityPlan): number | undefined {
  const { variance, margin, trueDifference = 0, designEffect = 1 } = plan;
  if (!(margin > 0)) throw new RangeError(`the margin ${margin} is not positive`);
  if (!(variance > 0)) throw new RangeError(`the variance ${variance} is not positive`);
  if (!(designEffect >= 1)) throw new RangeError(`the design effect ${designEffect} is below 1`);
  const distance = trueDifference + margin;
  if (!(distance > 0)) return undefined;
  return (powerFactor(plan.alpha, plan.power) / distance) ** 2 * variance * designEffect;
}

/**
 * Examples with which a paired difference is detected by a two-sided test: `(z_{1−α/2} + z_{power})² σ² / δ²`.
 *
 * @param variance      of one example's difference, > 0; with repeats from {@link repeatedVariance}
 * @param difference    to detect, not 0
 * @param alphaTwoSided in (0, 1)
 * @param power         in (0, 1)
 * @returns not rounded: round up for use
 * @throws  RangeError on impossible arguments
 * @source  Miller 2024 (arXiv 2411.00640), eq. 9. Reference values: PW-01.
 */
export function differenceSize(
  variance: number,
  difference: number,
  alphaTwoSided: number,
  power: number,
): number {
  if (!(variance > 0)) throw new RangeError(`the variance ${variance} is not positive`);
  if (!(Math.abs(difference) > 0)) throw new RangeError('a difference of nothing cannot be detected');
  return (powerFactor(alphaTwoSided / 2, power) / difference) ** 2 * variance;
}

/**
 * Variance of one example's difference when each arm is sampled several times: `ω² + σ²_C/K_C + σ²_B/K_B`.
 *
 * @param between   ω², variance of the true differences between examples, ≥ 0
 * @param candidate variance of a single sample within an example, ≥ 0, and how many are averaged, ≥ 1 (Infinity is the limit)
 * @param baseline  likewise
 * @throws  RangeError on impossible arguments
 * @source  Miller 2024, 3.3. Reference values: PW-01.
 */
export function repeatedVariance(
  between: number,
  candidate: { readonly variance: number; readonly epochs: number },
  baseline: { readonly variance: number; readonly epochs: number },
): number {
  const isPossible = [candidate, baseline].every((arm) => arm.variance >= 0 && arm.epochs >= 1);
  if (!(between >= 0) || !isPossible) throw new RangeError('variances are ≥ 0 and epochs ≥ 1');
  return between + candidate.variance / candidate.epochs + baseline.variance / baseline.epochs;
}
