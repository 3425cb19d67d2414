import { expect, test } from 'vitest';
import { metricKeys, params, runContent } from './shape.ts';

test('the values of a run are those that seedMlflow.py computes', () => {
  // Printed by seedMlflow.py's own mix for run 7: metrics acc and loss, then the pick of lr.
  const content = runContent(7);
  expect(content.metrics.slice(0, 2).map(({ value }) => value)).toEqual([
    0.02705518575385213, 0.6335077821277082,
  ]);
  expect(content.params[0]?.value).toBe('0.1');
});

test('a run holds every metric and every param once', () => {
  const content = runContent(99_999);
  expect(content.metrics.map(({ key }) => key)).toEqual(metricKeys);
  expect(content.params.map(({ key }) => key)).toEqual(params.map(({ key }) => key));
  expect([metricKeys.length, params.length]).toEqual([50, 20]);
});
