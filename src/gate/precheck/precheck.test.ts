import { describe, expect, test } from 'vitest';
import { judgeScores } from '../judgement/judgeScores.ts';
import {
  judgementPolicy,
  objectivePolicy,
  objectiveScores,
  pairsOf,
  scoreTable,
  slicePolicy,
} from '../judgement/testTable.ts';
import { precheck } from './precheck.ts';
import type { PrecheckInput, Spread } from './precheckInput.ts';
import { spreadOf } from './spreadOf.ts';

function input(overrides: Partial<PrecheckInput> = {}, spread: Spread | null = null): PrecheckInput {
  return {
    policy: judgementPolicy([objectivePolicy({ margin: 0.02 })]),
    examples: 500,
    epochs: 1,
    hasBaseline: true,
    clusters: null,
    sliceSizes: [],
    measured: new Map([
      ['accuracy', { scale: 'binary' as const, direction: 'higher-is-better' as const, spread }],
    ]),
    estimate: { calls: 1000, costUsd: 1.5, seconds: 60 },
    ...overrides,
  };
}

const measured: Spread = { from: 'last run', sd: Math.sqrt(0.1), designEffect: 1, level: 0.95 };

test('plans agree with the table of sample sizes', () => {
  const { objectives } = precheck(input({}, measured));
  expect(objectives[0]).toMatchObject({ nMin: 149, requiredN: 1546, spreadFrom: 'last run', n: 500 });
  const se = Math.sqrt(0.1 / 500);
  expect(objectives[0]?.certifiableMargin).toBeCloseTo((1.6448536 + 0.8416212) * se, 6);
  expect(objectives[0]?.passIfNoChange).toBeCloseTo(0.4097, 2);
});

test('without a measured spread one is assumed and named so', () => {
  const { objectives, warnings } = precheck(input());
  expect(objectives[0]).toMatchObject({ requiredN: 2319, spreadFrom: 'assumed' });
  expect(warnings.join()).toContain('even if nothing changed (spread assumed)');
});

test('a tolerance that no outcome can certify is refused, with what would be feasible', () => {
  const { refusals, objectives } = precheck(input({ examples: 100 }, measured));
  expect(refusals).toHaveLength(1);
  expect(refusals[0]).toContain('at least 149');
  expect(refusals[0]).toContain('or a tolerance of 3.0 pts');
  expect(objectives[0]?.passIfNoChange).toBe(0);
  const feasible = judgementPolicy([objectivePolicy({ margin: 0.03 })]);
  expect(precheck(input({ examples: 100, policy: feasible }, measured)).refusals).toEqual([]);
});

test('a refused tolerance indeed never passes, and the feasible one can', () => {
  const identical = scoreTable([objectiveScores(pairsOf(100, 0, 0, 0))]);
  expect(judgeScores(identical, judgementPolicy([objectivePolicy({ margin: 0.02 })])).verdict).toBe(
    'INCONCLUSIVE',
  );
  expect(judgeScores(identical, judgementPolicy([objectivePolicy({ margin: 0.03 })])).verdict).toBe('PASS');
});

describe('other demands that cannot be met', () => {
  const refusalsOf = (objective: Parameters<typeof objectivePolicy>[0], examples: number): string =>
    precheck(
      input({ policy: judgementPolicy([objectivePolicy({ margin: null, ...objective })]), examples }),
    ).refusals.join('\n');

  test('floors, ceilings and catastrophes', () => {
    expect(refusalsOf({ floor: 0.95 }, 58)).toContain('at least 59 that all pass, or a floor of 0.949');
    expect(refusalsOf({ floor: 0.95 }, 59)).toBe('');
    expect(refusalsOf({ floor: 1 }, 1000)).toContain('by no number of examples');
    expect(refusalsOf({ ceiling: { quantile: 0.99, limit: 2000 } }, 298)).toContain('at least 299');
    expect(refusalsOf({ mostCatastrophic: 0.01 }, 300)).toContain('at least 368');
    expect(refusalsOf({ mostCatastrophic: 0 }, 5000)).toContain('by no number of examples');
  });

  test('no baseline, few clusters, no repeats', () => {
    expect(precheck(input({ hasBaseline: false })).refusals.join()).toContain('no baseline');
    expect(precheck(input({ clusters: 4 })).refusals.join()).toContain('4 clusters');
    const fixed = judgementPolicy([objectivePolicy()], { statistics: { target: 'fixed-dataset' } });
    expect(precheck(input({ policy: fixed })).refusals.join()).toContain('at least 2 epochs');
  });
});

test('what is only shown is warned about, never refused', () => {
  const policy = judgementPolicy([
    objectivePolicy(),
    objectivePolicy({ name: 'tone', margin: 0.001, criticality: 'supporting' }),
  ]);
  const { refusals, warnings } = precheck(input({ policy, examples: 100 }, measured));
  expect(refusals).toEqual([]);
  expect(warnings.join()).toContain('tone: a tolerance');
});

test('several objectives pass together less often than each', () => {
  const names = ['a', 'b', 'c'];
  const policy = judgementPolicy(names.map((name) => objectivePolicy({ name })));
  const scales = new Map(
    names.map((name) => [
      name,
      { scale: 'binary' as const, direction: 'higher-is-better' as const, spread: measured },
    ]),
  );
  const { passIfNoChange, objectives } = precheck(input({ policy, examples: 250, measured: scales }));
  const [least = 0, most = 0] = passIfNoChange ?? [];
  expect(most).toBeCloseTo(objectives[0]?.passIfNoChange ?? 0, 12);
  expect(least).toBeCloseTo(most ** 3, 12);
});

test('a critical slice too small to be tested is told', () => {
  const policy = judgementPolicy([objectivePolicy()], { slices: [slicePolicy('legal', true)] });
  expect(precheck(input({ policy, sliceSizes: [12] })).warnings.join()).toContain('legal has 12 examples');
});

test('a tier where all must pass claims nothing and refuses nothing', () => {
  const policy = judgementPolicy([objectivePolicy({ margin: 0.01 })], { decide: 'all-pass' });
  expect(precheck(input({ policy, examples: 10 }))).toMatchObject({ refusals: [], passIfNoChange: null });
});

test('the spread of the last run is what its standard error says', () => {
  const judgement = judgeScores(scoreTable([objectiveScores(pairsOf(172, 13, 15, 0))]), judgementPolicy());
  const spread = spreadOf(judgement, 'accuracy');
  expect(spread?.sd).toBeCloseTo(Math.sqrt(0.14 - 0.01 ** 2), 12);
  expect(spread).toMatchObject({ from: 'last run', designEffect: 1 });
  expect(spreadOf(judgement, 'tone')).toBeNull();
});
