// Tango's test and interval against PD-02 and PD-03, its symmetries, and its edges. PD-01 is checked with the intervals shown beside it.
import { expect, test } from 'vitest';
import { referenceVector } from '../../tests/referenceVector.ts';
import { guardMargin, smallestSample } from './smallestSample.ts';
import { tangoAbove, tangoBelow, tangoInterval, tangoScore } from './tangoScore.ts';
import { verdictOfBounds } from './verdictOfBounds.ts';

test('non-inferiority by score meets PD-02, and the interval inverts the test', () => {
  const { margin, alphaOneSided, ...counts } = referenceVector<{
    readonly candOnly: number;
    readonly baseOnly: number;
    readonly n: number;
    readonly margin: number;
    readonly alphaOneSided: number;
  }>('PD-02').inputs;
  const pairs = { n: counts.n, candidateOnly: counts.candOnly, baselineOnly: counts.baseOnly };
  const interval = tangoInterval(pairs, 1 - 2 * alphaOneSided);
  const p = tangoAbove(pairs, -margin)?.p ?? Number.NaN;
  referenceVector('PD-02').check({
    z: tangoScore(pairs, -margin),
    pOneSided: p,
    tango90: interval,
    verdictPassNI: p < alphaOneSided,
  });
  expect(tangoAbove(pairs, interval?.[0] ?? Number.NaN)?.p).toBeCloseTo(alphaOneSided, 10);
  expect(tangoBelow(pairs, interval?.[1] ?? Number.NaN)?.p).toBeCloseTo(alphaOneSided, 10);
});

test('without discordant pairs the bound and the guard meet PD-03', () => {
  const { alpha, n } = referenceVector<{ readonly alpha: number; readonly n: readonly number[] }>(
    'PD-03',
  ).inputs;
  referenceVector('PD-03').check({
    tangoLowerAtZeroDiscordance: n.map(
      (pairs) => tangoInterval({ n: pairs, candidateOnly: 0, baselineOnly: 0 }, 1 - 2 * alpha)?.[0],
    ),
    guardMargin: n.map((pairs) => guardMargin(pairs, alpha)),
    nMinForMargin: Object.fromEntries(
      ['0.01', '0.02', '0.05', '0.10'].map((margin) => [margin, smallestSample(Number(margin), alpha)]),
    ),
  });
});

test('exchanging the versions turns the interval round, to the last bit', () => {
  const forth = tangoInterval({ n: 161, candidateOnly: 6, baselineOnly: 16 }, 0.95);
  const back = tangoInterval({ n: 161, candidateOnly: 16, baselineOnly: 6 }, 0.95);
  expect(back).toEqual([-(forth?.[1] ?? 0), -(forth?.[0] ?? 0)]);
});

test('at no difference the score is that of McNemar', () => {
  expect(tangoScore({ n: 100, candidateOnly: 14, baselineOnly: 5 }, 0)).toBeCloseTo(Math.sqrt(81 / 19), 14);
  expect(tangoScore({ n: 100, candidateOnly: 0, baselineOnly: 0 }, 0)).toBe(0);
  expect(tangoBelow({ n: 100, candidateOnly: 0, baselineOnly: 0 }, 0)?.p).toBe(0.5);
});

test('the score falls as the hypothetical difference rises', () => {
  for (const [candidateOnly, baselineOnly] of [
    [0, 0],
    [3, 0],
    [0, 3],
    [40, 1],
    [20, 20],
  ] as const) {
    let before = Infinity;
    for (let delta = -0.99; delta < 1; delta += 0.01) {
      const score = tangoScore({ n: 50, candidateOnly, baselineOnly }, delta);
      expect(score).toBeLessThan(before);
      before = score;
    }
  }
});

test('when one version takes every pair, that end of the interval is the end of the scale', () => {
  expect(tangoInterval({ n: 30, candidateOnly: 30, baselineOnly: 0 }, 0.95)?.[1]).toBe(1);
  expect(tangoInterval({ n: 30, candidateOnly: 0, baselineOnly: 30 }, 0.95)?.[0]).toBe(-1);
  expect(tangoInterval({ n: 1, candidateOnly: 0, baselineOnly: 1 }, 0.95)?.[1]).toBeLessThan(1);
});

test('no pairs say nothing, and counts must be counts', () => {
  expect(tangoInterval({ n: 0, candidateOnly: 0, baselineOnly: 0 }, 0.9)).toBeUndefined();
  expect(tangoAbove({ n: 0, candidateOnly: 0, baselineOnly: 0 }, -0.02)).toBeUndefined();
  expect(() => tangoInterval({ n: 10, candidateOnly: 6, baselineOnly: 5 }, 0.9)).toThrow(RangeError);
  expect(() => tangoAbove({ n: 10.5, candidateOnly: 6, baselineOnly: 1 }, 0)).toThrow(RangeError);
});

test('eight missing results out of 400 turn a PASS into an open question: MS-01', () => {
  const { inputs, check } = referenceVector<{
    readonly candOnly: number;
    readonly baseOnly: number;
    readonly nComplete: number;
    readonly candidateMissing: number;
    readonly margin: number;
  }>('MS-01');
  const { candOnly: candidateOnly, baseOnly: baselineOnly, nComplete: n, candidateMissing, margin } = inputs;
  const complete = tangoInterval({ n, candidateOnly, baselineOnly }, 0.9);
  // The baseline passed where the candidate is missing: each counts as a loss.
  const worst = tangoInterval(
    { n: n + candidateMissing, candidateOnly, baselineOnly: baselineOnly + candidateMissing },
    0.9,
  );
  const verdict = ([lower = Number.NaN, upper]: readonly number[] = []): string =>
    verdictOfBounds({ lower, upper, margin }).verdict;
  check({
    completeCase90: complete,
    missingAsFailure90: worst,
    verdictCompleteCase: verdict(complete),
    verdictMissingAsFailure: verdict(worst),
  });
});
