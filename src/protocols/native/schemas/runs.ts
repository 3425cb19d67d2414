// Schemas of runs as sent and answered, without the points of their series.
import { z } from 'zod';
import type { WireMetricPoint, WirePage, WireRun } from 'assay-sdk/wire';
import {
  cursor,
  experimentId,
  filter,
  int64Out,
  keyIn,
  limitIn,
  numberOut,
  orderBy,
  pageOf,
  param,
  runId,
  stepIn,
  tag,
  timeIn,
  valueIn,
  view,
} from './values.ts';

const status = z.enum(['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED']);

export const metricPointOut = z
  .object({ key: z.string(), value: numberOut, step: int64Out, timestamp: int64Out })
  .meta({
    id: 'MetricPoint',
    description: 'One point of a metric series.',
  }) satisfies z.ZodType<WireMetricPoint>;

const datasetInputOut = z
  .object({
    name: z.string(),
    digest: z.string(),
    sourceType: z.string(),
    source: z.string(),
    schema: z.string().nullable(),
    profile: z.string().nullable(),
    tags: z.array(tag),
  })
  .meta({ id: 'DatasetInput', description: 'A dataset that a run used.' });

export const runOut = z
  .object({
    runId,
    experimentId,
    name: z.string(),
    userId: z.string(),
    status,
    startTime: int64Out,
    endTime: int64Out.nullable(),
    artifactUri: z.string(),
    lifecycleStage: z.enum(['active', 'deleted']),
    purpose: z.string().nullable().meta({ description: 'The tag `assay.purpose`.' }),
    notes: z.string().nullable().meta({ description: 'The tag `mlflow.note.content`.' }),
    parentRunId: z.string().nullable().meta({ description: 'The tag `mlflow.parentRunId`.' }),
    params: z.array(param),
    metrics: z.array(metricPointOut).meta({ description: 'The latest point of each series.' }),
    tags: z.array(tag),
    datasetInputs: z.array(datasetInputOut),
    modelInputs: z.array(z.string()),
    modelOutputs: z.array(z.object({ modelId: z.string(), step: int64Out })),
  })
  .meta({
    id: 'Run',
    description: 'A run with everything but the points of its series.',
  }) satisfies z.ZodType<WireRun>;

export const runPage = pageOf(runOut).meta({ id: 'RunPage' }) satisfies z.ZodType<WirePage<WireRun>>;

const name = z.string().min(1).max(8000);
const purpose = z
  .string()
  .max(8000)
  .meta({ description: 'Why this run is made; kept as the tag `assay.purpose`.' });
const notes = z.string().max(8000).meta({ description: 'Markdown; kept as the tag `mlflow.note.content`.' });

export const newRun = z
  .strictObject({
    runId: runId.optional(),
    experimentId: experimentId.optional(),
    experimentName: z.string().min(1).max(500).optional(),
    name: name.optional(),
    userId: z.string().max(256).optional(),
    startTime: timeIn.optional(),
    purpose: purpose.optional(),
    notes: notes.optional(),
    parentRunId: runId.optional(),
    tags: z.array(tag).max(1000).optional(),
  })
  .meta({
    id: 'NewRun',
    description: 'With `runId` the request can be repeated: the same properties give the same answer.',
  });

export const runChange = z
  .strictObject({
    status: status.optional(),
    endTime: timeIn.optional(),
    name: name.optional(),
    purpose: purpose.optional(),
    notes: notes.optional(),
  })
  .meta({ id: 'RunChange', description: 'Fields that are absent stay as they are.' });

export const mostPoints = 1000;
export const mostParams = 100;
export const mostTags = 100;

const batchPoint = z
  .strictObject({ key: keyIn, value: valueIn, timestamp: timeIn, step: stepIn.default(0) })
  .meta({ id: 'BatchPoint' });

export const batch = z
  .strictObject({
    points: z.array(batchPoint).max(mostPoints).default([]),
    params: z.array(param).max(mostParams).default([]),
    tags: z.array(tag).max(mostTags).default([]),
  })
  .meta({ id: 'Batch', description: 'One atomic addition to a run: all of it is kept, or nothing.' });

const column = z.string().regex(/^(params|metrics|tags)(\..+)?$|^(inputs|outputs)$/s, {
  error: 'must be params, metrics or tags, one of them as in metrics.loss, or inputs, outputs',
});

export const runSearch = z
  .strictObject({
    experimentIds: z.array(experimentId).max(1000).default([]),
    experimentNames: z.array(z.string().min(1)).max(1000).default([]),
    filter: filter.default(''),
    orderBy: orderBy.default([]),
    view: view.default('active'),
    limit: limitIn(1000, 100),
    cursor: cursor.optional(),
    select: z.array(column).max(1000).optional().meta({
      description:
        'The columns to send: `params`, `params.<key>`, `metrics`, `metrics.<key>`, `tags`, `tags.<key>`, `inputs`, `outputs`. All when absent.',
    }),
  })
  .meta({ id: 'RunSearch', description: 'At least one experiment, by id or by name.' });

const newDatasetInput = z
  .strictObject({
    name: z.string().min(1).max(500),
    digest: z.string().min(1).max(36),
    sourceType: z.string().default('local'),
    source: z.string().max(65_535).default(''),
    schema: z.string().max(1_048_575).optional(),
    profile: z.string().max(16_777_215).optional(),
    tags: z.array(tag).max(100).default([]),
  })
  .meta({ id: 'NewDatasetInput' });

export const inputs = z
  .strictObject({
    datasets: z.array(newDatasetInput).max(1000).default([]),
    modelIds: z.array(z.string().min(1)).max(1000).default([]),
  })
  .meta({ id: 'Inputs' });

export const outputs = z
  .strictObject({
    models: z
      .array(z.strictObject({ modelId: z.string().min(1), step: stepIn.default(0) }))
      .min(1)
      .max(1000),
  })
  .meta({ id: 'Outputs' });

export const runPath = z.strictObject({ runId: z.string().min(1) });
export const runTagPath = z.strictObject({ runId: z.string().min(1), key: z.string().min(1) });
