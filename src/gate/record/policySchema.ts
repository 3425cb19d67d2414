// Schema of the policy a gate run was judged by, as its record keeps it. Not of gate files.
import { z } from 'zod';
import type { JudgementPolicy } from '../../model/gatePolicy.ts';
import { jsonObject, numberOrNull, textOrNull } from './values.ts';

export const tier = z.enum(['pr', 'merge', 'canary', 'production']);
export const criticality = z.enum(['critical', 'required', 'supporting', 'advisory']);

const share = z.number().gt(0).lt(1);

const objective = z
  .strictObject({
    name: z.string(),
    title: textOrNull,
    evaluator: z.strictObject({ use: z.string(), options: jsonObject }),
    criticality,
    floor: numberOrNull,
    margin: numberOrNull,
    mustImproveBy: numberOrNull,
    ceiling: z.strictObject({ quantile: z.number(), limit: z.number() }).nullable(),
    mostCatastrophic: numberOrNull,
    largestLoss: z.number(),
    aggregate: z.enum(['precision', 'recall', 'f1', 'macro-f1', 'mcc']).nullable(),
    failOn: z.enum(['significant', 'beyond-margin', 'point']),
  })
  .meta({ id: 'ObjectivePolicy' });

const slice = z.strictObject({
  definition: z.strictObject({
    name: z.string(),
    tags: z.array(z.string()),
    metadata: z.record(z.string(), z.array(z.union([z.string(), z.number(), z.boolean()]))),
  }),
  isCritical: z.boolean(),
  by: textOrNull,
});

export const judgementPolicy = z
  .strictObject({
    objectives: z.array(objective),
    slices: z.array(slice),
    statistics: z.strictObject({
      alpha: share,
      criticalAlpha: share,
      failAlpha: share,
      sliceFdr: share,
      target: z.enum(['super-population', 'fixed-dataset']),
      missing: z.enum(['failure', 'complete-cases']),
      mostMissing: z.number().min(0).max(1),
      looks: z.int().min(1).max(100),
      isClustered: z.boolean(),
      pairing: z.enum(['auto', 'independent']),
    }),
    tier,
    decide: z.enum(['statistics', 'all-pass']),
    waived: z.array(z.strictObject({ waiverId: z.string(), objective: z.string(), slice: textOrNull })),
  })
  .meta({ id: 'JudgementPolicy' }) satisfies z.ZodType<JudgementPolicy>;
