// Schemas of registered models and their versions as answered.
import { z } from 'zod';
import type { WirePage } from 'assay-sdk/wire';
import type { WireModelVersion, WireRegisteredModel } from 'assay-sdk/wireRegistry';
import { cursor, filter, limitIn, orderByQuery, pageOf, tag, timeOut } from './values.ts';

export const versionOut = z
  .object({
    name: z.string(),
    version: z.int().meta({ description: 'Counted from 1 in each model; never given twice.' }),
    creationTime: timeOut,
    lastUpdateTime: timeOut,
    stage: z.enum(['None', 'Staging', 'Production', 'Archived']),
    description: z.string().nullable(),
    source: z.string(),
    downloadUri: z.string().meta({ description: 'Where its files are.' }),
    runId: z.string().nullable(),
    runLink: z.string().nullable(),
    modelId: z.string().nullable().meta({ description: 'The logged model it was made from.' }),
    tags: z.array(tag),
    aliases: z.array(z.string()),
  })
  .meta({ id: 'ModelVersion' }) satisfies z.ZodType<WireModelVersion>;

export const modelOut = z
  .object({
    name: z.string(),
    creationTime: timeOut,
    lastUpdateTime: timeOut,
    description: z.string().nullable(),
    tags: z.array(tag),
    aliases: z.array(z.object({ alias: z.string(), version: z.int() })),
    latestVersions: z
      .array(versionOut)
      .meta({ description: 'The newest version of each stage that has one.' }),
  })
  .meta({ id: 'RegisteredModel' }) satisfies z.ZodType<WireRegisteredModel>;

export const modelPage = pageOf(modelOut).meta({ id: 'RegisteredModelPage' }) satisfies z.ZodType<
  WirePage<WireRegisteredModel>
>;
export const versionPage = pageOf(versionOut).meta({ id: 'ModelVersionPage' }) satisfies z.ZodType<
  WirePage<WireModelVersion>
>;

export const registryQuery = z.strictObject({
  filter: filter.optional(),
  orderBy: orderByQuery,
  limit: limitIn(1000, 100),
  cursor: cursor.optional(),
});

const name = z.string().min(1);
export const modelPath = z.strictObject({ name });
export const versionPath = z.strictObject({ name, version: z.string().min(1) });
export const aliasPath = z.strictObject({ name, alias: z.string().min(1) });
