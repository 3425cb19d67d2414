import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Verdict } from '../../model/judgement.ts';
import type { ScoreTable } from '../../model/scoreTable.ts';
import { judgeScores } from './judgeScores.ts';
import {
  judgementPolicy,
  objectivePolicy,
  objectiveScores,
  scoreTable,
  seeded,
  slicePolicy,
  type TestScores,
} from './testTable.ts';

const runs = { seed: 20260101, numRuns: 150 };

const binaryPairs = fc
  .tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }))
  .map(([agreeing, gained, lost]): TestScores => {
    const fill = (a: number, b: number, c: number): number[] => [
      ...Array.from({ length: agreeing }, () => a),
      ...Array.from({ length: gained }, () => b),
      ...Array.from({ length: lost }, () => c),
    ];
    return { candidate: fill(1, 1, 0), baseline: fill(1, 0, 1) };
  });

const level = fc.constantFrom(0, 0.1, 0.5, 0.9, 1);
const scorePairs = fc
  .tuple(fc.array(fc.tuple(level, level), { minLength: 0, maxLength: 60 }), fc.integer({ min: 0, max: 150 }))
  .map(([pairs, ties]): TestScores => ({
    candidate: [...pairs.map(([candidate]) => candidate), ...Array.from({ length: ties }, () => 0.7)],
    baseline: [...pairs.map(([, baseline]) => baseline), ...Array.from({ length: ties }, () => 0.7)],
  }));

const anyPairs = fc.oneof(
  binaryPairs.map((scores) => ({ scores, scale: 'binary' as const })),
  scorePairs.map((scores) => ({ scores, scale: 'score' as const })),
);
const margins = fc.constantFrom(0.01, 0.02, 0.05, 0.1, 0.2);

function verdictOf(scores: TestScores, scale: 'binary' | 'score', margin: number): Verdict {
  return judgeScores(
    scoreTable([objectiveScores(scores, { scale })]),
    judgementPolicy([objectivePolicy({ margin })]),
  ).verdict;
}

test('never PASS with fewer examples than the guard asks for', () => {
  fc.assert(
    fc.property(anyPairs, margins, ({ scores, scale }, margin) => {
      const judgement = judgeScores(
        scoreTable([objectiveScores(scores, { scale })]),
        judgementPolicy([objectivePolicy({ margin })]),
      );
      const [check] = judgement.checks;
      if (check === undefined || check.pairs >= (check.nMin ?? 0)) return;
      expect(judgement.verdict).not.toBe('PASS');
    }),
    runs,
  );
});

test('two versions cannot each be shown to lose less than nothing to the other', () => {
  fc.assert(
    fc.property(anyPairs, margins, ({ scores, scale }, margin) => {
      const { candidate, baseline } = scores;
      const swapped = { candidate: baseline ?? [], baseline: candidate };
      const both = [verdictOf(scores, scale, margin), verdictOf(swapped, scale, margin)];
      const difference = candidate.reduce((sum, value, i) => sum + value - (baseline?.[i] ?? 0), 0);
      const isBeyond = Math.abs(difference) / Math.max(1, candidate.length) >= margin;
      if (isBeyond) expect(both).not.toEqual(['PASS', 'PASS']);
      expect(both).not.toEqual(['FAIL', 'FAIL']);
    }),
    runs,
  );
});

test('losing an answer of the candidate never makes a PASS of what was none', () => {
  fc.assert(
    fc.property(anyPairs, margins, fc.nat(), fc.integer({ min: 1, max: 4 }), (pairs, margin, at, count) => {
      const { scores, scale } = pairs;
      if (scores.candidate.length === 0) return;
      const before = verdictOf(scores, scale, margin);
      const candidate = [...scores.candidate];
      for (let i = 0; i < count; i++) candidate[(at + i * 7) % candidate.length] = Number.NaN;
      if (before !== 'PASS') {
        expect(verdictOf({ candidate, baseline: scores.baseline ?? null }, scale, margin)).not.toBe('PASS');
      }
    }),
    { ...runs, numRuns: 400 },
  );
});

