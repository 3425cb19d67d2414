import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ChangeEvent } from '../model/changeEvent.ts';
import { changeHub, metricsEveryMs } from './changeHub.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const points: ChangeEvent = { type: 'metrics', runId: 'a' };

test('a run that logs without pause is announced at once, then once an interval, and the last points are never missed', () => {
  const hub = changeHub();
  const heard: ChangeEvent[] = [];
  hub.subscribe((event) => heard.push(event));
  for (let i = 0; i < 100; i += 1) hub.announce(points);
  expect(heard).toEqual([points]);
  vi.advanceTimersByTime(metricsEveryMs);
  expect(heard).toEqual([points, points]);
  vi.advanceTimersByTime(10 * metricsEveryMs);
  expect(heard).toHaveLength(2);
  hub.announce(points);
  expect(heard).toHaveLength(3);
});

test('runs do not silence each other, nor other changes', () => {
  const hub = changeHub();
  const heard: ChangeEvent[] = [];
  hub.subscribe((event) => heard.push(event));
  const other: ChangeEvent = { type: 'metrics', runId: 'b' };
  const run: ChangeEvent = { type: 'run', experimentId: '0', runId: 'a' };
  for (const event of [points, other, run, run]) hub.announce(event);
  expect(heard).toEqual([points, other, run, run]);
});

test('who stopped listening hears nothing', () => {
  const hub = changeHub();
  const heard: ChangeEvent[] = [];
  const stop = hub.subscribe((event) => heard.push(event));
  stop();
  hub.announce(points);
  expect(heard).toEqual([]);
});
