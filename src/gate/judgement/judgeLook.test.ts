import { expect, test } from 'vitest';
import { examplesUpTo, looksByOrder } from './examplesUpTo.ts';
import { judgeLook, type LookDecision } from './judgeLook.ts';
import { judgeScores } from './judgeScores.ts';
import {
  judgementPolicy,
  objectivePolicy,
  objectiveScores,
  scoreTable,
  type TestScores,
} from './testTable.ts';

const fractions = [0.2, 0.4, 0.6, 0.8, 1];
const policy = judgementPolicy([objectivePolicy({ margin: 0.05 })]);

/** The first k looks of scores that are in the order of the run. */
function lookAt(scores: TestScores, look: number, n: number): LookDecision {
  const arrivals = looksByOrder(n, fractions);
  const table = examplesUpTo(
    scoreTable([objectiveScores(scores)]),
    arrivals.slice(0, scores.candidate.length),
    look,
  );
  return judgeLook(table, policy, { look, fractions, arrivals: arrivals.slice(0, table.exampleIds.length) });
}

function spread(n: number, gained: number, lost: number): TestScores {
  const candidate = Array.from({ length: n }, () => 1);
  const baseline = Array.from({ length: n }, () => 1);
  for (let i = 0; i < lost; i++) candidate[Math.floor(((i + 0.5) * n) / lost)] = 0;
  for (let i = 0; i < gained; i++) baseline[Math.floor(((i + 0.3) * n) / gained)] = 0;
  return { candidate, baseline };
}

test('examples belong to the first look that reaches them', () => {
  expect(Array.from(looksByOrder(7, [0.5, 1]))).toEqual([1, 1, 1, 1, 2, 2, 2]);
  expect(Array.from(looksByOrder(5, fractions))).toEqual([1, 2, 3, 4, 5]);
});

test('a disaster stops at the first look', () => {
  const { decision, why, judgement } = lookAt(spread(500, 0, 300), 1, 500);
  expect({ decision, why }).toEqual({ decision: 'stop', why: 'fail' });
  expect(judgement.checks[0]?.flags).toContain('stopped-early');
});

test('no change goes on at first, with bounds wider than those of a single look', () => {
  const scores = spread(500, 20, 20);
  const first = lookAt(scores, 1, 500);
  expect(first.decision).toBe('continue');
  const [check] = first.judgement.checks;
  const [single] = judgeScores(
    examplesUpTo(scoreTable([objectiveScores(scores)]), looksByOrder(500, fractions), 1),
    policy,
  ).checks;
  expect(check?.lower).toBeLessThan(single?.lower ?? 0);
  expect(check).toMatchObject({ look: 1, family: 'bonferroni:required' });
  expect(check?.alphaSpent).toBeLessThan(0.001);
});

test('the last look is judged at its own critical value, not at that of a single sample', () => {
  const { decision, judgement } = lookAt(spread(500, 20, 20), 5, 500);
  expect(decision).toBe('stop');
  // z = 1.7397 of five looks against 1.6449.
  expect(judgement.checks[0]?.alpha).toBeCloseTo(0.04096, 4);
  expect(judgement.checks[0]?.alphaSpent).toBeCloseTo(0.05, 12);
});

test('what passed at an earlier look stays passed', () => {
  const good = spread(400, 30, 0);
  const bad = spread(100, 0, 60);
  const scores = {
    candidate: [...good.candidate, ...bad.candidate],
    baseline: [...(good.baseline ?? []), ...(bad.baseline ?? [])],
  };
  expect(lookAt(scores, 4, 500)).toMatchObject({ decision: 'stop', why: 'pass' });
  const last = lookAt(scores, 5, 500);
  expect(last.judgement.verdict).toBe('PASS');
  expect(last.judgement.checks[0]?.flags.join()).toMatch(/crossed-at-look-[1-4]/);
  expect(judgeScores(scoreTable([objectiveScores(scores)]), policy).verdict).toBe('FAIL');
});

test('what can hardly be decided any more stops as futile', () => {
  const tight = judgementPolicy([objectivePolicy({ margin: 0.01 })]);
  const scores = spread(2000, 400, 410);
  const arrivals = looksByOrder(2000, fractions);
  const part = examplesUpTo(scoreTable([objectiveScores(scores)]), arrivals, 4);
  const look = { look: 4, fractions, arrivals: arrivals.slice(0, part.exampleIds.length) };
  expect(judgeLook(part, tight, look)).toMatchObject({
    decision: 'stop',
    why: 'futility',
    judgement: { verdict: 'INCONCLUSIVE' },
  });
});

test('a look at nothing that was planned is refused', () => {
  const table = scoreTable([objectiveScores(spread(10, 0, 0))]);
  const arrivals = looksByOrder(10, fractions);
  expect(() => judgeLook(table, policy, { look: 6, fractions, arrivals })).toThrow(RangeError);
  expect(() => judgeLook(table, policy, { look: 1, fractions: [0.5], arrivals })).toThrow(RangeError);
  expect(() => judgeLook(table, policy, { look: 1, fractions, arrivals: arrivals.slice(1) })).toThrow(
    RangeError,
  );
});
