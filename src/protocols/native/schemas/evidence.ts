// Schemas of what makes runs evidence: completeness, repeats, noise and comparison.
import { z } from 'zod';
import type {
  WireComparison,
  WireEvidence,
  WireEvidenceSummaries,
  WireNoise,
  WireRepeats,
} from 'assay-sdk/wireEvidence';
import { runOut } from './runs.ts';
import { experimentId, int64Out, numberOut, runId } from './values.ts';

const finding = z
  .object({
    what: z.string(),
    value: z.string(),
    from: z.string().meta({ description: 'Where it was found, such as `tag mlflow.source.git.commit`.' }),
  })
  .meta({ id: 'Finding' });

const missing = z
  .object({
    what: z.string(),
    howToAdd: z.string().meta({ description: 'What the person who logs the run can do, in one line.' }),
  })
  .meta({ id: 'Missing' });

const evidenceField = z
  .object({
    id: z.enum(['identity', 'model', 'data', 'environment', 'harness', 'artifacts', 'purpose']),
    label: z.string(),
    status: z
      .enum(['present', 'partial', 'missing'])
      .meta({ description: '`partial`: something was found and something is missing.' }),
    found: z.array(finding),
    missing: z.array(missing),
  })
  .meta({ id: 'EvidenceField', description: 'One must-capture field.' });

const summaryShape = {
  runId,
  isComplete: z.boolean(),
  presentFields: z.int(),
  requiredFields: z.int(),
} as const;

export const evidence = z
  .object({
    ...summaryShape,
    fields: z.array(evidenceField),
    seed: finding.nullable().meta({
      description: 'Not required, but a rerun cannot be told from a repeat without it.',
    }),
  })
  .meta({
    id: 'Evidence',
    description: 'How complete a run is as evidence; an incomplete run cannot justify a promotion.',
  }) satisfies z.ZodType<WireEvidence>;

export const evidenceSummariesRequest = z
  .strictObject({ runIds: z.array(z.string().min(1)).max(200) })
  .meta({ id: 'EvidenceSummariesRequest' });

export const evidenceSummaries = z
  .object({ items: z.array(z.object(summaryShape).meta({ id: 'EvidenceSummary' })) })
  .meta({ id: 'EvidenceSummaries' }) satisfies z.ZodType<WireEvidenceSummaries>;

const runReference = z
  .object({
    runId,
    experimentId,
    name: z.string(),
    status: z.enum(['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED']),
    startTime: int64Out,
    endTime: int64Out.nullable(),
  })
  .meta({ id: 'RunReference', description: 'Enough of a run to name it.' });

const hash = z.string().meta({ description: 'SHA-256 in hexadecimal.' });

export const repeats = z
  .object({
    runId,
    fingerprint: z.object({ manifest: hash, data: hash.nullable(), seed: hash.nullable() }).meta({
      id: 'Fingerprint',
      description: 'Hashes of what was run, on which data, with which seed; null where the run does not say.',
    }),
    identical: z
      .array(runReference)
      .meta({ description: 'Other runs with the same manifest, data and seed, oldest first.' }),
    unknownBecause: z
      .string()
      .nullable()
      .meta({ description: 'Why no run can be called identical; null when it can.' }),
    declared: z.array(runReference).meta({
      description: 'Runs of the same declared group, this one included when it belongs to one, oldest first.',
    }),
    group: z.string().nullable().meta({ description: 'The value of the tag `assay.repeat.of`.' }),
  })
  .meta({ id: 'Repeats' }) satisfies z.ZodType<WireRepeats>;

const noiseFloor = z
  .object({
    n: z.int().meta({ description: 'Repeats, over all groups.' }),
    groups: z.int(),
    df: z.int().meta({ description: 'Degrees of freedom: n − groups.' }),
    sd: z.number().meta({ description: 'Standard deviation of one run about the mean of its repeats.' }),
    sdInterval: z.tuple([z.number(), z.number()]),
    leastDifference: z.number().meta({
      description: 'Two single runs of the same thing differ by less than this with the given confidence.',
    }),
    confidence: z.number(),
  })
  .meta({ id: 'NoiseFloor', description: "All in the metric's own unit." });

export const noise = z
  .object({
    key: z.string(),
    groups: z.array(
      z
        .object({ group: z.string(), runIds: z.array(z.string()), values: z.array(z.number()) })
        .meta({ id: 'RepeatGroup', description: 'Repeats that have a finite value of the metric.' }),
    ),
    floor: noiseFloor.nullable(),
    unknownBecause: z.string().nullable().meta({ description: 'Why there is no floor; null when there is.' }),
    isCut: z.boolean().meta({ description: 'Only the newest repeats were read.' }),
  })
  .meta({ id: 'Noise' }) satisfies z.ZodType<WireNoise>;

export const noiseRequest = z
  .strictObject({
    key: z.string().min(1),
    experimentIds: z.array(experimentId).min(1).max(1000),
    group: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'Only the repeats that declare this group; all when absent.' }),
  })
  .meta({ id: 'NoiseRequest' });

export const comparisonRequest = z
  .strictObject({ runIds: z.array(z.string().min(1)).min(2).max(50) })
  .meta({ id: 'ComparisonRequest' });

const comparedSetting = z
  .object({
    key: z.string(),
    values: z
      .array(z.string().nullable())
      .meta({ description: 'In the order of the runs; null where a run does not have it.' }),
    isSame: z.boolean(),
  })
  .meta({ id: 'ComparedSetting' });

const comparedMetric = z
  .object({
    key: z.string(),
    values: z.array(
      z
        .object({
          runId,
          value: numberOut.nullable(),
          difference: numberOut.nullable().meta({ description: 'Against the first run.' }),
          verdict: z
            .enum(['identical', 'reproduced', 'not-reproduced', 'within-noise', 'different', 'unknown'])
            .nullable()
            .meta({
              description:
                '`reproduced` and `not-reproduced` where the run repeats the first one; `unknown` where no noise floor is known or a value is missing or not finite; null for the first run.',
            }),
        })
        .meta({ id: 'ComparedValue' }),
    ),
    noise,
  })
  .meta({ id: 'ComparedMetric' });

export const comparison = z
  .object({
    runs: z.array(runOut),
    params: z.array(comparedSetting).meta({ description: 'Those that differ come first.' }),
    datasets: z.array(comparedSetting).meta({ description: 'Digests by name of the dataset.' }),
    metrics: z.array(comparedMetric),
    repeatsFirst: z
      .array(z.boolean())
      .meta({ description: 'For each run after the first: whether it repeats the first.' }),
  })
  .meta({ id: 'Comparison' }) satisfies z.ZodType<WireComparison>;
