// What is shown of slices: shrinkage and the split of a change into mix and rates, by hand-checked numbers.
import { expect, test } from 'vitest';
import { chiSquareUpperTail } from './chiSquare.ts';
import { mixStandardised } from './mixStandardised.ts';
import { shrunkEffects } from './shrunkEffects.ts';

test('slices that differ by no more than chance shrink to their common mean', () => {
  const result = shrunkEffects([
    { estimate: 0.01, se: 0.05 },
    { estimate: 0.02, se: 0.05 },
    { estimate: 0.03, se: 0.05 },
  ]);
  expect(result?.betweenVariance).toBe(0);
  for (const effect of result?.effects ?? []) expect(effect).toBeCloseTo(0.02, 14);
  expect(result?.p).toBeGreaterThan(0.9);
});

test('of slices that do differ, the uncertain one shrinks more', () => {
  const result = shrunkEffects([
    { estimate: 0, se: 0.1 },
    { estimate: 0.5, se: 0.1 },
    { estimate: 1, se: 0.2 },
  ]);
  // Weights 100, 100, 25: mean 75/225, Q = 100/9 + 100/36 + 25·4/9 = 25, C = 225 − 20625/225.
  expect(result?.common).toBeCloseTo(1 / 3, 14);
  expect(result?.heterogeneity).toBeCloseTo(25, 12);
  const tau = 23 / (225 - 20_625 / 225);
  expect(result?.betweenVariance).toBeCloseTo(tau, 14);
  expect(result?.effects[2]).toBeCloseTo(1 / 3 + (tau / (tau + 0.04)) * (2 / 3), 12);
  expect(result?.p).toBeCloseTo(chiSquareUpperTail(25, 2), 15);
});

test('one slice has nothing to be shrunk towards, and an error of zero is no error', () => {
  expect(shrunkEffects([{ estimate: 1, se: 0.1 }])).toBeUndefined();
  expect(() => shrunkEffects([{ estimate: 1, se: 0 }])).toThrow(RangeError);
});

test('a better rate in every slice can hide behind a worse mix', () => {
  const result = mixStandardised([
    { baselineWeight: 0.8, candidateWeight: 0.2, baselineRate: 0.9, candidateRate: 0.92 },
    { baselineWeight: 0.2, candidateWeight: 0.8, baselineRate: 0.5, candidateRate: 0.52 },
  ]);
  expect(result.total).toBeCloseTo(0.2 * 0.92 + 0.8 * 0.52 - (0.8 * 0.9 + 0.2 * 0.5), 14);
  expect(result.mixPart).toBeCloseTo(-0.24, 14);
  expect(result.ratePart).toBeCloseTo(0.02, 14);
  expect(() => mixStandardised([])).toThrow(RangeError);
});
