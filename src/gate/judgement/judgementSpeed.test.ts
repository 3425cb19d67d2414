import { expect, test } from 'vitest';
import { judgeScores } from './judgeScores.ts';
import {
  judgementPolicy,
  objectivePolicy,
  objectiveScores,
  scoreTable,
  seeded,
  slicePolicy,
} from './testTable.ts';

test('a hundred thousand stored scores are judged in less than a second', () => {
  const n = 10_000;
  const random = seeded(1);
  const names = ['a', 'b', 'c', 'd', 'e'];
  const objectives = names.map((objective, at) => {
    const baseline = Array.from({ length: n }, () =>
      at < 2 ? (random.nextUniform() < 0.9 ? 1 : 0) : random.nextUniform(),
    );
    const candidate = baseline.map((value) =>
      at < 2
        ? random.nextUniform() < 0.05
          ? 1 - value
          : value
        : Math.min(1, Math.max(0, value + 0.1 * (random.nextUniform() - 0.5))),
    );
    return objectiveScores({ candidate, baseline }, { objective, scale: at < 2 ? 'binary' : 'score' });
  });
  const slices = Array.from({ length: 20 }, (_, part) =>
    Int32Array.from({ length: n / 20 }, (__, i) => i * 20 + part),
  );
  const policy = judgementPolicy(
    names.map((name) => objectivePolicy({ name, floor: 0.4 })),
    { slices: slices.map((_, at) => slicePolicy(`s${at}`, at === 0)) },
  );
  const measured = [null, Int32Array.from({ length: n }, (_, i) => i % 900)].map((clusters) => {
    const table = scoreTable(objectives, { slices, clusters });
    const times = Array.from({ length: 3 }, () => {
      const start = performance.now();
      judgeScores(table, policy);
      return performance.now() - start;
    });
    return Math.min(...times);
  });
  console.log(
    `100,000 scores, 5 objectives × 20 slices: ${measured.map((ms) => ms.toFixed(0)).join(' ms; in 900 clusters ')} ms`,
  );
  for (const ms of measured) expect(ms).toBeLessThan(1000);
});
