// Two samples that are not paired: Miettinen–Nurminen for pass or fail, Welch for means. Used only when the policy says so.
import type { OtherTest } from '../../model/judgement.ts';
import { clusterRobust } from '../../stats/clusterRobust.ts';
import {
  independentScore,
  miettinenNurminenInterval,
  type IndependentCounts,
} from '../../stats/independentNonInferiority.ts';
import { mannWhitney } from '../../stats/mannWhitney.ts';
import type { MeanEvidence } from '../../stats/hallBounds.ts';
import { tAbove, tBelow, tBounds } from '../../stats/pairedT.ts';
import { shapeMoments } from '../../stats/shapeMoments.ts';
import type { PValue } from '../../stats/pValue.ts';
import {
  leastClusterDf,
  noEvidence,
  tooFew,
  tooFewClusters,
  worthOfClusters,
  type Evidence,
} from './evidence.ts';
import { independentProportionTests } from './pairedBinary.ts';

/** Pass or fail of two independent samples. */
export function independentBinary(candidate: Float64Array, baseline: Float64Array, alpha: number): Evidence {
  const counts: IndependentCounts = {
    successes1: passed(candidate),
    trials1: candidate.length,
    successes2: passed(baseline),
    trials2: baseline.length,
  };
  const n = Math.min(candidate.length, baseline.length);
  const known = { ...noEvidence, method: 'miettinen-nurminen', n, effectiveN: n };
  if (n < 2) return { ...known, undecidable: [tooFew(n, 'results of an arm')] };
  const { successes1, trials1, successes2, trials2 } = counts;
  const rate1 = successes1 / trials1;
  const rate2 = successes2 / trials2;
  const interval = miettinenNurminenInterval(counts, 1 - 2 * alpha);
  const swapped = { successes1: successes2, trials1: trials2, successes2: successes1, trials2: trials1 };
  return {
    ...known,
    estimate: rate1 - rate2,
    se: Math.sqrt((rate1 * (1 - rate1)) / trials1 + (rate2 * (1 - rate2)) / trials2),
    lower: interval?.[0] ?? null,
    upper: interval?.[1] ?? null,
    above: (value) => scoreP(counts, value),
    below: (value) => scoreP(swapped, -value),
    otherTests: () => independentProportionTests(successes1, trials1, successes2, trials2, alpha),
  };
}

function passed(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function scoreP(counts: IndependentCounts, delta: number): PValue | null {
  if (!(delta > -1 && delta < 1)) return null;
  const p = independentScore(counts, delta)?.pMiettinenNurminen;
  return p === undefined ? null : { p, lnP: Math.log(Math.max(p, Number.MIN_VALUE)) };
}

/** Means of two independent samples, each with its own spread and its own clusters. */
export function independentMeans(
  candidate: Float64Array,
  baseline: Float64Array,
  clusters: readonly [Int32Array, Int32Array] | null,
  alpha: number,
): Evidence {
  const n = Math.min(candidate.length, baseline.length);
  const known = { ...noEvidence, method: clusters === null ? 'welch' : 'welch-cr2', n, effectiveN: n };
  const first = armMean(candidate, clusters?.[0] ?? null);
  const second = armMean(baseline, clusters?.[1] ?? null);
  if (first.mean === undefined || second.mean === undefined || n < 2) {
    return { ...known, undecidable: [tooFew(n, 'results of an arm')] };
  }
  const estimate = first.mean - second.mean;
  const few = [first, second].find((arm) => arm.clusters !== null && arm.df < leastClusterDf);
  const undecidable = few === undefined ? [] : [tooFewClusters(few.clusters ?? 0, few.df)];
  const designEffect = clusters === null ? null : Math.max(first.designEffect, second.designEffect);
  const clustered = {
    clusters: clusters === null ? null : Math.min(first.clusters ?? 0, second.clusters ?? 0),
    designEffect,
    effectiveN: Math.min(first.worth, second.worth),
  };
  const variance = first.variance + second.variance;
  if (!(variance > 0)) {
    const reason = {
      code: 'zero-variance',
      message: 'Nothing varies in either arm, and without pairs nothing bounds what was not seen.',
    };
    return { ...known, ...clustered, estimate, undecidable: [...undecidable, reason] };
  }
  const df = variance ** 2 / (first.variance ** 2 / first.df + second.variance ** 2 / second.df);
  const evidence: Omit<MeanEvidence, 'skewOfMean'> = { mean: estimate, se: Math.sqrt(variance), df };
  const bounds = tBounds(evidence, alpha);
  return {
    ...known,
    ...clustered,
    estimate,
    se: evidence.se,
    lower: bounds[0],
    upper: bounds[1],
    above: (value) => tAbove(evidence, value),
    below: (value) => tBelow(evidence, value),
    undecidable,
    otherTests: () => [rankTest(candidate, baseline)],
  };
}

interface ArmMean {
  readonly mean: number | undefined;
  readonly variance: number;
  readonly df: number;
  readonly clusters: number | null;
  readonly designEffect: number;
  /** Of its examples, as independent ones. */
  readonly worth: number;
}

function armMean(values: Float64Array, clusters: Int32Array | null): ArmMean {
  const { n, mean, sd } = shapeMoments(values);
  const independent = sd === undefined ? 0 : sd ** 2 / n;
  if (clusters === null) {
    return { mean, variance: independent, df: Math.max(1, n - 1), clusters: null, designEffect: 1, worth: n };
  }
  const robust = clusterRobust(values, clusters);
  const designEffect = Math.max(1, robust.designEffect ?? n / robust.effectiveClusters);
  return {
    mean,
    variance: Math.max(independent, (robust.seCR2 ?? 0) ** 2),
    df: Math.max(1e-9, robust.df ?? robust.effectiveClusters - 1),
    clusters: robust.clusters,
    designEffect,
    worth: worthOfClusters(n, designEffect, robust.effectiveClusters),
  };
}

function rankTest(candidate: Float64Array, baseline: Float64Array): OtherTest {
  const ranks = mannWhitney(candidate, baseline);
  return { method: 'mann-whitney', statistic: ranks?.u ?? null, p: ranks?.p ?? null, interval: null };
}
