// The model of several raters against an independent implementation, and its refusals.
import { expect, test } from 'vitest';
import { referenceVector } from '../../tests/referenceVector.ts';
import { dawidSkene } from './dawidSkene.ts';
import { labelConsensus } from './labelConsensus.ts';
import { stateOfNumber, xoshiro128 } from './xoshiro128.ts';

test('the fit without smoothing meets DS-01', () => {
  const { inputs, check } = referenceVector<{
    readonly labels: readonly (readonly (number | null)[])[];
  }>('DS-01');
  const labels = inputs.labels.map((item) => item.map((label) => (label === null ? undefined : label === 1)));
  const fit = dawidSkene(labels, undefined, undefined, 1e-12);
  check(fit);
  expect(fit.hasConverged).toBe(true);
});

/** Items of a known truth, labelled by raters of known quality. */
function simulated(seed: number, sensitivity: readonly number[], specificity: readonly number[]) {
  const { nextUniform } = xoshiro128(stateOfNumber(seed));
  const truth = Array.from({ length: 300 }, () => nextUniform() < 0.6);
  const labels = truth.map((isPositive) =>
    sensitivity.map((right, rater) => nextUniform() < (isPositive ? right : 1 - (specificity[rater] ?? 1))),
  );
  return { truth, labels };
}

test('raters are told apart, and the consensus is nearer to the truth than the majority (seed 3)', () => {
  const { truth, labels } = simulated(3, [0.97, 0.7, 0.65], [0.95, 0.7, 0.7]);
  const { status, fit, doubtful } = labelConsensus(labels);
  expect(status).toBe('ok');
  expect(fit?.sensitivity[0]).toBeGreaterThan(0.9);
  expect(fit?.sensitivity[2]).toBeLessThan(0.75);
  const wrong = (isPositive: (item: number) => boolean): number =>
    truth.filter((value, i) => value !== isPositive(i)).length;
  const byModel = wrong((i) => (fit?.posterior[i] ?? 0) > 0.5);
  const byMajority = wrong((i) => (labels[i] ?? []).filter(Boolean).length >= 2);
  expect(byModel).toBeLessThan(byMajority);
  expect(doubtful.length).toBeLessThan(150);
});

test('a rater who answers the wrong way round is refused, not believed (seed 4)', () => {
  const { labels } = simulated(4, [0.9, 0.85, 0.1], [0.9, 0.85, 0.1]);
  expect(labelConsensus(labels).status).toBe('label-switching');
});

test('too few raters or items, and items nobody rated', () => {
  expect(labelConsensus([[true, false]]).status).toBe('too-few-raters');
  expect(labelConsensus([[true, false, true]]).status).toBe('too-few-items');
  const fit = dawidSkene([
    [undefined, undefined],
    [true, true],
    [false, false],
  ]);
  expect(fit.posterior[0]).toBeUndefined();
  expect(fit.prevalence).toBeCloseTo(0.5, 9);
  expect(dawidSkene([[undefined]]).prevalence).toBeUndefined();
  expect(() => dawidSkene([[true], [true, false]])).toThrow(RangeError);
});
