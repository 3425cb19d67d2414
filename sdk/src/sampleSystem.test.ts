// The figures of the machine, as a run gets them.
import { expect, test, vi } from 'vitest';
import { Problems } from './logger.ts';
import type { Entry } from './outbox/entry.ts';
import { Outbox } from './outbox/outbox.ts';
import { Run } from './run.ts';
import { sampleSystem } from './sampleSystem.ts';

test('processor and memory are sampled under the keys that MLflow uses, until it is stopped', () => {
  vi.useFakeTimers();
  try {
    const told: Entry[] = [];
    const outbox = new Outbox({
      deliver: async (entry) => void told.push(entry),
      openSpool: () => expect.unreachable(),
      onAway: () => expect.unreachable(),
      onBack: () => undefined,
      onLost: () => expect.unreachable(),
      retryAfterMs: () => 0,
      mostInMemory: 10,
    });
    const run = new Run({
      id: 'r',
      url: '',
      outbox,
      problems: new Problems({ warn: (text) => expect.unreachable(text) }),
      now: () => 5,
      patienceMs: 0,
      startChild: () => expect.unreachable(),
    });
    const stop = sampleSystem(run, 1000);
    vi.advanceTimersByTime(1250);
    stop();
    vi.advanceTimersByTime(5000);
    const points = told.flatMap((entry) => (entry.kind === 'batch' ? (entry.batch.points ?? []) : []));
    // The system counts processor time in ticks, of which none may have passed: then there is nothing to say of it.
    const keys = points.map(({ key }) => key).filter((key) => key !== 'system/cpu_utilization_percentage');
    expect(keys).toEqual([
      'system/process_cpu_percentage',
      'system/process_rss_megabytes',
      'system/system_memory_usage_megabytes',
      'system/system_memory_usage_percentage',
    ]);
    for (const { value, step } of points) {
      expect(step).toBe(0);
      expect(Number(value)).toBeGreaterThanOrEqual(0);
    }
  } finally {
    vi.useRealTimers();
  }
});
