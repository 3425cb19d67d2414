// Schemas of experiments as sent and answered.
import { z } from 'zod';
import type { WireExperiment, WireExperimentChange, WireNewExperiment, WirePage } from 'assay-sdk/wire';
import { cursor, experimentId, filter, limitIn, orderByQuery, pageOf, tag, timeOut, view } from './values.ts';

export const experimentOut = z
  .object({
    experimentId,
    name: z.string(),
    artifactLocation: z.string(),
    lifecycleStage: z.enum(['active', 'deleted']),
    creationTime: timeOut,
    lastUpdateTime: timeOut,
    tags: z.array(tag),
  })
  .meta({ id: 'Experiment', description: 'A named group of runs.' }) satisfies z.ZodType<WireExperiment>;

export const experimentPage = pageOf(experimentOut).meta({ id: 'ExperimentPage' }) satisfies z.ZodType<
  WirePage<WireExperiment>
>;

const name = z.string().min(1).max(500);

export const newExperiment = z
  .strictObject({
    name,
    artifactLocation: z.string().min(1).max(2048).optional(),
    tags: z.array(tag).max(100).optional(),
  })
  .meta({ id: 'NewExperiment' }) satisfies z.ZodType<WireNewExperiment>;

export const experimentChange = z
  .strictObject({ name: name.optional(), tags: z.array(tag).max(100).optional() })
  .meta({ id: 'ExperimentChange' }) satisfies z.ZodType<WireExperimentChange>;

export const experimentPath = z.strictObject({ experimentId });
export const experimentTagPath = z.strictObject({ experimentId, key: z.string().min(1) });

export const experimentQuery = z.strictObject({
  name: name.optional().meta({ description: 'Exactly this name.' }),
  filter: filter.optional(),
  orderBy: orderByQuery,
  view: view.default('active'),
  limit: limitIn(1000, 100),
  cursor: cursor.optional(),
});
