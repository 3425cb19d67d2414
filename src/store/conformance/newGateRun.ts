// A gate run for tests of storage: plausible in every field, decided by nobody.
import type { ComponentManifest } from '../../model/component.ts';
import type { ArmRecord, GateRun } from '../../model/gateRun.ts';

export function newManifest(prompt: string): ComponentManifest {
  return {
    kind: 'prompt',
    component: 'customer-faq',
    prompt,
    model: { provider: 'local', name: 'small', snapshot: '2026-11-01' },
    parameters: { temperature: 0 },
    tools: [],
    retrieval: null,
    files: {},
    target: { use: 'recorded' },
    commit: null,
  };
}

export function newArm(label: string | null, hash: string): ArmRecord {
  return {
    label,
    hash,
    manifest: newManifest(hash),
    targetHash: hash,
    calls: 0,
    cached: 0,
    errors: 0,
    retries: 0,
    inputTokens: null,
    outputTokens: null,
    costUsd: null,
  };
}

export function newGateRun(changes: Partial<GateRun> = {}): GateRun {
  return {
    gateRunId: 'f00dfeed00000001',
    component: 'customer-faq',
    tier: 'merge',
    status: 'RUNNING',
    verdict: null,
    error: null,
    dataset: {
      name: 'faq',
      versionId: 'd'.repeat(64),
      label: null,
      standing: 'file',
      examples: 2,
      selection: { slice: null, splits: null, limit: null },
    },
    candidate: newArm('1.1.0', 'c'.repeat(64)),
    baseline: newArm('1.0.0', 'b'.repeat(64)),
    policy: {
      objectives: [],
      slices: [],
      statistics: {
        alpha: 0.05,
        criticalAlpha: 0.025,
        failAlpha: 0.05,
        sliceFdr: 0.1,
        target: 'super-population',
        missing: 'failure',
        mostMissing: 0.05,
        looks: 1,
        isClustered: true,
        pairing: 'auto',
      },
      tier: 'merge',
      decide: 'statistics',
      waived: [],
    },
    policySource: { text: 'component: customer-faq\n', hash: 'e'.repeat(64), path: 'assay.yaml' },
    evaluators: {},
    precheck: null,
    judgement: null,
    blocked: {},
    sequential: null,
    waivers: [],
    ledger: null,
    humanReview: { isRequired: false, because: [] },
    origin: {
      actor: 'ana',
      trigger: 'cli',
      commit: null,
      branch: null,
      pullRequest: null,
      ciUrl: null,
      assayVersion: '0.1.0',
    },
    epochs: 1,
    seed: 'faq',
    execution: null,
    resultsHash: null,
    startedAt: 1_000,
    endedAt: null,
    environment: {},
    ...changes,
  };
}
