// Drift, equivalence and traffic against scipy, R, statsmodels and full enumeration.
import { expect, test } from 'vitest';
import { referenceVector } from '../../tests/referenceVector.ts';
import { bernoulliCusum } from './bernoulliCusum.ts';
import { chiSquareHomogeneity } from './chiSquareHomogeneity.ts';
import { cuped } from './cuped.ts';
import { kolmogorovSmirnov } from './kolmogorovSmirnov.ts';
import { maximumMeanDiscrepancy } from './maximumMeanDiscrepancy.ts';
import { populationStability } from './populationStability.ts';
import { sampleRatioMismatch } from './sampleRatioMismatch.ts';
import { tostPaired, tostTango, tostWelch } from './tost.ts';
import { stateOfNumber, xoshiro128 } from './xoshiro128.ts';

test('the stability index, its p-value and the χ² of the same bins meet MO-01', () => {
  const { inputs, check } =
    referenceVector<Readonly<Record<'reference' | 'current', readonly number[]>>>('MO-01');
  const found = populationStability(inputs.reference, inputs.current);
  const homogeneity = chiSquareHomogeneity([inputs.reference, inputs.current]);
  check({
    psi: found?.psi,
    nullScale: found?.nullScale,
    pValueChi2: found?.p,
    jsDivergenceBits: found?.jensenShannonBits,
    chi2: homogeneity?.chi2,
    chi2P: homogeneity?.p,
    df: homogeneity?.df,
  });
  expect(populationStability([5], [7])).toBeUndefined();
  expect(populationStability([0, 0], [7, 1])).toBeUndefined();
  expect(
    chiSquareHomogeneity([
      [1, 0],
      [3, 0],
    ]),
  ).toBeUndefined();
  expect(() => populationStability([1, 2], [1])).toThrow(RangeError);
});

test('the two-sample Kolmogorov–Smirnov test meets MO-02 with and without regard to the tie', () => {
  const { inputs, check } = referenceVector<Readonly<Record<'x' | 'y', readonly number[]>>>('MO-02');
  const found = kolmogorovSmirnov(inputs.x, inputs.y);
  check({
    D: found?.gap,
    pExactNoTies: found?.pExactWithoutTies,
    pKolmogorovAsymptotic: found?.pAsymptotic,
    R_pExactConditionalOnTies: found?.pExact,
  });
  expect(kolmogorovSmirnov([], [1])).toBeUndefined();
  const same = Array.from({ length: 200 }, (_, i) => i);
  expect(kolmogorovSmirnov(same, same)).toEqual({
    gap: 0,
    pAsymptotic: 1,
    pExactWithoutTies: undefined,
    pExact: undefined,
  });
});

test('the kernel discrepancy and its exact permutation p meet MO-03', () => {
  type Vectors = readonly (readonly number[])[];
  const { inputs, check } = referenceVector<Readonly<Record<'x' | 'y', Vectors>>>('MO-03');
  const { nextBelow } = xoshiro128(stateOfNumber(1));
  const found = maximumMeanDiscrepancy(inputs.x, inputs.y, { permutations: 500, nextBelow });
  check({ sigma: found?.sigma, mmd2u: found?.mmd2, pPermutation: found?.p });
  expect(found?.isExact).toBe(true);
  expect(maximumMeanDiscrepancy([[1, 1]], inputs.y, { permutations: 5, nextBelow })).toBeUndefined();
});

test('larger sets are relabelled at random: alike is alike, shifted is seen (seed 5)', () => {
  const { nextBelow, nextUniform } = xoshiro128(stateOfNumber(5));
  const cloud = (shift: number): readonly (readonly number[])[] =>
    Array.from({ length: 60 }, () => [nextUniform() + shift, nextUniform()]);
  const plan = { permutations: 200, nextBelow };
  const reference = cloud(0);
  expect(maximumMeanDiscrepancy(reference, cloud(0), plan)?.p).toBeGreaterThan(0.01);
  expect(maximumMeanDiscrepancy(reference, cloud(0.4), plan)?.p).toBeCloseTo(1 / 201, 12);
});

