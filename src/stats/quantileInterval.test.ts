// Quantiles, ceilings and ratios of latencies against QL-01, QL-02 and QL-03.
import { expect, test } from 'vitest';
import { referenceVector } from '../../tests/referenceVector.ts';
import { decidingBounds } from './decidingBounds.ts';
import { harrellDavis } from './harrellDavis.ts';
import { logRatios, ratioOfTotals } from './logRatios.ts';
import { pairedT } from './pairedT.ts';
import { quantileCeiling, quantileInterval, quantileRanks } from './quantileInterval.ts';
import { sampleQuantile } from './sampleQuantile.ts';
import { stateOfNumber, xoshiro128 } from './xoshiro128.ts';

test('the ranks that enclose a quantile meet QL-01, also where there is none above', () => {
  const { inputs, check } = referenceVector<readonly { readonly n: number; readonly q: number }[]>('QL-01');
  check(inputs.map(({ n, q }) => ({ n, q, ...quantileRanks(n, q, 0.95) })));
});

test('Harrell–Davis with its error, and the plain quantiles, meet QL-02', () => {
  const { inputs, check } =
    referenceVector<Readonly<Record<'x' | 'hdProbs' | 'qProbs', readonly number[]>>>('QL-02');
  const sorted = inputs.x.toSorted((a, b) => a - b);
  const smooth = inputs.hdProbs.map((q) => harrellDavis(sorted, q));
  check({
    harrellDavis: smooth.map((result) => result?.estimate),
    hdSE: smooth.map((result) => result?.se),
    type7: inputs.qProbs.map((q) => sampleQuantile(sorted, q)),
    type8: inputs.qProbs.map((q) => sampleQuantile(sorted, q, 8)),
  });
});

test('paired latencies as a ratio meet QL-03', () => {
  const { inputs, check } =
    referenceVector<Readonly<Record<'candidate' | 'baseline', readonly number[]>>>('QL-03');
  const ratios = logRatios(inputs.candidate, inputs.baseline);
  const wide = pairedT(ratios, 0.95);
  check({
    ratio: Math.exp(wide.mean ?? Number.NaN),
    ci95: wide.interval?.map(Math.exp),
    t: wide.t,
    pTwoSided: wide.p,
    ci90: pairedT(ratios, 0.9).interval?.map(Math.exp),
  });
  expect(decidingBounds(ratios, { alpha: 0.05, range: undefined }).upper).toBeGreaterThan(Math.log(1.1));
});

test('a time of zero is a fault of the measurement, not an infinite ratio', () => {
  expect(() => logRatios([0, 1], [1, 1])).toThrow(/pair 0/);
  expect(() => logRatios([1, 1], [1, -1])).toThrow(/pair 1/);
  expect(() => logRatios([1], [1, 1])).toThrow(RangeError);
});

test('the sample sizes that bound p95 and p99 from above are the published ones', () => {
  expect(quantileRanks(71, 0.95, 0.95).upperRank).toBeUndefined();
  expect(quantileRanks(72, 0.95, 0.95).upperRank).toBe(72);
  expect(quantileRanks(367, 0.99, 0.95).upperRank).toBeUndefined();
  expect(quantileRanks(368, 0.99, 0.95).upperRank).toBe(368);
  expect(quantileInterval([], 0.5, 0.95)).toEqual([undefined, undefined]);
  expect(quantileRanks(0, 0.5, 0.95)).toMatchObject({ lowerRank: undefined, upperRank: undefined });
});

test('a ceiling is certified by 59 values under it, or by 93 with one above', () => {
  const under = (n: number, above: number): number[] => [
    ...Array<number>(n - above).fill(100),
    ...Array<number>(above).fill(300),
  ];
  const holds = (n: number, above: number): boolean => {
    const { upper = 1, allowed } = quantileCeiling(under(n, above), 200, 0.95, 0.05);
    return upper <= allowed;
  };
  expect([holds(58, 0), holds(59, 0), holds(92, 1), holds(93, 1)]).toEqual([false, true, false, true]);
  expect(quantileCeiling([], 200, 0.95, 0.05)).toMatchObject({ upper: undefined, smallestSample: 59 });
  expect(() => quantileCeiling([Number.NaN], 200, 0.95, 0.05)).toThrow(RangeError);
});

test('Harrell–Davis of a large sample leaves out only what has no weight', () => {
  const random = xoshiro128(stateOfNumber(3));
  const sorted = Float64Array.from({ length: 5_000 }, () => random.nextUniform()).sort();
  for (const q of [0.5, 0.99]) {
    const { estimate = 0, se = 0 } = harrellDavis(sorted, q) ?? {};
    expect(Math.abs(estimate - q)).toBeLessThan(4 * Math.sqrt((q * (1 - q)) / 5_000));
    expect(se / Math.sqrt((q * (1 - q)) / 5_000)).toBeGreaterThan(0.7);
    expect(se / Math.sqrt((q * (1 - q)) / 5_000)).toBeLessThan(1.4);
  }
  expect(harrellDavis(Array<number>(1_000).fill(2), 0.9)?.estimate).toBeCloseTo(2, 12);
  expect(harrellDavis([7], 0.5)).toEqual({ estimate: 7, se: undefined });
  expect(harrellDavis([], 0.5)).toBeUndefined();
});

test('the ratio of totals is bounded on the scale of its logarithm', () => {
  const result = ratioOfTotals([1.1, 2.2, 3.1, 4.5], [1, 2, 3, 4], 0.05);
  expect(result?.ratio).toBeCloseTo(1.09, 12);
  const [lower = 0, upper = 0] = result?.bounds ?? [];
  expect(lower * upper).toBeCloseTo(1.09 ** 2, 10);
  expect(lower).toBeLessThan(1.09);
  expect(ratioOfTotals([2, 4], [1, 2], 0.05)).toEqual({ ratio: 2, seOfLog: undefined, bounds: undefined });
  expect(ratioOfTotals([0, 0], [1, 2], 0.05)).toBeUndefined();
  expect(() => ratioOfTotals([-1, 2], [1, 2], 0.05)).toThrow(RangeError);
});
