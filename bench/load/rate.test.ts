import { expect, test } from 'vitest';
import type { LoadResult } from './plan.ts';
import { rateOf } from './rate.ts';

const latencyMs = { p50: 1, p95: 2, p99: 3, max: 4 };

function window(counts: Partial<LoadResult>): LoadResult {
  return {
    ...{ windowMs: 1000, answered: 0, late: 0, refused: 0, unanswered: 0, lastAnswerMs: 0 },
    ...{ bodyBytes: 0, generatorCpu: 0 },
    ...counts,
  };
}

test('a server that gave no answer has no rate and no latency', () => {
  const rate = rateOf([window({ unanswered: 64 })], 5000);
  expect([rate.perSecond, rate.p99Ms, rate.unanswered]).toEqual([undefined, undefined, 64]);
});

test('the p99 is unknown when more than one request in a hundred had no answer', () => {
  expect(rateOf([window({ answered: 98, unanswered: 2, latencyMs })], 5000).p99Ms).toBeUndefined();
  expect(rateOf([window({ answered: 99, unanswered: 0, latencyMs })], 5000).p99Ms).toBe(3);
});

test('a window whose only answers came late is counted until the last of them', () => {
  expect(rateOf([window({ late: 4, lastAnswerMs: 2000, latencyMs })], 5000).perSecond).toBe(2);
});

test('the rate is the median of the windows', () => {
  const windows = [10, 1000, 30].map((answered) => window({ answered, latencyMs }));
  expect(rateOf(windows, 5000).perSecond).toBe(30);
});
