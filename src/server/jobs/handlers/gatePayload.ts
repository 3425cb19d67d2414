// What a queued gate run is told, and the gate file it means. Not carrying it out.
import { z } from 'zod';
import { codeNeeds } from '../../../gate/codeNeeds.ts';
import type { GateFile } from '../../../gate/policy/gateFile.ts';
import { readGateFile } from '../../../gate/policy/readGateFile.ts';
import { tier } from '../../../gate/record/policySchema.ts';
import { AssayError } from '../../../model/errors.ts';

export const gatePayload = z.strictObject({
  /** The text of the gate file. */
  policy: z.string().min(1),
  /** What it is called in reports. */
  path: z.string().min(1).default('assay.yaml'),
  tier: tier.default('merge'),
  isForced: z.boolean().default(false),
  /** Answers and scores that were kept are used. */
  usesCache: z.boolean().default(true),
  /** In place of the dataset that the policy names. */
  dataset: z
    .strictObject({ name: z.string().min(1), versionId: z.string().min(8) })
    .nullable()
    .default(null),
  actor: z.string().min(1).nullable().default(null),
  trigger: z.enum(['api', 'cli', 'schedule', 'dataset-published']).default('api'),
});

export type GatePayload = z.infer<typeof gatePayload>;

/**
 * @param folder that paths are meant from, where code is allowed
 * @throws AssayError `policy/invalid`; `job/code-not-allowed` when it needs commands, modules or files and may not have them
 */
export function gateFileOf(payload: GatePayload, allowsCode: boolean, folder: string): GateFile {
  const read = readGateFile(payload.policy, payload.path);
  const file = { ...onDataset(read, payload.dataset), source: { ...read.source, folder } };
  const needs = allowsCode ? [] : codeNeeds(file);
  if (needs.length === 0) return file;
  throw new AssayError(
    'job/code-not-allowed',
    `This server runs no code and reads no files for a gate of ${file.component.name}, which needs ${needs.join('; ')}.`,
  );
}

function onDataset(file: GateFile, dataset: GatePayload['dataset']): GateFile {
  if (dataset === null) return file;
  const source = { source: dataset.name, version: dataset.versionId };
  const { pr, merge, canary, production } = file.tiers;
  return {
    ...file,
    dataset: source,
    tiers: {
      pr: { ...pr, dataset: null },
      merge: { ...merge, dataset: null },
      canary: { ...canary, dataset: null },
      production: { ...production, dataset: null },
    },
  };
}
