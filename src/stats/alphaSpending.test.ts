// Critical values of several looks and conditional power, against rpact and closed forms.
import { expect, test } from 'vitest';
import { referenceVector } from '../../tests/referenceVector.ts';
import { alphaSpending, obrienFlemingSpending, pocockSpending } from './alphaSpending.ts';
import type { SpendingFunction } from './alphaSpending.ts';
import { conditionalPower, isFutile } from './conditionalPower.ts';

test('critical values meet SQ-01, for equal and unequal looks', () => {
  const { inputs, check } = referenceVector<{
    readonly infoRates: Readonly<Record<'5equal' | '4equal' | 'unequal', readonly number[]>>;
  }>('SQ-01');
  const { infoRates } = inputs;
  const z = (looks: readonly number[], alpha: number, spending: SpendingFunction) =>
    alphaSpending(looks, alpha, spending).map((look) => look.critical);
  const five = z(infoRates['5equal'], 0.05, obrienFlemingSpending);
  const four = z(infoRates['4equal'], 0.025, obrienFlemingSpending);
  const pocock = z(infoRates['5equal'], 0.05, pocockSpending);
  const unequal = z(infoRates.unequal, 0.05, obrienFlemingSpending);
  check({
    own: {
      OF_alpha05_5equal: five,
      OF_alpha025_4equal: four,
      Pocock_alpha05_5equal: pocock,
      OF_alpha05_unequal: unequal,
    },
    rpact: { o5: five, o25: four, p5: pocock, un: unequal },
    cumulativeSpendOF05: alphaSpending(infoRates['5equal'], 0.05).map((look) => look.spent),
  });
  // Much closer than the vector demands.
  expect(five[4]).toBeCloseTo(1.7397045, 6);
});

test('one look spends everything at the usual critical value', () => {
  const [look] = alphaSpending([1], 0.05);
  expect(look?.critical).toBeCloseTo(1.6448536, 6);
});

test('looks far apart in kind still spend exactly: many close looks, and a very early one', () => {
  const looks = Array.from({ length: 20 }, (_, i) => (i + 1) / 20);
  const bounds = alphaSpending(looks, 0.05);
  expect(bounds.at(-1)?.spent).toBeCloseTo(0.05, 12);
  expect(bounds.at(-1)?.critical).toBeGreaterThan(1.7397);
  const early = alphaSpending([0.0005, 1], 0.05);
  expect(early[0]?.critical).toBeUndefined();
  expect(early[1]?.critical).toBeCloseTo(1.6448536, 6);
});

test('looks that go backwards or beyond the plan are refused', () => {
  expect(() => alphaSpending([0.5, 0.4], 0.05)).toThrow(RangeError);
  expect(() => alphaSpending([0.5, 1.1], 0.05)).toThrow(RangeError);
  expect(() => alphaSpending([1], 0)).toThrow(RangeError);
});

test('conditional power meets SQ-08', () => {
  const { inputs, check } = referenceVector<{
    readonly z: number;
    readonly t: number;
    readonly zFinal: number;
    readonly thetaCurrentTrend: number;
    readonly thetaPlanned: number;
  }>('SQ-08');
  const look = { z: inputs.z, information: inputs.t, zFinal: inputs.zFinal };
  check({
    currentTrend: conditionalPower(look, inputs.thetaCurrentTrend),
    planned: conditionalPower(look, inputs.thetaPlanned),
  });
  expect(inputs.z / Math.sqrt(inputs.t)).toBeCloseTo(inputs.thetaCurrentTrend, 12);
});

test('a comparison is hopeless only when neither its trend nor "no change" can save it', () => {
  const look = { z: -1, information: 0.6, zFinal: 1.74 };
  expect(isFutile(look, 1)).toBe(true);
  expect(isFutile(look, 6)).toBe(false);
  expect(() => conditionalPower({ ...look, information: 1 }, 0)).toThrow(RangeError);
});
