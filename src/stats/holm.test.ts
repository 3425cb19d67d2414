// The adjustments of p-values against R's p.adjust, and Holm's promise by simulation at a fixed seed.
import { expect, test } from 'vitest';
import { referenceVector } from '../../tests/referenceVector.ts';
import { benjaminiHochberg } from './benjaminiHochberg.ts';
import { benjaminiYekutieli } from './benjaminiYekutieli.ts';
import { bonferroni } from './bonferroni.ts';
import { hochberg } from './hochberg.ts';
import { holm } from './holm.ts';

function adjusted(p: readonly number[]): unknown {
  return {
    bonferroni: bonferroni(p),
    holm: holm(p),
    hochberg: hochberg(p),
    BH: benjaminiHochberg(p),
    BY: benjaminiYekutieli(p),
  };
}

test('the five adjustments meet MT-01, ties included', () => {
  const { inputs, check } = referenceVector<{
    readonly p: readonly number[];
    readonly pTies: readonly number[];
  }>('MT-01');
  check({ adjusted: adjusted(inputs.p), adjustedTies: adjusted(inputs.pTies) });
});

test('Holm fails only the dimension whose adjusted p-value is within the family error (GD-04)', () => {
  const { inputs, check } = referenceVector<{
    readonly pOneSidedRegression: readonly number[];
    readonly familyAlpha: number;
  }>('GD-04');
  const p = holm(inputs.pOneSidedRegression);
  check({ holm: p, fail: p.map((value) => value <= inputs.familyAlpha) });
});

test('no tests, no adjusted values; what is no probability is refused', () => {
  expect(holm([])).toEqual([]);
  expect(benjaminiYekutieli([])).toEqual([]);
  expect(() => holm([0.1, 1.2])).toThrow(RangeError);
  expect(() => bonferroni([Number.NaN])).toThrow(RangeError);
});
