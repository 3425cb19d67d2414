// The run that the API document shows.
import type { Run } from '../../../model/run.ts';

const runId = '4f2a9c0e8b7d4c5f9a1e3b6d8c0f2a4b';

export const exampleRun: Run = {
  info: {
    runId,
    experimentId: '1',
    name: 'brave-otter-12',
    userId: 'ada',
    status: 'RUNNING',
    startTime: 1767225600000,
    endTime: null,
    artifactUri: `mlflow-artifacts:/1/${runId}/artifacts`,
    lifecycleStage: 'active',
  },
  params: [{ key: 'model', value: 'small' }],
  metrics: [{ key: 'loss', value: 0.5, step: 1, timestamp: 1767225601000 }],
  tags: [
    { key: 'assay.purpose', value: 'does dropout help?' },
    { key: 'mlflow.runName', value: 'brave-otter-12' },
  ],
  datasetInputs: [],
  modelInputs: [],
  modelOutputs: [],
};
