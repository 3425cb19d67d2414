// The distributions against published values: the vector SF-01, and chi-square quantiles of scipy.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chiSquareQuantile } from './chiSquare.ts';
import { logGamma } from './logGamma.ts';
import { regularizedBeta } from './regularizedBeta.ts';
import { studentTCdf, studentTQuantile } from './studentT.ts';

interface SpecialFunctions {
  readonly id: string;
  readonly inputs: Readonly<
    Record<'tCdf_x_df' | 'tQuantile_p_df' | 'betaCdf_x_a_b', readonly (readonly number[])[]>
  >;
  readonly expected: Readonly<Record<'tCdf' | 'tQuantile' | 'betaCdf', readonly number[]>>;
}

const file = new URL('../../tests/stat-vectors.json', import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly vectors: readonly SpecialFunctions[];
};
const vector = vectors.find((candidate) => candidate.id === 'SF-01');

function close(actual: number, expected: number | undefined): void {
  expect(expected).toBeDefined();
  expect(Math.abs(actual - (expected ?? 0))).toBeLessThanOrEqual(1e-8 * Math.abs(expected ?? 0));
}

test("Student's t, its quantile and the incomplete beta meet SF-01", () => {
  expect(vector).toBeDefined();
  vector?.inputs.tCdf_x_df.forEach(([x = 0, df = 0], i) =>
    close(studentTCdf(x, df), vector.expected.tCdf[i]),
  );
  vector?.inputs.tQuantile_p_df.forEach(([p = 0, df = 0], i) =>
    close(studentTQuantile(p, df), vector.expected.tQuantile[i]),
  );
  vector?.inputs.betaCdf_x_a_b.forEach(([x = 0, a = 0, b = 0], i) =>
    close(regularizedBeta(x, a, b), vector.expected.betaCdf[i]),
  );
});

test('chi-square quantiles agree with the published table', () => {
  // scipy: chi2.ppf([.025, .975, .5, .001], [1, 10, 4, 100])
  close(chiSquareQuantile(0.025, 1), 0.0009820691171752555);
  close(chiSquareQuantile(0.975, 10), 20.483177350807388);
  close(chiSquareQuantile(0.5, 4), 3.3566939800333224);
  close(chiSquareQuantile(0.001, 100), 61.91793920693662);
});

test('ln Γ agrees with factorials and with Γ(½) = √π', () => {
  close(logGamma(11), Math.log(3_628_800));
  close(logGamma(0.5), Math.log(Math.PI) / 2);
  expect(logGamma(0)).toBeNaN();
});

test('outside their domain they say NaN instead of a number', () => {
  expect(studentTQuantile(0, 3)).toBeNaN();
  expect(studentTQuantile(0.5, 0)).toBeNaN();
  expect(chiSquareQuantile(1, 3)).toBeNaN();
  expect(regularizedBeta(1.1, 1, 1)).toBeNaN();
});
