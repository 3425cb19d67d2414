// The record of a gate run as it begins: everything that is known before anything is asked. Not its end.
import { canonicalHash } from '../../datasets/canonicalHash.ts';
import type { EvaluatorIdentity } from '../../model/evaluation.ts';
import type { ArmRecord, GateRun } from '../../model/gateRun.ts';
import type { GateContext } from '../context.ts';
import { selectionOf } from './prepareGate.ts';
import type { PreparedArm, PreparedGate } from './gateRequest.ts';

/** Looks are spread evenly over the declared sample. */
export function lookFractions(looks: number): readonly number[] {
  return Array.from({ length: looks }, (_, look) => (look + 1) / looks);
}

export function beginningOf(context: GateContext, gate: PreparedGate): GateRun {
  const { request, dataset, policy } = gate;
  const { file, tier, origin } = request;
  const selection = selectionOf(request);
  const identities: Record<string, EvaluatorIdentity> = {};
  for (const [objective, { identity }] of gate.evaluators) identities[objective] = identity;
  return {
    gateRunId: Buffer.from(context.randomBytes(8)).toString('hex'),
    component: file.component.name,
    tier,
    status: 'RUNNING',
    verdict: null,
    error: null,
    dataset: {
      name: dataset.name,
      versionId: dataset.versionId,
      label: dataset.label,
      standing: dataset.standing,
      examples: gate.examples.length,
      selection: {
        slice: selection.slice,
        splits: selection.splits,
        limit: selection.limit,
        of: dataset.examples.length,
      },
    },
    candidate: armRecord(gate.candidate),
    baseline: gate.baseline === null ? null : armRecord(gate.baseline),
    policy,
    policySource: {
      text: file.source.text,
      hash: canonicalHash(file.source.text),
      path: file.source.path,
    },
    evaluators: identities,
    precheck: gate.precheck,
    judgement: null,
    blocked: gate.blocked,
    sequential:
      policy.statistics.looks > 1 ? { fractions: lookFractions(policy.statistics.looks), look: 0 } : null,
    waivers: gate.waivers,
    ledger: gate.ledger,
    humanReview: gate.humanReview,
    origin,
    epochs: gate.epochs,
    seed: file.seed,
    execution: null,
    resultsHash: null,
    startedAt: context.now(),
    endedAt: null,
    environment: context.environment,
  };
}

function armRecord({ version, target }: PreparedArm): ArmRecord {
  return {
    label: version.label,
    hash: version.hash,
    manifest: version.manifest,
    targetHash: target.hash,
    calls: 0,
    cached: 0,
    errors: 0,
    retries: 0,
    inputTokens: null,
    outputTokens: null,
    costUsd: null,
  };
}
