// Schemas of gate runs as sent, listed and answered.
import { z } from 'zod';
import type {
  WireComparedExample,
  WireGateRun,
  WireGateRunSummary,
  WireLedgerNote,
  WireNewGateRun,
  WireRecordedGateRun,
} from 'assay-sdk/wireGate';
import type { WirePage } from 'assay-sdk/wire';
import { exampleResult } from '../../../gate/record/exampleResultSchema.ts';
import { gateRun, gateRunStatus, ledgerNote } from '../../../gate/record/gateRunSchema.ts';
import { verdict } from '../../../gate/record/judgementSchema.ts';
import { tier } from '../../../gate/record/policySchema.ts';
import { cursor, limitIn, pageOf, timeOut } from './values.ts';

export const gateRunOut = gateRun satisfies z.ZodType<WireGateRun>;
export const ledgerOut = ledgerNote satisfies z.ZodType<WireLedgerNote>;

export const gateRunSummary = z
  .object({
    gateRunId: z.string(),
    component: z.string(),
    tier,
    status: gateRunStatus,
    verdict: verdict.nullable().meta({ description: 'Null unless DECIDED.' }),
    headline: z.string().nullable(),
    candidateLabel: z.string().nullable(),
    candidateHash: z.string(),
    baselineLabel: z.string().nullable(),
    baselineHash: z.string().nullable(),
    datasetName: z.string(),
    datasetVersionId: z.string(),
    costUsd: z.number().nullable(),
    actor: z.string().nullable(),
    commit: z.string().nullable(),
    pullRequest: z.string().nullable(),
    startedAt: timeOut,
    endedAt: timeOut.nullable(),
  })
  .meta({ id: 'GateRunSummary' }) satisfies z.ZodType<WireGateRunSummary>;

export const gateRunPage = pageOf(gateRunSummary).meta({ id: 'GateRunPage' }) satisfies z.ZodType<
  WirePage<WireGateRunSummary>
>;

const text = z.string().min(1).max(500);

export const gateRunQuery = z.strictObject({
  component: text.optional(),
  dataset: text.optional().meta({ description: 'The name of a dataset.' }),
  datasetVersion: text.optional().meta({ description: 'The id of a dataset version.' }),
  verdict: verdict.optional(),
  status: gateRunStatus.optional(),
  limit: limitIn(1000, 50),
  cursor: cursor.optional(),
});

export const gateRunPath = z.strictObject({
  gateRunId: z.string().min(1).meta({ description: 'The id, or at least four digits of its beginning.' }),
});

export const exampleQuery = z.strictObject({
  objective: text.optional().meta({
    description:
      'What is compared and sorted by; when absent all objectives but those of latency, cost and counts.',
  }),
  slice: text.optional(),
  only: z.enum(['flips']).optional().meta({
    description: 'Only examples whose result changed between the arms.',
  }),
  limit: limitIn(200, 20),
  cursor: cursor.optional(),
});

const comparedExample = exampleResult
  .extend({
    differences: z.record(z.string(), z.number().nullable()).meta({
      description:
        'By objective: candidate − baseline, negative is worse; for latency, cost and counts the negated logarithm of the ratio. Null where one is missing.',
    }),
  })
  .meta({ id: 'ComparedExample' }) satisfies z.ZodType<WireComparedExample>;

export const examplePage = pageOf(comparedExample).meta({ id: 'ComparedExamplePage' }) satisfies z.ZodType<
  WirePage<WireComparedExample>
>;

export const newGateRun = z
  .strictObject({
    run: gateRun,
    results: z.base64({ error: 'must be base64' }).nullable().meta({
      description:
        'Base64 of the results: zstd of one line of canonical JSON an example, in the order of example ids. Null for a run that ended without any.',
    }),
  })
  .meta({ id: 'NewGateRun' }) satisfies z.ZodType<WireNewGateRun>;

export const recordedGateRun = z
  .object({
    gateRunId: z.string(),
    isNew: z.boolean().meta({ description: 'False when the same run was recorded before.' }),
    runId: z.string().meta({ description: 'The run that MLflow clients see.' }),
    ledger: ledgerNote,
    warnings: z.array(z.string()),
  })
  .meta({ id: 'RecordedGateRun' }) satisfies z.ZodType<WireRecordedGateRun>;

export const ledgerQuery = z.strictObject({
  datasetVersion: text.meta({ description: 'The id of a dataset version.' }),
  candidate: text.meta({ description: 'The hash of a component version.' }),
});
