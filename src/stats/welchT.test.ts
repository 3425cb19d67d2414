// Independent means: Welch against WE-01 to WE-04, Mann–Whitney against MW-01.
import { expect, test } from 'vitest';
import { referenceVector } from '../../tests/referenceVector.ts';
import { mannWhitney } from './mannWhitney.ts';
import { welchT } from './welchT.ts';

interface TwoSamples {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

test('Welch and the pooled t meet WE-01, WE-02, WE-03 and WE-04', () => {
  for (const id of ['WE-01', 'WE-02', 'WE-03', 'WE-04']) {
    const { x, y } = referenceVector<TwoSamples>(id).inputs;
    const { difference, p, interval, pooled, ...rest } = welchT(x, y, 0.95);
    referenceVector(id).check({
      ...rest,
      diff: difference,
      pTwoSided: p,
      ci95: interval,
      studentT: pooled?.t,
      studentDf: pooled?.df,
      studentP: pooled?.p,
    });
  }
});

test('one value in an arm has no spread to test with', () => {
  expect(welchT([1], [0, 1], 0.95)).toMatchObject({ status: 'n<2', difference: 0.5, p: undefined });
  expect(welchT([], [0, 1], 0.95)).toMatchObject({ status: 'n<2', difference: undefined, se: undefined });
});

test('Mann–Whitney with ties meets MW-01', () => {
  const { x, y } = referenceVector<TwoSamples>('MW-01').inputs;
  const result = mannWhitney(x, y);
  referenceVector('MW-01').check({
    U: result?.u,
    probSuperiority: result?.superiority,
    z: result?.z,
    pApprox: result?.uncorrectedP,
    pApproxCC: result?.p,
  });
});

test('samples that are equal throughout do not differ, and empty ones say nothing', () => {
  expect(mannWhitney([1, 1], [1, 1, 1])).toMatchObject({ superiority: 0.5, z: undefined, p: 1 });
  expect(mannWhitney([], [1])).toBeUndefined();
});
