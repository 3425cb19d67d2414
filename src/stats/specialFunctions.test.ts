// The distributions of this room against SF-01, and in tails where the probability itself underflows.
import { expect, test } from 'vitest';
import { referenceVector } from '../../tests/referenceVector.ts';
import { betaQuantile } from './betaQuantile.ts';
import { binomialCdf, binomialPmf, binomialUpperTail } from './binomial.ts';
import { chiSquareUpperTail } from './chiSquare.ts';
import { lnNormalUpperTail, normalCdf, normalQuantile, normalUpperTail } from './normal.ts';
import { lnRegularizedBeta, regularizedBeta } from './regularizedBeta.ts';
import { lnStudentTUpperTail, studentTCdf, studentTQuantile, studentTUpperTail } from './studentT.ts';

type Arguments = readonly (readonly [number, number, number])[];

test('all special functions meet SF-01, the tails included', () => {
  const inputs = referenceVector<{
    readonly normalQuantile_p: readonly number[];
    readonly normalCdf_x: readonly number[];
    readonly tCdf_x_df: Arguments;
    readonly tQuantile_p_df: Arguments;
    readonly betaCdf_x_a_b: Arguments;
    readonly betaQuantile_p_a_b: Arguments;
  }>('SF-01').inputs;
  referenceVector('SF-01').check({
    normalQuantile: inputs.normalQuantile_p.map(normalQuantile),
    normalCdf: inputs.normalCdf_x.map(normalCdf),
    tCdf: inputs.tCdf_x_df.map(([x, df]) => studentTCdf(x, df)),
    tQuantile: inputs.tQuantile_p_df.map(([p, df]) => studentTQuantile(p, df)),
    betaCdf: inputs.betaCdf_x_a_b.map(([x, a, b]) => regularizedBeta(x, a, b)),
    betaQuantile: inputs.betaQuantile_p_a_b.map(([p, a, b]) => betaQuantile(p, a, b)),
  });
});

test('both halves of the normal distribution meet where the formula changes', () => {
  for (const x of [1.9999999, 2, 2.0000001]) {
    expect(normalCdf(x) + normalUpperTail(x)).toBeCloseTo(1, 15);
    expect(normalUpperTail(x)).toBeCloseTo(0.02275013, 7);
  }
  expect(normalCdf(0)).toBe(0.5);
  expect(normalCdf(-Infinity)).toBe(0);
  expect(normalCdf(Infinity)).toBe(1);
  expect(normalQuantile(0)).toBeNaN();
});

test('logarithms of tails stay finite where the tail underflows', () => {
  // scipy: norm.logsf(50), t.logsf(1e9, 100) by the leading term, norm.logsf(1)
  expect(normalUpperTail(50)).toBe(0);
  expect(lnNormalUpperTail(50)).toBeCloseTo(-1254.831361139466, 9);
  expect(lnNormalUpperTail(1)).toBeCloseTo(-1.8410216450092634, 12);
  expect(lnStudentTUpperTail(2, 10)).toBeCloseTo(Math.log(studentTUpperTail(2, 10)), 12);
  expect(lnStudentTUpperTail(-2, 10)).toBeCloseTo(Math.log(studentTUpperTail(-2, 10)), 12);
  expect(studentTUpperTail(1e9, 100)).toBe(0);
  expect(lnStudentTUpperTail(1e9, 100)).toBeLessThan(-1_000);
  expect(lnRegularizedBeta(1e-300, 5, 5)).toBeLessThan(-3_000);
});

test('the binomial adds up, and its tails agree with its terms', () => {
  let sum = 0;
  for (let k = 0; k <= 7; k++) {
    sum += binomialPmf(k, 12, 0.3);
    expect(binomialCdf(k, 12, 0.3)).toBeCloseTo(sum, 13);
    expect(binomialUpperTail(k + 1, 12, 0.3)).toBeCloseTo(1 - sum, 13);
  }
  expect([binomialCdf(-1, 5, 0.5), binomialCdf(5, 5, 0.5), binomialUpperTail(0, 5, 0.5)]).toEqual([0, 1, 1]);
  expect([binomialPmf(0, 3, 0), binomialPmf(3, 3, 1), binomialPmf(4, 3, 0.5)]).toEqual([1, 1, 0]);
});

test('a chi-square tail keeps its precision where one minus the distribution function has none', () => {
  // With two degrees of freedom the tail is e^(−x/2).
  for (const x of [0.5, 3, 80, 400]) {
    expect(chiSquareUpperTail(x, 2) / Math.exp(-x / 2)).toBeCloseTo(1, 12);
  }
  expect(chiSquareUpperTail(0, 3)).toBe(1);
});
