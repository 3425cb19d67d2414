// The bounds of a mean that a verdict reads: the more cautious of t and Hall, with clusters, and honest when nothing varies.
import { clusterRobust, type ClusterKeys, type ClusterRobust } from './clusterRobust.ts';
import { hallAbove, hallBelow, hallBounds, type MeanEvidence } from './hallBounds.ts';
import { tAbove, tBelow, tBounds } from './pairedT.ts';
import type { PValue } from './pValue.ts';
import { requireProbability } from './requireCount.ts';
import { shapeMoments, type Numbers } from './shapeMoments.ts';
import { unseenShare } from './smallestSample.ts';

export interface DecidingOptions {
  /** One-sided error of each bound, in (0, 1). */
  readonly alpha: number;
  /**
   * The least and the greatest value possible: [−1, 1] for differences of 0..1 scores, [0, 1] for the scores themselves. Read only
   * when all values are equal; undefined where there is no limit (log ratios), and then equal values have no bounds.
   */
  readonly range: readonly [number, number] | undefined;
  /** Which values were sampled together; undefined when all are independent. */
  readonly clusters?: ClusterKeys | undefined;
}

export interface DecidingBounds {
  readonly status: 'measured' | 'n<2' | 'degenerate-zero-variance' | 'undefined-one-cluster';
  readonly n: number;
  readonly mean: number | undefined;
  readonly sd: number | undefined;
  /** Standard error behind the bounds: with clusters CR2, never below the independent one. */
  readonly se: number | undefined;
  readonly df: number | undefined;
  /** min of the t and the Hall bound; what PASS needs above −margin. */
  readonly lower: number | undefined;
  /** max of the t and the Hall bound. */
  readonly upper: number | undefined;
  readonly t: readonly [number, number] | undefined;
  readonly hall: readonly [number, number] | undefined;
  /** n ÷ the gating design effect: how many independent examples would be as precise. */
  readonly effectiveN: number;
  /**
   * What the guard of smallestSample is compared with: n, and with clusters the effective number of clusters. A collapse may take
   * whole clusters, and while none has, the design effect does not know it.
   */
  readonly guardN: number;
  /** Only with clusters. */
  readonly clusters: ClusterRobust | undefined;
  /** What the p-values are computed from; undefined when nothing varies. */
  readonly evidence: MeanEvidence | undefined;
}

/**
 * One-sided lower and upper bounds of a mean, each at error alpha.
 *
 * When all values are equal to d₀, at most a share π = 1 − alpha^(1/n) of the population differs from them, so the mean lies
 * between (1 − π)d₀ + π·least and (1 − π)d₀ + π·greatest. With clusters, n is then the effective number of clusters.
 *
 * @param values differences (candidate − baseline) or scores, finite, in an order that does not change
 * @throws RangeError when a value is not finite or alpha is out of range
 * @source Hall 1992; Bell & McCaffrey 2002. Reference values: PT-01 to PT-05, CL-01, CL-02.
 */
export function decidingBounds(values: Numbers, options: DecidingOptions): DecidingBounds {
  requireProbability(options.alpha, 'alpha');
  const scale = options.range === undefined ? 1 : options.range[1] - options.range[0];
  const moments = shapeMoments(values, scale);
  const { n, mean, sd } = moments;
  const clusters =
    options.clusters === undefined ? undefined : clusterRobust(values, options.clusters, scale);
  const effectiveN = n / (clusters?.gatingDesignEffect ?? 1);
  const guardN = Math.min(effectiveN, clusters?.effectiveClusters ?? n);
  const known = { n, mean, sd, clusters, effectiveN, guardN };
  if (mean === undefined || sd === undefined) return { status: 'n<2', ...known, ...undetermined };
  if (clusters?.status === 'undefined-one-cluster') {
    return { status: 'undefined-one-cluster', ...known, ...undetermined };
  }
  if (moments.isConstant) {
    const bounds = boundsOfConstant(mean, guardN, options);
    return { status: 'degenerate-zero-variance', ...known, ...undetermined, ...bounds };
  }
  const evidence = evidenceOf(n, mean, sd, moments.skewness ?? 0, clusters);
  const t = tBounds(evidence, options.alpha);
  const hall = hallBounds(evidence, options.alpha);
  return {
    status: 'measured',
    ...known,
    se: evidence.se,
    df: evidence.df,
    lower: Math.min(t[0], hall[0]),
    upper: Math.max(t[1], hall[1]),
    t,
    hall,
    evidence,
  };
}

/** One-sided p of "the mean is at most `value`": the larger of t and Hall; below alpha exactly when the lower bound exceeds `value`. */
export function decidingAbove(bounds: DecidingBounds, value: number): PValue | undefined {
  if (bounds.evidence === undefined) return undefined;
  return larger(tAbove(bounds.evidence, value), hallAbove(bounds.evidence, value));
}

/** One-sided p of "the mean is at least `value`": the larger of t and Hall; with `value` 0 the regression test. */
export function decidingBelow(bounds: DecidingBounds, value: number): PValue | undefined {
  if (bounds.evidence === undefined) return undefined;
  return larger(tBelow(bounds.evidence, value), hallBelow(bounds.evidence, value));
}

const undetermined = {
  se: undefined,
  df: undefined,
  lower: undefined,
  upper: undefined,
  t: undefined,
  hall: undefined,
  evidence: undefined,
} as const;

function evidenceOf(
  n: number,
  mean: number,
  sd: number,
  skewness: number,
  clusters: ClusterRobust | undefined,
): MeanEvidence {
  const independent = { mean, se: sd / Math.sqrt(n), df: n - 1, skewOfMean: skewness / Math.sqrt(n) };
  if (clusters?.seCR2 === undefined || clusters.df === undefined) return independent;
  // Clusters that cancel inside are no licence for certainty: a design effect below 1 counts as 1.
  const isWider = clusters.seCR2 > independent.se;
  return {
    mean,
    se: isWider ? clusters.seCR2 : independent.se,
    df: clusters.df,
    skewOfMean: isWider ? (clusters.skewOfMean ?? 0) : independent.skewOfMean,
  };
}

function boundsOfConstant(
  constant: number,
  n: number,
  { alpha, range }: DecidingOptions,
): { lower: number; upper: number } | undefined {
  if (range === undefined) return undefined;
  const unseen = unseenShare(n, alpha);
  return {
    lower: (1 - unseen) * constant + unseen * range[0],
    upper: (1 - unseen) * constant + unseen * range[1],
  };
}

function larger(a: PValue, b: PValue): PValue {
  return a.lnP >= b.lnP ? a : b;
}
