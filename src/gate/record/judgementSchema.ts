// Schema of a judgement as a record keeps it.
import { z } from 'zod';
import type { Judgement } from '../../model/judgement.ts';
import { criticality } from './policySchema.ts';
import { count, interval, numberOrNull, textOrNull } from './values.ts';

export const verdict = z.enum(['PASS', 'FAIL', 'INCONCLUSIVE']);

/** A code that programs can rely on, and the same in words. */
export const reason = z.strictObject({ code: z.string(), message: z.string() }).meta({ id: 'GateReason' });

const check = z
  .strictObject({
    objective: z.string(),
    slice: textOrNull.meta({ description: 'Null for the whole set.' }),
    kind: z.enum(['non-inferiority', 'floor', 'superiority', 'ceiling', 'catastrophe', 'aggregate']),
    criticality,
    decides: z.boolean().meta({ description: 'Whether this check takes part in the verdict.' }),
    verdict,
    flags: z.array(z.string()),
    reasons: z.array(reason),
    n: count,
    pairs: count,
    missing: z.strictObject({ candidate: count, baseline: count, unscored: count }),
    epochs: count,
    clusters: numberOrNull,
    designEffect: numberOrNull,
    candidateMean: numberOrNull,
    baselineMean: numberOrNull,
    estimate: numberOrNull,
    se: numberOrNull,
    lower: numberOrNull,
    upper: numberOrNull,
    level: z.number(),
    ratio: z.strictObject({ estimate: z.number(), lower: z.number(), upper: z.number() }).nullable(),
    method: z.string(),
    p: numberOrNull,
    lnP: numberOrNull,
    pAdjusted: numberOrNull,
    family: textOrNull,
    margin: numberOrNull,
    floor: numberOrNull,
    largestLoss: z.number(),
    nMin: numberOrNull,
    alpha: z.number(),
    alphaSpent: numberOrNull,
    look: numberOrNull,
    powerIfNoChange: numberOrNull,
    nMore: z.strictObject({ noChange: numberOrNull, asObserved: numberOrNull }).nullable(),
    certifiableMargin: numberOrNull,
    otherTests: z.array(
      z.strictObject({
        method: z.string(),
        statistic: numberOrNull,
        p: numberOrNull,
        interval: interval.nullable(),
      }),
    ),
    table: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
    warnings: z.array(z.string()),
    failing: z.array(z.string()).exactOptional(),
  })
  .meta({
    id: 'Check',
    description: 'One check. Differences are candidate − baseline, oriented so that larger is better.',
  });

const flip = z
  .strictObject({
    exampleId: z.string(),
    objective: z.string(),
    candidate: numberOrNull,
    baseline: numberOrNull,
    difference: numberOrNull,
    slices: z.array(z.string()),
  })
  .meta({ id: 'Flip' });

const sliceSummary = z.strictObject({
  objective: z.string(),
  heterogeneityP: numberOrNull,
  slices: z.array(
    z.strictObject({
      slice: z.string(),
      n: z.number(),
      difference: numberOrNull,
      shrunk: numberOrNull,
    }),
  ),
});

export const judgement = z
  .strictObject({
    verdict,
    headline: z.string(),
    reasons: z.array(reason),
    checks: z.array(check),
    warnings: z.array(z.number()),
    flips: z.array(flip),
    flipCount: z.strictObject({ worse: count, better: count }),
    sliceSummaries: z.array(sliceSummary),
    settle: z.array(z.string()),
    inputsHash: z.string(),
    statsVersion: z.string(),
  })
  .meta({ id: 'Judgement' }) satisfies z.ZodType<Judgement>;
