// The biases of judges, on data made to have them.
import { expect, test } from 'vitest';
import { stateOfNumber, xoshiro128 } from '../../../stats/xoshiro128.ts';
import { lengthEffect } from './lengthEffect.ts';
import { type OrderedPair, positionBias, type Winner } from './positionBias.ts';
import { orderedPairIn, pairwiseOutcome } from './pairwiseOutcome.ts';

const pairs = (count: number, candidateFirst: Winner, candidateSecond: Winner, cluster = ''): OrderedPair[] =>
  Array.from({ length: count }, (_, i) => ({ cluster: `${cluster}${i}`, candidateFirst, candidateSecond }));

test('a judge that says the same in both orders is consistent, with its exact interval', () => {
  const bias = positionBias([
    ...pairs(40, 'first', 'second'),
    ...pairs(9, 'second', 'first'),
    ...pairs(1, 'tie', 'tie'),
  ]);
  expect(bias).toMatchObject({
    n: 50,
    consistency: { value: 1, upper: 1 },
    firstPreference: null,
    p: null,
    shift: 0,
  });
  expect(bias.consistency.lower).toBeCloseTo(0.05 ** (1 / 50), 12);
});

test('what is inconsistent favoured one position, also when one order was a tie', () => {
  const bias = positionBias([
    ...pairs(80, 'first', 'second'),
    ...pairs(14, 'first', 'first'),
    ...pairs(2, 'tie', 'first'),
    ...pairs(2, 'second', 'second'),
    ...pairs(2, 'second', 'tie'),
  ]);
  expect(bias).toMatchObject({ n: 100, firstPreference: 0.8 });
  expect(bias.consistency.value).toBeCloseTo(0.8, 12);
  expect(bias.shift).toBeCloseTo(0.3 * 0.2, 12);
  // P(X ≥ 16 of 20 at ½), twice.
  expect(bias.p).toBeCloseTo(0.011818, 5);
});

test('without comparisons nothing is known', () => {
  expect(positionBias([])).toMatchObject({
    n: 0,
    consistency: { value: null, lower: null },
    firstPreference: null,
  });
  expect(pairwiseOutcome([])).toMatchObject({ n: 0, winRate: null, p: null });
});

test('a win needs both orders; clusters that lean to one side are counted once', () => {
  const outcome = pairwiseOutcome([
    ...pairs(6, 'first', 'second'),
    ...pairs(6, 'first', 'second'),
    ...pairs(1, 'second', 'first', 'other'),
    ...pairs(3, 'first', 'first', 'tied'),
  ]);
  expect(outcome).toMatchObject({ n: 16, wins: 12, losses: 1, ties: 3, winRate: 13.5 / 16 });
  // Seven clusters lean, six of them to the candidate.
  expect(outcome.p).toBeCloseTo((2 * 8) / 128, 12);
});

test('both orders are read from a stored score', () => {
  const details = { orders: [{ choice: 'first' }, { choice: 'tie' }] };
  expect(orderedPairIn('x', { kind: 'scored', value: 0.5, reason: null, details })).toEqual({
    cluster: 'x',
    candidateFirst: 'first',
    candidateSecond: 'tie',
  });
  expect(
    orderedPairIn('x', { kind: 'scored', value: 0.5, reason: null, details: { asked: false } }),
  ).toBeUndefined();
  expect(orderedPairIn('x', { kind: 'unscored', reason: '', error: null })).toBeUndefined();
});

test('the effect of length at the same label is found where it is, and not where quality alone is longer', () => {
  const random = xoshiro128(stateOfNumber(7));
  const points = (effect: number) =>
    Array.from({ length: 400 }, (_, i) => {
      const human = i % 2;
      const doublings = 5 + 2 * human + 3 * random.nextUniform();
      const judge = 0.2 + 0.5 * human + effect * doublings + 0.1 * (random.nextUniform() - 0.5);
      return { human, judge, doublings, cluster: String(Math.floor(i / 2)) };
    });
  const biased = lengthEffect(points(0.05));
  expect(biased.perDoubling).toBeCloseTo(0.05, 2);
  expect(biased.p).toBeLessThan(1e-6);
  const fair = lengthEffect(points(0));
  expect(Math.abs(fair.perDoubling ?? 1)).toBeLessThan(0.01);
  expect(fair.lower).toBeLessThan(fair.perDoubling ?? -1);
});

test('the interval of the effect covers the truth as often as it says', () => {
  let covered = 0;
  const trials = 300;
  for (let trial = 0; trial < trials; trial++) {
    const random = xoshiro128(stateOfNumber(1_000 + trial));
    const points = Array.from({ length: 60 }, (_, i) => {
      const human = Number(random.nextUniform() < 0.5);
      const doublings = 4 * random.nextUniform();
      return {
        human,
        judge: 0.3 * human + 0.02 * doublings + random.nextUniform() - 0.5,
        doublings,
        cluster: String(i),
      };
    });
    const { lower, upper } = lengthEffect(points);
    if (lower !== null && upper !== null && lower <= 0.02 && 0.02 <= upper) covered++;
  }
  expect(covered / trials).toBeGreaterThan(0.86);
  expect(covered / trials).toBeLessThan(0.95);
});

test('length that never varies, or too few examples, tell nothing', () => {
  const same = Array.from({ length: 50 }, (_, i) => ({
    human: i % 2,
    judge: i % 3,
    doublings: 4,
    cluster: String(i),
  }));
  expect(lengthEffect(same)).toMatchObject({ perDoubling: null, p: null });
  expect(lengthEffect(same.slice(0, 5).map((point, i) => ({ ...point, doublings: i })))).toMatchObject({
    perDoubling: null,
  });
});
