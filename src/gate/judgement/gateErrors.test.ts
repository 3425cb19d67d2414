import { describe, expect, test } from 'vitest';
import type { JudgementPolicy } from '../../model/gatePolicy.ts';
import type { Verdict } from '../../model/judgement.ts';
import { examplesUpTo, looksByOrder } from './examplesUpTo.ts';
import { judgeLook } from './judgeLook.ts';
import { judgeScores } from './judgeScores.ts';
import {
  binaryPair,
  clusteredBinaryPair,
  collapsingClusterPair,
  collapsingPair,
  luckyPair,
  latencyPair,
  normalPair,
  simulatedTable,
  tiedPair,
  type Dimension,
  type DrawPair,
  type SimulatedTable,
} from './simulatedTables.ts';
import { judgementPolicy, objectivePolicy, seeded, slicePolicy } from './testTable.ts';

const seed = 20260214;

interface Rates {
  readonly pass: number;
  readonly fail: number;
}

function ratesOf(name: string, rounds: number, verdict: () => Verdict): Rates {
  const count = { PASS: 0, FAIL: 0, INCONCLUSIVE: 0 };
  for (let round = 0; round < rounds; round++) count[verdict()]++;
  const rates = { pass: count.PASS / rounds, fail: count.FAIL / rounds };
  console.log(
    `${name}: PASS ${(100 * rates.pass).toFixed(1)} %, FAIL ${(100 * rates.fail).toFixed(1)} % (${rounds} rounds, seed ${seed})`,
  );
  return rates;
}

/** The nominal error and three standard errors of so many rounds. */
function withSlack(nominal: number, rounds: number): number {
  return nominal + 3 * Math.sqrt((nominal * (1 - nominal)) / rounds);
}

function judged(name: string, rounds: number, plan: SimulatedTable, policy: JudgementPolicy): Rates {
  const random = seeded(seed);
  return ratesOf(name, rounds, () => judgeScores(simulatedTable(plan, random), policy).verdict);
}

function alone(scale: Dimension['scale'], draw: DrawPair): readonly Dimension[] {
  return [{ name: 'accuracy', scale, draw }];
}

function tolerating(margin: number): JudgementPolicy {
  return judgementPolicy([objectivePolicy({ margin })]);
}

describe('a loss of exactly the tolerance passes no more often than promised', () => {
  const rounds = 500;
  test.each<readonly [string, SimulatedTable, number]>([
    ['passes, no gains', { n: 100, dimensions: alone('binary', binaryPair(0, 0.05)) }, 0.05],
    ['passes, some gains', { n: 200, dimensions: alone('binary', binaryPair(0.02, 0.07)) }, 0.05],
    ['scores with rare collapses', { n: 200, dimensions: alone('score', collapsingPair(0.02)) }, 0.02],
    ['scores with normal noise', { n: 200, dimensions: alone('score', normalPair(-0.02, 0.1)) }, 0.02],
    ['scores with many ties', { n: 200, dimensions: alone('score', tiedPair(-0.02)) }, 0.02],
    ['latency', { n: 200, dimensions: alone('ratio', latencyPair(1.1, 0.4)) }, 0.1],
    [
      'passes in conversations of ten',
      { n: 600, clusterSize: 10, dimensions: alone('binary', clusteredBinaryPair(0.03, 0.08)) },
      0.05,
    ],
    [
      'passes in conversations of ten that rarely break as a whole',
      { n: 400, clusterSize: 10, dimensions: alone('binary', collapsingClusterPair(0.05)) },
      0.05,
    ],
    [
      'the same in more conversations',
      { n: 600, clusterSize: 10, dimensions: alone('binary', collapsingClusterPair(0.05)) },
      0.05,
    ],
  ])('%s', (name, plan, margin) => {
    expect(judged(name, rounds, plan, tolerating(margin)).pass).toBeLessThanOrEqual(withSlack(0.05, rounds));
  });
});

test('one bad objective among five good ones does not pass more often for the company it is in', () => {
  const rounds = 300;
  const good = ['b', 'c', 'd', 'e', 'f'].map((name): Dimension => ({
    name,
    scale: 'binary',
    draw: binaryPair(0.05, 0.01),
  }));
  const dimensions = [...alone('binary', binaryPair(0.02, 0.07)), ...good];
  const policy = judgementPolicy(dimensions.map(({ name }) => objectivePolicy({ name })));
  const { pass } = judged('one of six at the tolerance', rounds, { n: 200, dimensions }, policy);
  expect(pass).toBeLessThanOrEqual(withSlack(0.05, rounds));
});

test('identical versions with six objectives and three critical slices fail no more often than promised', () => {
  const rounds = 400;
  const dimensions: Dimension[] = [
    ...['b1', 'b2', 'b3'].map((name): Dimension => ({ name, scale: 'binary', draw: binaryPair(0.05, 0.05) })),
    ...['s1', 's2'].map((name): Dimension => ({ name, scale: 'score', draw: normalPair(0, 0.15) })),
    { name: 'latency', scale: 'ratio', draw: latencyPair(1, 0.4) },
  ];
  const policy = judgementPolicy(
    dimensions.map(({ name }) => objectivePolicy({ name })),
    { slices: ['x', 'y', 'z'].map((name) => slicePolicy(name, true)) },
  );
  const { fail } = judged('six identical objectives', rounds, { n: 300, slices: 3, dimensions }, policy);
  expect(fail).toBeLessThanOrEqual(withSlack(0.05, rounds));
});

test.each([20, 40, 100])('%i examples of no change on average, with rare large gains, seldom fail', (n) => {
  const rounds = 500;
  const dimensions = alone('score', luckyPair(0.05));
  const { fail } = judged(`rare gains among ${n}`, rounds, { n, dimensions }, tolerating(0.05));
  expect(fail).toBeLessThanOrEqual(withSlack(0.05, rounds));
});

describe('five looks spend no more error than one', () => {
  const rounds = 150;
  const n = 600;
  const fractions = [0.2, 0.4, 0.6, 0.8, 1];
  const arrivals = looksByOrder(n, fractions);

  function sequential(name: string, draw: DrawPair, policy: JudgementPolicy): Rates & { examples: number } {
    const random = seeded(seed);
    let examples = 0;
    const rates = ratesOf(name, rounds, () => {
      const table = simulatedTable({ n, dimensions: alone('binary', draw) }, random);
      for (let look = 1; ; look++) {
        const part = examplesUpTo(table, arrivals, look);
        const present = arrivals.slice(0, part.exampleIds.length);
        const { decision, judgement } = judgeLook(part, policy, { look, fractions, arrivals: present });
        if (decision === 'continue') continue;
        examples += part.exampleIds.length;
        return judgement.verdict;
      }
    });
    console.log(`${name}: ${Math.round(examples / rounds)} of ${n} examples on average`);
    return { ...rates, examples: examples / rounds };
  }

  test('a loss of exactly the tolerance', () => {
    const rates = sequential('looks at the tolerance', binaryPair(0.04, 0.07), tolerating(0.03));
    expect(rates.pass).toBeLessThanOrEqual(withSlack(0.05, rounds));
  });

  test('identical versions, which need fewer examples', () => {
    const rates = sequential('looks at no change', binaryPair(0.05, 0.05), tolerating(0.05));
    expect(rates.fail).toBeLessThanOrEqual(withSlack(0.05, rounds));
    expect(rates.examples).toBeLessThan(0.9 * n);
  });
});
