// The decisions of the gate's checks, case by case.
import { expect, test } from 'vitest';
import { referenceVector } from '../../tests/referenceVector.ts';
import { combineVerdicts } from './combineVerdicts.ts';
import { floorPassProbability } from './floorPassProbability.ts';
import { floorVerdict, floorVerdictOfBounds } from './floorVerdict.ts';
import { superiorityVerdict } from './superiorityVerdict.ts';
import { verdictOfBounds } from './verdictOfBounds.ts';
import type { Verdict } from './verdictOfBounds.ts';

test('a relative check decides as GD-01 says', () => {
  const { inputs, check } =
    referenceVector<
      readonly { readonly L: number | null; readonly U: number | null; readonly margin: number }[]
    >('GD-01');
  check(
    inputs.map(({ L, U, margin }) =>
      verdictOfBounds({ lower: L ?? undefined, upper: U ?? undefined, margin }),
    ),
  );
});

test('a floor check decides as GD-02 says', () => {
  const { inputs, check } =
    referenceVector<readonly { readonly x: number; readonly n: number; readonly floor: number }[]>('GD-02');
  check(inputs.map(({ x, n, floor }) => floorVerdict(x, n, floor, 0.05)));
});

test('verdicts combine as GD-03 says', () => {
  const { inputs, check } = referenceVector<readonly (readonly Verdict[])[]>('GD-03');
  check(inputs.map(combineVerdicts));
});

test('a loss shown to exceed the margin fails and says so', () => {
  expect(verdictOfBounds({ lower: -0.2, upper: -0.1, margin: 0.05 })).toEqual({
    verdict: 'FAIL',
    flag: 'beyond margin',
  });
});

test('with a family of tests the adjusted p-value decides over the upper bound', () => {
  const bounds = { lower: -0.05, upper: -0.001, margin: 0.02 };
  expect(verdictOfBounds({ ...bounds, isRegression: false }).verdict).toBe('INCONCLUSIVE');
  expect(verdictOfBounds({ ...bounds, isRegression: true }).verdict).toBe('FAIL');
  expect(verdictOfBounds({ ...bounds, lower: -0.01, isRegression: true })).toEqual({
    verdict: 'PASS',
    flag: 'within-tolerance regression',
  });
});

test('a policy may fail only beyond the margin', () => {
  const check = { lower: -0.05, upper: -0.001, margin: 0.02, failOn: 'beyond-margin' } as const;
  expect(verdictOfBounds(check).verdict).toBe('INCONCLUSIVE');
  expect(verdictOfBounds({ ...check, upper: -0.021 }).verdict).toBe('FAIL');
});

test('a demanded improvement must be shown to pass and shown to be missed to fail', () => {
  expect(superiorityVerdict(0.01, 0.05, 0)).toBe('PASS');
  expect(superiorityVerdict(0, 0.05, 0)).toBe('INCONCLUSIVE');
  expect(superiorityVerdict(0.01, 0.05, 0.06)).toBe('FAIL');
  expect(superiorityVerdict(undefined, undefined, 0)).toBe('INCONCLUSIVE');
});

test('nothing judged and one judged decide nothing', () => {
  expect(floorVerdict(0, 0, 0.9, 0.05)).toEqual({
    verdict: 'INCONCLUSIVE',
    lower: undefined,
    upper: undefined,
  });
  expect(floorVerdict(0, 1, 0.99, 0.05).verdict).toBe('INCONCLUSIVE');
});

test('a floor on scores is judged by their bounds; reaching it exactly is enough', () => {
  expect(floorVerdictOfBounds(0.9, 0.95, 0.9)).toBe('PASS');
  expect(floorVerdictOfBounds(0.8, 0.9, 0.9)).toBe('INCONCLUSIVE');
  expect(floorVerdictOfBounds(0.7, 0.89, 0.9)).toBe('FAIL');
});

test('clusters cost evidence: 59 of 59 no longer certify 95 % when examples come in pairs', () => {
  expect(floorVerdict(59, 59, 0.95, 0.05).verdict).toBe('PASS');
  expect(floorVerdict(59, 59, 0.95, 0.05, 2).verdict).toBe('INCONCLUSIVE');
});

test('the probability to pass a floor is the exact one', () => {
  expect(floorPassProbability(58, 1, 0.95, 0.05)).toBe(0);
  expect(floorPassProbability(59, 0.99, 0.95, 0.05)).toBeCloseTo(0.99 ** 59, 12);
  const atFloor = floorPassProbability(200, 0.9, 0.9, 0.05);
  expect(atFloor).toBeLessThanOrEqual(0.05);
  expect(atFloor).toBeGreaterThan(0.02);
});

test('impossible checks are refused', () => {
  expect(() => verdictOfBounds({ lower: 0, upper: 0, margin: 0 })).toThrow(RangeError);
  expect(() => verdictOfBounds({ lower: 0.2, upper: 0.1, margin: 0.1 })).toThrow(RangeError);
  expect(() => verdictOfBounds({ lower: Number.NaN, upper: 0.1, margin: 0.1 })).toThrow(RangeError);
  expect(() => superiorityVerdict(0, 0, -1)).toThrow(RangeError);
  expect(() => floorVerdictOfBounds(Number.NaN, 1, 0.9)).toThrow(RangeError);
});
