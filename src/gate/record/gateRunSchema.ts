// Schema of the record of a gate run, whole. Not of its results, which are lines of their own.
import { z } from 'zod';
import type { GateRun } from '../../model/gateRun.ts';
import { componentManifest } from './componentSchema.ts';
import { evaluatorIdentity } from './evaluationSchema.ts';
import { judgement, reason, verdict } from './judgementSchema.ts';
import { judgementPolicy, tier } from './policySchema.ts';
import { count, hashText, interval, jsonValue, numberOrNull, textOrNull, time } from './values.ts';

export const gateRunStatus = z.enum(['RUNNING', 'DECIDED', 'ERROR', 'CANCELLED']);

const arm = z
  .strictObject({
    label: textOrNull.meta({ description: 'A semantic name such as `1.2.0`.' }),
    hash: hashText,
    manifest: componentManifest,
    targetHash: z.string(),
    calls: count,
    cached: count,
    errors: count,
    retries: count,
    inputTokens: numberOrNull,
    outputTokens: numberOrNull,
    costUsd: numberOrNull,
  })
  .meta({ id: 'Arm' });

const precheck = z
  .strictObject({
    objectives: z.array(
      z.strictObject({
        objective: z.string(),
        n: z.number(),
        nMin: numberOrNull,
        margin: numberOrNull,
        certifiableMargin: numberOrNull,
        passIfNoChange: numberOrNull,
        detectableLoss: numberOrNull,
        requiredN: numberOrNull,
        spreadFrom: z.string(),
      }),
    ),
    passIfNoChange: interval.nullable(),
    estimatedCalls: z.number(),
    estimatedCostUsd: numberOrNull,
    estimatedSeconds: numberOrNull,
    refusals: z.array(z.string()),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'Precheck', description: 'What was known before money was spent.' });

export const ledgerNote = z
  .strictObject({
    decisions: count.meta({ description: 'Decisions made on this dataset version before this one.' }),
    distinctCandidates: count,
    looksAtThisCandidate: count,
    isAdaptivelyReused: z.boolean(),
  })
  .meta({ id: 'LedgerNote' });

const origin = z.strictObject({
  actor: textOrNull,
  trigger: z.string(),
  commit: textOrNull,
  branch: textOrNull,
  pullRequest: textOrNull,
  ciUrl: textOrNull,
  assayVersion: z.string(),
});

export const gateRun = z
  .strictObject({
    gateRunId: z
      .string()
      .regex(/^[0-9a-f]{8,64}$/, { error: 'must be 8 to 64 digits of hexadecimal' })
      .meta({ examples: ['9f2c41d07a3be581'] }),
    component: z.string().min(1).max(100),
    tier,
    status: gateRunStatus,
    verdict: verdict.nullable(),
    error: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
    dataset: z.strictObject({
      name: z.string().min(1).max(500),
      versionId: hashText,
      label: textOrNull,
      standing: z.string(),
      examples: count,
      selection: jsonValue,
    }),
    candidate: arm,
    baseline: arm.nullable(),
    policy: judgementPolicy,
    policySource: z.strictObject({ text: z.string(), hash: z.string(), path: z.string() }),
    evaluators: z.record(z.string(), evaluatorIdentity).meta({ description: 'By objective.' }),
    precheck: precheck.nullable(),
    judgement: judgement.nullable(),
    blocked: z.record(z.string(), z.array(reason)).meta({ description: 'By objective.' }),
    sequential: z.strictObject({ fractions: z.array(z.number()), look: z.int().min(0) }).nullable(),
    waivers: z.array(
      z.strictObject({
        waiverId: z.string(),
        objective: z.string(),
        slice: textOrNull,
        owner: z.string(),
        reason: z.string(),
        expiresAt: time,
      }),
    ),
    ledger: ledgerNote.nullable(),
    humanReview: z.strictObject({ isRequired: z.boolean(), because: z.array(z.string()) }),
    origin,
    epochs: z.int().min(1),
    seed: z.string(),
    execution: z
      .strictObject({
        ended: z.enum(['complete', 'stopped', 'budget', 'time', 'cancelled', 'unusable']),
        wallMs: z.number().min(0),
        highestConcurrency: count,
        scores: count,
        cachedScores: count,
        scoringCostUsd: numberOrNull,
      })
      .nullable()
      .meta({ description: 'How it was carried out.' }),
    resultsHash: hashText.nullable(),
    startedAt: time,
    endedAt: time.nullable(),
    environment: jsonValue,
  })
  .meta({
    id: 'GateRun',
    description: 'A gate run as it is kept: whole and immutable.',
  }) satisfies z.ZodType<GateRun>;
