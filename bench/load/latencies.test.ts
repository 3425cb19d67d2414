import { expect, test } from 'vitest';
import { Latencies } from './latencies.ts';

test('percentiles are never flattered and at most two percent too high', () => {
  const latencies = new Latencies();
  for (let ms = 1; ms <= 1000; ms += 1) latencies.add(ms);
  const summary = latencies.summary();
  expect(summary?.max).toBe(1000);
  for (const [found, exact] of [
    [summary?.p50, 500],
    [summary?.p95, 950],
    [summary?.p99, 990],
  ] as const) {
    expect(found).toBeGreaterThanOrEqual(exact);
    expect(found).toBeLessThanOrEqual(exact * 1.02);
  }
});

test('nothing counted has no percentiles', () => {
  expect(new Latencies().summary()).toBeUndefined();
});
