// Schema of one line of stored results: an example with all that was said about it.
import { z } from 'zod';
import type { ExampleResult } from '../../model/gateRun.ts';
import { outcome, score } from './evaluationSchema.ts';
import { count, hashText, jsonValue, numberOrNull, textOrNull } from './values.ts';

const epochResult = z
  .strictObject({
    epoch: count,
    outcome,
    latencyMs: numberOrNull,
    attempts: count,
    isCached: z.boolean(),
    scores: z.record(z.string(), score).meta({ description: 'By objective.' }),
  })
  .meta({ id: 'EpochResult' });

export const exampleResult = z
  .strictObject({
    exampleId: hashText,
    order: count.meta({ description: 'Place in the seeded order of the run, from 0.' }),
    input: jsonValue,
    expected: jsonValue.nullable(),
    slices: z.array(z.string()),
    cluster: textOrNull,
    candidate: z.array(epochResult),
    baseline: z.array(epochResult).meta({ description: 'Empty without a baseline.' }),
    combined: z.record(z.string(), z.strictObject({ candidate: numberOrNull, baseline: numberOrNull })),
    human: z
      .record(z.string(), z.strictObject({ candidate: numberOrNull, baseline: numberOrNull }))
      .optional()
      .meta({ description: 'What people said of these outputs, by objective; absent where nobody did.' }),
  })
  .meta({ id: 'ExampleResult' }) satisfies z.ZodType<ExampleResult>;
