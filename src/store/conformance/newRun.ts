// Small makers of valid records, for suites that care about one field at a time.
import type { MetricPoint } from '../../model/run.ts';
import type { NewRun, RunBatch } from '../runStore.ts';

export function newRun(runId: string, over: Partial<NewRun> = {}): NewRun {
  return {
    runId,
    experimentId: '0',
    name: `name of ${runId}`,
    userId: 'ada',
    status: 'RUNNING',
    startTime: 1_000,
    artifactUri: `mlflow-artifacts:/0/${runId}/artifacts`,
    tags: [],
    ...over,
  };
}

export function batch(over: Partial<RunBatch>): RunBatch {
  return { points: [], modelPoints: [], params: [], tags: [], name: null, ...over };
}

export function point(key: string, value: number, step = 0, timestamp = 1_000): MetricPoint {
  return { key, value, step, timestamp };
}
