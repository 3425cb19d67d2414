// Paired scores: t, Hall, the bounds that decide and the guard against PT-01 to PT-06, and the traps between them.
import { expect, test } from 'vitest';
import { referenceVector } from '../../tests/referenceVector.ts';
import { decidingAbove, decidingBelow, decidingBounds } from './decidingBounds.ts';
import { hallBelow, hallBounds, hallStatistic } from './hallBounds.ts';
import { pairedT, tBelow } from './pairedT.ts';
import { shapeMoments } from './shapeMoments.ts';
import { smallestSample, smallestSampleForFloor, unseenShare } from './smallestSample.ts';

const options = { alpha: 0.05, range: [-1, 1] } as const;

/** Everything a PT vector may expect of a list of differences. */
function described(differences: readonly number[]): Record<string, unknown> {
  const { p, interval, ...rest } = pairedT(differences, 0.95);
  const bounds = decidingBounds(differences, options);
  const evidence = bounds.evidence;
  return {
    ...rest,
    pTwoSided: p,
    ci95: interval,
    ci90: pairedT(differences, 0.9).interval,
    gateLower: bounds.lower,
    gateUpper: bounds.upper,
    zeroVarianceBounds:
      bounds.status === 'degenerate-zero-variance'
        ? { pi: unseenShare(bounds.n, 0.05), lower: bounds.lower, upper: bounds.upper }
        : undefined,
    niGuardPass: {
      margin: 0.02,
      n: bounds.n,
      nMin: smallestSample(0.02, 0.05),
      pass: bounds.guardN >= smallestSample(0.02, 0.05),
    },
    hallOneSided95: evidence && {
      skew: shapeMoments(differences).skewness,
      lower: hallBounds(evidence, 0.05)[0],
      upper: hallBounds(evidence, 0.05)[1],
      tTransformed0: hallStatistic(evidence, 0),
      pRegressionHall: hallBelow(evidence, 0).p,
      pRegressionT: tBelow(evidence, 0).p,
    },
  };
}

const rareCollapses = [
  ...Array<number>(140).fill(0),
  ...Array<number>(4).fill(0.1),
  ...Array<number>(3).fill(-0.1),
  ...Array<number>(3).fill(-1),
];

test('paired t and Hall bounds meet PT-01', () => {
  const { candidate, baseline } = referenceVector<{
    readonly candidate: readonly number[];
    readonly baseline: readonly number[];
  }>('PT-01').inputs;
  referenceVector('PT-01').check(described(candidate.map((score, i) => score - (baseline[i] ?? Number.NaN))));
});

test('rare collapses pull the deciding bound below that of t: PT-02', () => {
  referenceVector('PT-02').check(described(rareCollapses));
});

test('constant, identical, single and two differences meet PT-03, PT-04, PT-05 and PT-06', () => {
  for (const id of ['PT-03', 'PT-04', 'PT-05', 'PT-06']) {
    referenceVector(id).check(
      described(referenceVector<{ readonly differences: readonly number[] }>(id).inputs.differences),
    );
  }
});

test('the last digits of a subtraction are not spread', () => {
  // 0.9 − 0.8, 0.8 − 0.7 and so on differ by 1e-16; a t bound would be certain to sixteen digits.
  const differences = Array.from({ length: 200 }, (_, i) => (i % 9) / 10 + 0.1 - (i % 9) / 10);
  expect(new Set(differences).size).toBeGreaterThan(1);
  const bounds = decidingBounds(differences, options);
  expect(bounds.status).toBe('degenerate-zero-variance');
  expect(bounds.lower).toBeLessThan(0.09);
  expect(decidingBelow(bounds, 0)).toBeUndefined();
});

test('without a limit to the values, equal ones have no bounds', () => {
  const bounds = decidingBounds([0.1, 0.1, 0.1], { alpha: 0.05, range: undefined });
  expect(bounds).toMatchObject({ status: 'degenerate-zero-variance', lower: undefined, upper: undefined });
});

test('a floor on perfect scores asks for the same sample as the exact binomial bound', () => {
  const bounds = decidingBounds(Array<number>(59).fill(1), { alpha: 0.05, range: [0, 1] });
  expect(bounds.lower).toBeCloseTo(0.05 ** (1 / 59), 14);
  expect(bounds.upper).toBe(1);
});

test('each p falls below alpha exactly when its bound passes the value', () => {
  const bounds = decidingBounds(rareCollapses, options);
  expect(decidingAbove(bounds, bounds.lower ?? Number.NaN)?.p).toBeCloseTo(0.05, 9);
  expect(decidingBelow(bounds, bounds.upper ?? Number.NaN)?.p).toBeCloseTo(0.05, 9);
  expect(decidingAbove(bounds, -0.05)?.p).toBeGreaterThan(0.05);
  expect(decidingAbove(bounds, -0.06)?.p).toBeLessThan(0.05);
});

test('exchanging the versions turns the bounds round, to the last bit', () => {
  const forth = decidingBounds(rareCollapses, options);
  const back = decidingBounds(
    rareCollapses.map((difference) => -difference),
    options,
  );
  expect(back.lower).toBe(-(forth.upper ?? 0));
  expect(back.upper).toBe(-(forth.lower ?? 0));
});

test('numbers that are not finite are refused, not averaged', () => {
  expect(() => decidingBounds([0.1, Number.NaN], options)).toThrow(RangeError);
  expect(() => decidingBounds([0.1, Infinity], options)).toThrow(RangeError);
  expect(decidingBounds([], options)).toMatchObject({ status: 'n<2', mean: undefined, se: undefined });
});

test('the guard asks for the published sample sizes', () => {
  expect([0.01, 0.02, 0.03, 0.05, 0.1].map((margin) => smallestSample(margin, 0.05))).toEqual([
    299, 149, 99, 59, 29,
  ]);
  expect(smallestSample(0.02, 0.05, 0.2)).toBe(29);
  expect(smallestSample(0.5, 0.05, 0.5)).toBe(1);
  expect(smallestSampleForFloor(1, 0.95, 0.05)).toBe(59);
  expect(smallestSampleForFloor(0.9, 0.9, 0.05)).toBeUndefined();
  expect(() => smallestSample(0, 0.05)).toThrow(RangeError);
});

test('typed arrays give the same bits as lists', () => {
  expect(decidingBounds(Float64Array.from(rareCollapses), options)).toEqual(
    decidingBounds(rareCollapses, options),
  );
});
