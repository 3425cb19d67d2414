// What a dataset.yaml may say, as a schema. Not how its lines are found.
import { z } from 'zod';
import type { JsonObject } from '../../model/json.ts';

/** Names of datasets: they are said on command lines, beside paths, so they have no slash and do not begin with a dot. */
export const datasetNamePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

export const classifications = ['public', 'internal', 'confidential', 'restricted'] as const;

const text = z.string().trim().min(1);
const scalar = z.union([z.string(), z.number(), z.boolean()]);

export const sliceSchema = z.strictObject({
  name: text.max(100),
  tags: z.array(text).default([]),
  metadata: z
    .record(z.string(), z.union([scalar.transform((value) => [value]), z.array(scalar).min(1)]))
    .default({}),
});

export const jsonObject = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'must be an object',
);

export const cardFields = {
  description: text.nullable().default(null),
  curator: text.nullable().default(null),
  custodian: text.nullable().default(null),
  classification: z.enum(classifications).default('internal'),
  limitations: z.array(text).default([]),
  licence: text.nullable().default(null),
};

export const cardFileSchema = z.strictObject({
  name: z
    .string()
    .regex(datasetNamePattern, 'must be letters, digits, dots, dashes and underscores')
    .nullable()
    .default(null),
  ...cardFields,
  slices: z
    .array(sliceSchema)
    .refine(
      (slices) => new Set(slices.map(({ name }) => name)).size === slices.length,
      'has two slices of the same name',
    )
    .default([]),
  inputSchema: jsonObject.nullable().default(null),
  /** The examples, relative to the card. */
  file: text.nullable().default(null),
});

export type CardFile = z.output<typeof cardFileSchema>;