test('the alarm on failures meets MO-04', () => {
  const { inputs, check } = referenceVector<{
    readonly p0: number;
    readonly p1: number;
    readonly failures: readonly number[];
    readonly h: number;
  }>('MO-04');
  const found = bernoulliCusum(
    inputs.failures.map((failure) => failure === 1),
    { acceptable: inputs.p0, unacceptable: inputs.p1, threshold: inputs.h },
  );
  const atIndex = [10, 20, 30, 46];
  check({ pathAt: atIndex.map((index) => found.path[index - 1]), atIndex, alarmIndex: found.alarmAt });
});

test('the statistic carries over, so that windows do not matter', () => {
  const plan = { acceptable: 0.1, unacceptable: 0.2, threshold: 3 };
  const failures = Array.from({ length: 60 }, (_, i) => i % 3 === 0);
  const whole = bernoulliCusum(failures, plan);
  const first = bernoulliCusum(failures.slice(0, 25), plan);
  const second = bernoulliCusum(failures.slice(25), plan, first.path.at(-1));
  expect(second.path.at(-1)).toBe(whole.path.at(-1));
  expect(() => bernoulliCusum([], { ...plan, unacceptable: 0.05 })).toThrow(RangeError);
});

test('equivalence of repeated runs meets MO-05', () => {
  const { inputs, check } = referenceVector<{
    readonly run1: readonly number[];
    readonly run2: readonly number[];
    readonly bound: number;
  }>('MO-05');
  const differences = inputs.run1.map((score, i) => score - (inputs.run2[i] ?? 0));
  const paired = tostPaired(differences, inputs.bound, 0.05);
  const welch = tostWelch(inputs.run1, inputs.run2, inputs.bound, 0.05);
  check({
    pairedTOSTp: paired.p,
    paired90CI: paired.interval,
    welchTOSTp: welch.p,
    equivalentAt05: paired.isEquivalent && welch.isEquivalent,
  });
});

test('identical results are equivalent only when there are enough of them', () => {
  expect(tostPaired(new Array<number>(58).fill(0), 0.05, 0.05)).toMatchObject({
    status: 'degenerate-zero-variance',
    isEquivalent: false,
    p: undefined,
  });
  expect(tostPaired(new Array<number>(59).fill(0), 0.05, 0.05).isEquivalent).toBe(true);
  expect(tostTango({ n: 30, candidateOnly: 0, baselineOnly: 0 }, 0.05, 0.05).isEquivalent).toBe(false);
  expect(tostTango({ n: 60, candidateOnly: 0, baselineOnly: 0 }, 0.05, 0.05).isEquivalent).toBe(true);
  expect(tostWelch([1, 1], [1, 1], 0.05, 0.05).isEquivalent).toBe(false);
  expect(tostPaired([0.1], 0.05, 0.05).status).toBe('n<2');
});

test('the split of traffic meets MO-06', () => {
  const { inputs, check } = referenceVector<{
    readonly n1: number;
    readonly n2: number;
    readonly strongMismatch: readonly [number, number];
  }>('MO-06');
  const strong = sampleRatioMismatch(...inputs.strongMismatch);
  check({ ...sampleRatioMismatch(inputs.n1, inputs.n2), strong });
  expect(strong?.isMismatch).toBe(true);
  expect(sampleRatioMismatch(0, 0)).toBeUndefined();
});

test('adjustment by a covariate meets MO-07', () => {
  const { inputs, check } =
    referenceVector<Readonly<Record<'yA' | 'xA' | 'yB' | 'xB', readonly number[]>>>('MO-07');
  const { theta, adjusted, unadjusted } = cuped(
    { outcome: inputs.yA, before: inputs.xA },
    { outcome: inputs.yB, before: inputs.xB },
    0.95,
  );
  check({
    theta,
    diff: adjusted.difference,
    se: adjusted.se,
    pTwoSided: adjusted.p,
    unadjusted: {
      diff: unadjusted.difference,
      se: unadjusted.se,
      t: unadjusted.t,
      df: unadjusted.df,
      pTwoSided: unadjusted.p,
      ci95: unadjusted.interval,
      studentT: unadjusted.pooled?.t,
      studentDf: unadjusted.pooled?.df,
      studentP: unadjusted.pooled?.p,
    },
  });
});
