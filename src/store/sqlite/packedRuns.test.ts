// What is packed comes back as it was.
import { expect, test } from 'vitest';
import type { Run } from '../../model/run.ts';
import { packRuns, unpackRuns } from './packedRuns.ts';

function run(runId: string, metrics: Run['metrics']): Run {
  return {
    info: {
      runId,
      experimentId: '0',
      name: runId,
      userId: '',
      status: 'RUNNING',
      startTime: 0,
      endTime: null,
      artifactUri: '',
      lifecycleStage: 'active',
    },
    params: [{ key: 'p', value: '1' }],
    metrics,
    tags: [],
    datasetInputs: [],
    modelInputs: [],
    modelOutputs: [],
  };
}

test('runs with and without metrics, NaN, infinities and integers beyond 2^53 come back as they were', () => {
  const runs = [
    run('a', [
      { key: 'x', value: Number.NaN, timestamp: 1, step: -3 },
      { key: 'y', value: -Infinity, timestamp: 2n ** 62n, step: 2n ** 63n - 1n },
    ]),
    run('b', []),
    run('c', [{ key: 'x', value: -0, timestamp: 0, step: 0 }]),
  ];
  expect(unpackRuns(structuredClone(packRuns(runs)))).toStrictEqual(runs);
});