test('the order in which examples come changes not one byte', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
      const table = randomTable(seed);
      const policy = judgementPolicy(
        [objectivePolicy({ floor: 0.5 }), objectivePolicy({ name: 'tone', margin: 0.1 })],
        { slices: [slicePolicy('a', true), slicePolicy('b')] },
      );
      const judgement = JSON.stringify(judgeScores(table, policy));
      expect(JSON.stringify(judgeScores(shuffled(table, seed + 1), policy))).toBe(judgement);
      expect(JSON.stringify(judgeScores(table, policy))).toBe(judgement);
    }),
    { ...runs, numRuns: 40 },
  );
});

test('a judgement holds nothing that JSON cannot say', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
      const table = randomTable(seed);
      const policy = judgementPolicy([
        objectivePolicy({ floor: 0.5, mustImproveBy: 0, mostCatastrophic: 0.1 }),
        objectivePolicy({ name: 'tone', margin: 0.1 }),
      ]);
      const judgement = judgeScores(table, policy);
      expect(JSON.parse(JSON.stringify(judgement))).toEqual(judgement);
      const numbers = JSON.stringify(judgement, (_, value: unknown) => {
        if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
        return value;
      });
      expect(numbers).not.toContain('undefined');
    }),
    { ...runs, numRuns: 40 },
  );
});

/** Two objectives, two epochs, clusters, slices, and some answers that never came. */
function randomTable(seed: number): ScoreTable {
  const random = seeded(seed);
  const n = 40 + random.nextBelow(100);
  const epochs = 1 + random.nextBelow(2);
  const arm = (scale: 'binary' | 'score'): number[] =>
    Array.from({ length: n * epochs }, () => {
      if (random.nextUniform() < 0.01) return Number.NaN;
      return scale === 'binary' ? random.nextBelow(2) : random.nextBelow(11) / 10;
    });
  return scoreTable(
    [
      objectiveScores({ candidate: arm('binary'), baseline: arm('binary') }),
      objectiveScores(
        { candidate: arm('score'), baseline: arm('score') },
        { objective: 'tone', scale: 'score' },
      ),
    ],
    {
      epochs,
      clusters: random.nextBelow(2) === 0 ? null : Int32Array.from({ length: n }, (_, i) => i % 17),
      slices: [0, 1].map((part) => Int32Array.from({ length: n }, (_, i) => i).filter((i) => i % 2 === part)),
    },
  );
}

function shuffled(table: ScoreTable, seed: number): ScoreTable {
  const random = seeded(seed);
  const order = Array.from(table.exampleIds.keys());
  for (let i = order.length - 1; i > 0; i--) {
    const other = random.nextBelow(i + 1);
    [order[i], order[other]] = [order[other] ?? 0, order[i] ?? 0];
  }
  const placeOf = new Map(order.map((from, to) => [from, to]));
  const cells = order.flatMap((from) =>
    Array.from({ length: table.epochs }, (_, epoch) => from * table.epochs + epoch),
  );
  const arm = (scores: ScoreTable['objectives'][number]['candidate']): typeof scores => ({
    values: Float64Array.from(cells, (at) => scores.values[at] ?? Number.NaN),
    absences: Uint8Array.from(cells, (at) => scores.absences?.[at] ?? 0),
    labels: null,
  });
  return {
    ...table,
    exampleIds: order.map((from) => table.exampleIds[from] ?? ''),
    clusters:
      table.clusters === null ? null : Int32Array.from(order, (from) => 100 - (table.clusters?.[from] ?? 0)),
    slices: table.slices.map((members) => Int32Array.from(members, (from) => placeOf.get(from) ?? 0)),
    objectives: [...table.objectives].reverse().map((objective) => ({
      ...objective,
      candidate: arm(objective.candidate),
      baseline: objective.baseline === null ? null : arm(objective.baseline),
    })),
  };
}
