// Tango's test for paired binary scores in clusters: counts divided by the design effect, Student's t for the normal.
import { clusterRobust, type ClusterKeys } from './clusterRobust.ts';
import { lnStudentTUpperTail, studentTQuantile, studentTUpperTail } from './studentT.ts';
import { requireProbability } from './requireCount.ts';
import type { PValue } from './pValue.ts';
import type { Numbers } from './shapeMoments.ts';
import { tangoBounds, tangoScore, type DiscordantCounts } from './tangoScore.ts';

export interface RaoScottTango {
  readonly status: 'measured' | 'n<2' | 'undefined-one-cluster';
  /** The counts as they are. */
  readonly counts: DiscordantCounts;
  /** Variance inflation by clusters, at least 1; without any discordant pair that of clusters that agree inside entirely. */
  readonly designEffect: number | undefined;
  /** The counts divided by the design effect. */
  readonly effective: DiscordantCounts | undefined;
  readonly clusters: number;
  /** What the guard of smallestSample is compared with: a collapse may take whole clusters, so they are what must be many. */
  readonly guardN: number;
  /** Of Student's t: clusters − 1. */
  readonly df: number | undefined;
}

/**
 * What a clustered paired comparison of pass and fail amounts to in independent pairs.
 *
 * @param differences −1, 0 or 1 of each pair
 * @param clusters    as many keys as differences
 * @throws RangeError when a difference is none of the three
 * @source Rao & Scott 1992, applied to Tango 1998. Reference values: CL-04.
 */
export function raoScottTango(differences: Numbers, clusters: ClusterKeys): RaoScottTango {
  const counts = discordantCounts(differences);
  const robust = clusterRobust(differences, clusters);
  const nothing = {
    counts,
    designEffect: undefined,
    effective: undefined,
    clusters: robust.clusters,
    guardN: robust.effectiveClusters,
    df: undefined,
  };
  if (robust.status === 'n<2') return { status: 'n<2', ...nothing };
  if (robust.status === 'undefined-one-cluster') return { status: 'undefined-one-cluster', ...nothing };
  const designEffect = robust.gatingDesignEffect;
  return {
    status: 'measured',
    counts,
    designEffect,
    effective: {
      n: counts.n / designEffect,
      candidateOnly: counts.candidateOnly / designEffect,
      baselineOnly: counts.baselineOnly / designEffect,
    },
    clusters: robust.clusters,
    guardN: Math.min(counts.n / designEffect, robust.effectiveClusters),
    df: robust.clusters - 1,
  };
}

/**
 * Lower and upper bounds of the difference, each at one-sided error alpha.
 *
 * @returns undefined when the evidence is not measured
 */
export function raoScottBounds(
  evidence: RaoScottTango,
  alpha: number,
): readonly [number, number] | undefined {
  requireProbability(alpha, 'alpha');
  if (evidence.effective === undefined || evidence.df === undefined) return undefined;
  return tangoBounds(evidence.effective, -studentTQuantile(alpha, evidence.df));
}

/** One-sided p of "the difference is at most δ"; undefined when the evidence is not measured. */
export function raoScottAbove(evidence: RaoScottTango, delta: number): PValue | undefined {
  if (evidence.effective === undefined || evidence.df === undefined) return undefined;
  const t = tangoScore(evidence.effective, delta);
  return { p: studentTUpperTail(t, evidence.df), lnP: lnStudentTUpperTail(t, evidence.df) };
}

/** One-sided p of "the difference is at least δ"; undefined when the evidence is not measured. */
export function raoScottBelow(evidence: RaoScottTango, delta: number): PValue | undefined {
  if (evidence.effective === undefined || evidence.df === undefined) return undefined;
  const t = -tangoScore(evidence.effective, delta);
  return { p: studentTUpperTail(t, evidence.df), lnP: lnStudentTUpperTail(t, evidence.df) };
}

/**
 * Counts of −1, 0 and 1 among differences of pass and fail.
 *
 * @throws RangeError when a difference is none of the three
 */
export function discordantCounts(differences: Numbers): DiscordantCounts {
  let candidateOnly = 0;
  let baselineOnly = 0;
  for (let i = 0; i < differences.length; i++) {
    const difference = differences[i];
    if (difference === 1) candidateOnly++;
    else if (difference === -1) baselineOnly++;
    else if (difference !== 0) throw new RangeError(`difference ${i} is ${difference}, not −1, 0 or 1`);
  }
  return { n: differences.length, candidateOnly, baselineOnly };
}
