// Sample sizes and what a run may promise beforehand, against closed forms and R's power functions.
import { expect, test } from 'vitest';
import { referenceVector } from '../../tests/referenceVector.ts';
import { certifiableMargin } from './certifiableMargin.ts';
import { guardMargin, smallestSample } from './smallestSample.ts';
import { mcnemarSize } from './mcnemarSize.ts';
import { minimumDetectableEffect } from './minimumDetectableEffect.ts';
import { moreExamples } from './moreExamples.ts';
import { pairedTSize } from './pairedTSize.ts';
import { jointPassProbability, passProbability } from './passProbability.ts';
import { differenceSize, repeatedVariance, nonInferioritySize } from './sampleSize.ts';
import { twoProportionSize } from './twoProportionSize.ts';

test('sample sizes meet PW-01', () => {
  const { inputs, check } = referenceVector<{
    readonly [test: string]: { readonly [name: string]: number };
  }>('PW-01');
  const of = (test: string, name: string): number => inputs[test]?.[name] ?? Number.NaN;
  const error = 0.05;
  const power = 0.8;
  const nonInferiority = (wished: number): number | undefined =>
    nonInferioritySize({
      variance: of('pairedNI', 'discordance') - of('pairedNI', 'trueDelta') ** 2,
      margin: of('pairedNI', 'margin'),
      trueDifference: of('pairedNI', 'trueDelta'),
      alpha: of('pairedNI', 'alphaOneSided'),
      power: wished,
    });
  const miller = (epochs: number): number =>
    repeatedVariance(
      of('miller', 'omega2'),
      { variance: of('miller', 'sigma2A'), epochs },
      { variance: of('miller', 'sigma2B'), epochs },
    );
  const delta = of('miller', 'delta');
  check({
    twoIndependentPerArm: twoProportionSize(
      of('twoIndependent', 'p1'),
      of('twoIndependent', 'p2'),
      error,
      power,
    ),
    pairedT_normal: differenceSize(of('pairedT', 'sd') ** 2, of('pairedT', 'delta'), error, power),
    pairedT_exactNoncentral: pairedTSize(of('pairedT', 'sd'), of('pairedT', 'delta'), error, power),
    mcnemarConnor: mcnemarSize(
      of('mcnemarConnor', 'discordance'),
      of('mcnemarConnor', 'delta'),
      error,
      power,
    ),
    pairedNI: nonInferiority(power),
    pairedNI_power90: nonInferiority(0.9),
    miller_K1: differenceSize(miller(1), delta, error, power),
    miller_K4: differenceSize(miller(4), delta, error, power),
    miller_Kinf: differenceSize(miller(Infinity), delta, error, power),
    mdeMiller_n200_K1: minimumDetectableEffect(Math.sqrt(miller(1) / 200), error / 2, power),
  });
});

test('"N more examples" meets PW-02, and a loss at the margin asks for none', () => {
  const { inputs, check } = referenceVector<
    readonly {
      readonly n: number;
      readonly se: number;
      readonly observedDiff: number;
      readonly margin: number;
    }[]
  >('PW-02');
  check(
    inputs.map(({ n, se, observedDiff, margin }) => {
      const found = moreExamples({
        n,
        standardError: se,
        observedDifference: observedDiff,
        margin,
        alpha: 0.05,
        power: 0.8,
      });
      return {
        sigma2: found.variance,
        nGuard: found.smallestSample,
        nIfNoTrueChange: found.ifNoChange.total,
        moreIfNoTrueChange: found.ifNoChange.more,
        nIfObservedIsTrue: found.ifAsObserved?.total,
        moreIfObservedIsTrue: found.ifAsObserved?.more,
        nToConfirmRegression: found.totalToConfirmRegression,
      };
    }),
  );
});

test('an observed gain is never extrapolated, and enough examples need no more', () => {
  const plan = { n: 1_000, standardError: 0.001, margin: 0.02, alpha: 0.05, power: 0.8 };
  const found = moreExamples({ ...plan, observedDifference: 0.3 });
  expect(found.ifAsObserved).toEqual(found.ifNoChange);
  expect(found.ifNoChange.more).toBe(0);
});

test('the guard sizes are those of the table, and the margin inverts them', () => {
  expect([0.01, 0.02, 0.03, 0.05, 0.1].map((margin) => smallestSample(margin, 0.05))).toEqual([
    299, 149, 99, 59, 29,
  ]);
  expect(smallestSample(0.5, 0.05, 0.5)).toBe(1);
  expect(guardMargin(59, 0.05)).toBeLessThan(0.05);
  expect(guardMargin(58, 0.05)).toBeGreaterThan(0.05);
});

test('non-inferiority sizes are those of the table', () => {
  const sizes = [0.01, 0.02, 0.03, 0.05, 0.1].map((margin) =>
    [0.02, 0.05, 0.1, 0.15].map((variance) =>
      Math.ceil(nonInferioritySize({ variance, margin, alpha: 0.05, power: 0.8 }) ?? 0),
    ),
  );
  expect(sizes).toEqual([
    [1237, 3092, 6183, 9274],
    [310, 773, 1546, 2319],
    [138, 344, 687, 1031],
    [50, 124, 248, 371],
    [13, 31, 62, 93],
  ]);
  expect(
    nonInferioritySize({ variance: 0.1, margin: 0.02, trueDifference: -0.02, alpha: 0.05, power: 0.8 }),
  ).toBeUndefined();
});

test('the certifiable margin is what the power allows, or what the guard allows when that is more', () => {
  const plan = { n: 200, alpha: 0.05, power: 0.8 };
  expect(certifiableMargin({ ...plan, standardError: 0.0187 })).toBeCloseTo(0.0465, 4);
  expect(certifiableMargin({ ...plan, standardError: 0 })).toBeCloseTo(1 - 0.05 ** (1 / 200), 12);
});

test('at the planned size the probability of PASS is the planned power; at the margin it is the error', () => {
  const n = nonInferioritySize({ variance: 0.12, margin: 0.02, alpha: 0.05, power: 0.8 }) ?? 0;
  const plan = { n, standardError: Math.sqrt(0.12 / n), margin: 0.02, alpha: 0.05 };
  expect(passProbability(plan)).toBeCloseTo(0.8, 9);
  expect(passProbability({ ...plan, trueDifference: -0.02 })).toBeCloseTo(0.05, 9);
  expect(passProbability({ ...plan, n: 148 })).toBe(0);
  expect(passProbability({ ...plan, standardError: 0 })).toBeUndefined();
});

test('all dimensions together pass with a chance between the product and the smallest', () => {
  const joint = jointPassProbability([0.9, 0.8, 0.5]);
  expect(joint?.independent).toBeCloseTo(0.36, 12);
  expect(joint?.best).toBe(0.5);
  expect(jointPassProbability([])).toBeUndefined();
});

test('impossible plans are refused', () => {
  expect(() => smallestSample(0, 0.05)).toThrow(RangeError);
  expect(() => guardMargin(0, 0.05)).toThrow(RangeError);
  expect(() => mcnemarSize(0.1, 0.2, 0.05, 0.8)).toThrow(RangeError);
  expect(() => twoProportionSize(0.5, 0.5, 0.05, 0.8)).toThrow(RangeError);
  expect(() => differenceSize(0.1, 0, 0.05, 0.8)).toThrow(RangeError);
  expect(() => minimumDetectableEffect(-1, 0.05, 0.8)).toThrow(RangeError);
  expect(() => minimumDetectableEffect(0.1, 0.05, 1)).toThrow(RangeError);
});
