// Exact confidence limits for a proportion: what a floor is judged by. Never anti-conservative, unlike Wilson's, which is for display.
import { betaQuantile } from './betaQuantile.ts';
import { requireCount, requireProbability } from './requireCount.ts';

/**
 * Two-sided exact confidence interval for a proportion.
 *
 * @param successes  how many passed; integer, 0 ≤ successes ≤ trials
 * @param trials     how many were judged; integer ≥ 0 (unscored examples are not trials)
 * @param confidence in (0, 1), e.g. 0.95
 * @returns both ends in [0, 1], exactly 0 at no success and exactly 1 at no failure; undefined when trials is 0
 * @throws  RangeError when the counts are not integers in range
 * @source  Clopper & Pearson 1934. Reference values: PR-01.
 */
export function clopperPearson(
  successes: number,
  trials: number,
  confidence: number,
): readonly [number, number] | undefined {
  requireProbability(confidence, 'confidence');
  const alpha = (1 - confidence) / 2;
  const lower = clopperPearsonLower(successes, trials, alpha);
  const upper = clopperPearsonUpper(successes, trials, alpha);
  return lower === undefined || upper === undefined ? undefined : [lower, upper];
}

/**
 * The one-sided exact lower bound: the true proportion lies under it in at most a share alpha of all samples, so that
 * `bound ≥ floor` certifies the floor.
 *
 * @param alpha one-sided error, in (0, 1), e.g. 0.05
 * @returns in [0, 1]; undefined when trials is 0
 */
export function clopperPearsonLower(successes: number, trials: number, alpha: number): number | undefined {
  requireCount(trials, 'trials');
  requireCount(successes, 'successes', trials);
  return effectiveLower(successes, trials, alpha);
}

/** The one-sided upper bound; see {@link clopperPearsonLower}. */
export function clopperPearsonUpper(successes: number, trials: number, alpha: number): number | undefined {
  const lower = clopperPearsonLower(trials - successes, trials, alpha);
  return lower === undefined ? undefined : 1 - lower;
}

/**
 * The exact lower bound after clustering: both counts divided by the design effect, which need not leave integers.
 *
 * @param designEffect variance inflation by clusters; values below 1 count as 1
 * @returns undefined when trials is 0
 * @source Korn & Graubard 1998, without their degrees-of-freedom factor
 */
export function clusteredClopperPearson(
  successes: number,
  trials: number,
  alpha: number,
  designEffect: number,
): { readonly lower: number; readonly upper: number } | undefined {
  requireCount(trials, 'trials');
  requireCount(successes, 'successes', trials);
  const shrink = Math.max(1, designEffect);
  const lower = effectiveLower(successes / shrink, trials / shrink, alpha);
  const failing = effectiveLower((trials - successes) / shrink, trials / shrink, alpha);
  return lower === undefined || failing === undefined ? undefined : { lower, upper: 1 - failing };
}

/**
 * How many trials, all passing, certify a floor: the smallest n with floorⁿ ≤ alpha.
 *
 * @param floor in (0, 1)
 * @param alpha one-sided error, in (0, 1)
 */
export function allPassTrials(floor: number, alpha: number): number {
  requireProbability(floor, 'floor');
  requireProbability(alpha, 'alpha');
  return Math.ceil(Math.log(alpha) / Math.log(floor) - 1e-9);
}

function effectiveLower(successes: number, trials: number, alpha: number): number | undefined {
  requireProbability(alpha, 'alpha');
  if (trials === 0) return undefined;
  if (successes === 0) return 0;
  if (successes === trials) return Math.pow(alpha, 1 / trials);
  return betaQuantile(alpha, successes, trials - successes + 1);
}
