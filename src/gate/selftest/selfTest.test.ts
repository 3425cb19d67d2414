import { expect, test } from 'vitest';
import { AssayError } from '../../model/errors.ts';
import {
  judgementPolicy,
  objectivePolicy,
  objectiveScores,
  scoreTable,
  seeded,
} from '../judgement/testTable.ts';
import { selfTest } from './selfTest.ts';

const options = { rounds: 60, seed: 4 };

/** Passes and scores of one version that flickers a little, four epochs each. */
function flickering(n: number, flicker: number): ReturnType<typeof scoreTable> {
  const random = seeded(2);
  const epochs = 4;
  const passes: number[] = [];
  const scores: number[] = [];
  for (let i = 0; i < n; i++) {
    const own = random.nextUniform() < 0.9 ? 1 : 0;
    const level = 0.4 + 0.5 * random.nextUniform();
    for (let epoch = 0; epoch < epochs; epoch++) {
      passes.push(random.nextUniform() < flicker ? 1 - own : own);
      scores.push(Math.min(1, level + 0.05 * random.nextUniform()));
    }
  }
  return scoreTable(
    [
      objectiveScores({ candidate: passes }),
      objectiveScores({ candidate: scores }, { objective: 'similarity', scale: 'score' }),
    ],
    { epochs },
  );
}

const policy = judgementPolicy([objectivePolicy(), objectivePolicy({ name: 'similarity' })]);

test('a version split against itself fails no more often than promised, and one made worse does not pass', () => {
  const result = selfTest(flickering(250, 0.02), policy, options);
  console.log(
    `self-test: FAIL ${result.falseFail.count}/${result.falseFail.rounds}, worse ones PASS ${result.falsePass?.count}/${result.falsePass?.rounds}`,
  );
  expect(result).toMatchObject({ kind: 'epochs', holds: true });
  expect(result.falseFail.share).toBeLessThanOrEqual(result.falseFail.allowed);
  expect(result.falsePass?.share).toBeLessThanOrEqual(result.falsePass?.allowed ?? 0);
  expect(result.noise.map(({ objective, epochs }) => [objective, epochs])).toEqual([
    ['accuracy', 2],
    ['similarity', 2],
  ]);
  expect(result.noise[1]).toMatchObject({ isMarginWide: true, isEquivalent: true });
});

test('the same seed gives the same result', () => {
  const table = flickering(80, 0.05);
  expect(selfTest(table, policy, options)).toEqual(selfTest(table, policy, options));
});

test('a tolerance within the noise of running again is warned about', () => {
  const tight = judgementPolicy([objectivePolicy({ margin: 0.02 })]);
  const { noise, warnings } = selfTest(flickering(100, 0.2), tight, { ...options, rounds: 5 });
  expect(noise[0]).toMatchObject({ isMarginWide: false, isConsistent: false });
  expect(warnings.join()).toContain('2.5 times the noise');
});

test('one epoch of two versions is permuted, and says what that is worth', () => {
  const random = seeded(8);
  const arm = (): number[] => Array.from({ length: 300 }, () => (random.nextUniform() < 0.9 ? 1 : 0));
  const table = scoreTable([objectiveScores({ candidate: arm(), baseline: arm() })]);
  const result = selfTest(table, judgementPolicy(), options);
  expect(result).toMatchObject({ kind: 'permutation', noise: [] });
  expect(result.meaning).toContain('says nothing of rerun noise');
  expect(result.falseFail.holds).toBe(true);
});

test('one epoch of one version proves nothing and is refused', () => {
  const table = scoreTable([objectiveScores({ candidate: [1, 1, 0] })]);
  expect(() => selfTest(table, judgementPolicy(), options)).toThrow(AssayError);
});

test('an objective too near the worst cannot be made worse, and that is said', () => {
  const table = scoreTable(
    [objectiveScores({ candidate: Array.from({ length: 200 }, (_, i) => (i < 4 ? 1 : 0)) })],
    {
      epochs: 2,
    },
  );
  const result = selfTest(table, judgementPolicy(), { ...options, rounds: 5 });
  expect(result.falsePass).toBeNull();
  expect(result.warnings.join()).toContain('cannot lose twice its tolerance');
});
