// The schema's versions in order. A migration never changes once released; a new one is added at the end. Not how they are run.
import { artifactSchema } from './schema/artifacts.ts';
import { calibrationSchema } from './schema/calibrations.ts';
import { evaluationDatasetSchema } from './schema/evaluationDatasets.ts';
import { evaluationSchema } from './schema/evaluations.ts';
import { experimentSchema } from './schema/experiments.ts';
import { gateRunSchema } from './schema/gateRuns.ts';
import { jobSchema } from './schema/jobs.ts';
import { goldenDatasetSchema } from './schema/goldenDatasets.ts';
import { loggedModelSchema } from './schema/loggedModels.ts';
import { registrySchema } from './schema/registry.ts';
import { runSchema } from './schema/runs.ts';
import { seriesSchema } from './schema/series.ts';

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

export const migrations: readonly Migration[] = [
  {
    version: 1,
    name: 'the tracker',
    sql: [
      experimentSchema,
      runSchema,
      seriesSchema,
      loggedModelSchema,
      registrySchema,
      evaluationDatasetSchema,
      artifactSchema,
    ].join('\n'),
  },
  {
    version: 2,
    name: 'the gate',
    sql: [evaluationSchema, goldenDatasetSchema, gateRunSchema, jobSchema, calibrationSchema].join('\n'),
  },
  {
    version: 3,
    name: 'records of gate runs under a hash',
    sql: 'ALTER TABLE gate_run ADD COLUMN record_hash TEXT;',
  },
];
