// Clusters against CL-01, CL-02 and CL-04, and the promise that they never make a verdict bolder.
import { expect, test } from 'vitest';
import { referenceVector } from '../../tests/referenceVector.ts';
import { clusterRobust } from './clusterRobust.ts';
import { decidingBounds } from './decidingBounds.ts';
import { normalQuantile } from './normal.ts';
import { tBounds } from './pairedT.ts';
import { raoScottAbove, raoScottBelow, raoScottBounds, raoScottTango } from './raoScottTango.ts';
import { studentTUpperTail } from './studentT.ts';
import { tangoBounds } from './tangoScore.ts';

interface Clustered {
  readonly differences: readonly number[];
  readonly cluster: readonly number[];
}

test('cluster-robust standard errors meet CL-01', () => {
  const { differences, cluster } = referenceVector<Clustered>('CL-01').inputs;
  const robust = clusterRobust(differences, cluster);
  const { mean = NaN, seCR2: se = NaN, df = NaN } = robust;
  referenceVector('CL-01').check({
    ...robust,
    G: robust.clusters,
    seIID: robust.seIndependent,
    dfSatterthwaite: df,
    t: mean / se,
    pTwoSided: 2 * studentTUpperTail(Math.abs(mean / se), df),
    ci95: tBounds({ mean, se, df }, 0.025),
  });
});

test('one cluster has no standard error: CL-02', () => {
  const { differences, cluster } = referenceVector<Clustered>('CL-02').inputs;
  const robust = clusterRobust(differences, cluster);
  referenceVector('CL-02').check({ ...robust, G: robust.clusters });
  const bounds = decidingBounds(differences, { alpha: 0.05, range: [-1, 1], clusters: cluster });
  expect(bounds).toMatchObject({ status: 'undefined-one-cluster', lower: undefined });
  expect(raoScottTango([1, 0, 0], [1, 1, 1]).status).toBe('undefined-one-cluster');
});

test('binary pairs in clusters meet CL-04', () => {
  const { differences, cluster } = referenceVector<Clustered>('CL-04').inputs;
  const evidence = raoScottTango(differences, cluster);
  referenceVector('CL-04').check({
    designEffect: evidence.designEffect,
    nEff: evidence.effective?.n,
    bEff: evidence.effective?.candidateOnly,
    cEff: evidence.effective?.baselineOnly,
    tango90: evidence.effective && tangoBounds(evidence.effective, normalQuantile(0.95)),
  });
});

test('when every example is its own cluster nothing changes', () => {
  const differences = [0.1, -0.2, 0, 0.4, 0, 0, -0.1, 0.3];
  const alone = decidingBounds(differences, { alpha: 0.05, range: [-1, 1] });
  const clustered = decidingBounds(differences, {
    alpha: 0.05,
    range: [-1, 1],
    clusters: differences.map((_, i) => `c${i}`),
  });
  expect(clustered.lower).toBeCloseTo(alone.lower ?? 0, 12);
  expect(clustered.upper).toBeCloseTo(alone.upper ?? 0, 12);
  expect(clustered.df).toBeCloseTo(7, 10);
  expect(clustered.clusters?.skewOfMean).toBeCloseTo(alone.evidence?.skewOfMean ?? 0, 12);
});

test('clusters that cancel inside do not buy certainty', () => {
  const differences = [0.3, -0.3, 0.2, -0.2, 0.1, -0.1, 0.4, -0.4];
  const clusters = [1, 1, 2, 2, 3, 3, 4, 4];
  expect(clusterRobust(differences, clusters).seCR2).toBeCloseTo(0, 15);
  const bounds = decidingBounds(differences, { alpha: 0.05, range: [-1, 1], clusters });
  expect(bounds.se).toBe(clusterRobust(differences, clusters).seIndependent);
  expect(bounds.effectiveN).toBe(8);
});

test('identical outputs in clusters count as many examples as there are clusters', () => {
  const differences = Array<number>(300).fill(0);
  const clusters = differences.map((_, i) => i % 30);
  const bounds = decidingBounds(differences, { alpha: 0.05, range: [-1, 1], clusters });
  expect(bounds.effectiveN).toBeCloseTo(30, 12);
  expect(bounds.lower).toBeCloseTo(-(1 - 0.05 ** (1 / 30)), 12);
  expect(raoScottTango(differences, clusters)).toMatchObject({ designEffect: 10, df: 29 });
});

test('the clustered bounds of pass and fail are where their p is alpha', () => {
  const { differences, cluster } = referenceVector<Clustered>('CL-04').inputs;
  const evidence = raoScottTango(differences, cluster);
  const [lower = NaN, upper = NaN] = raoScottBounds(evidence, 0.05) ?? [];
  expect(raoScottAbove(evidence, lower)?.p).toBeCloseTo(0.05, 9);
  expect(raoScottBelow(evidence, upper)?.p).toBeCloseTo(0.05, 9);
  expect(() => raoScottTango([0.5, 0], [1, 2])).toThrow(RangeError);
  expect(() => clusterRobust([0.5, 0], [1])).toThrow(RangeError);
});
