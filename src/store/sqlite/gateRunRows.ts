// Reads gate runs, component versions, waivers and alerts out of their rows. Not the questions.
import type { ComponentManifest, ComponentVersion } from '../../model/component.ts';
import type { Tier } from '../../model/gatePolicy.ts';
import type { GateRunStatus } from '../../model/gateRun.ts';
import type { Verdict } from '../../model/judgement.ts';
import type { Alert, GateRunSummary, Waiver } from '../gateRunStore.ts';
import { number, numberOrNull, type Row, text, textOrNull } from './columns.ts';

export const summaryColumns = `id, gate_run_id, component, tier, status, verdict, headline, candidate_label, candidate_hash, baseline_label,
  baseline_hash, dataset_name, dataset_version, cost_usd, actor, git_commit, pull_request, started, ended`;

export function summaryOf(row: Row): GateRunSummary {
  return {
    gateRunId: text(row, 'gate_run_id'),
    component: text(row, 'component'),
    tier: text(row, 'tier') as Tier,
    status: text(row, 'status') as GateRunStatus,
    verdict: textOrNull(row, 'verdict') as Verdict | null,
    headline: textOrNull(row, 'headline'),
    candidateLabel: textOrNull(row, 'candidate_label'),
    candidateHash: text(row, 'candidate_hash'),
    baselineLabel: textOrNull(row, 'baseline_label'),
    baselineHash: textOrNull(row, 'baseline_hash'),
    datasetName: text(row, 'dataset_name'),
    datasetVersionId: text(row, 'dataset_version'),
    costUsd: numberOrNull(row, 'cost_usd'),
    actor: textOrNull(row, 'actor'),
    commit: textOrNull(row, 'git_commit'),
    pullRequest: textOrNull(row, 'pull_request'),
    startedAt: number(row, 'started'),
    endedAt: numberOrNull(row, 'ended'),
  };
}

export function versionOf(row: Row): ComponentVersion {
  return {
    component: text(row, 'component'),
    hash: text(row, 'hash'),
    label: textOrNull(row, 'label'),
    manifest: JSON.parse(text(row, 'manifest')) as ComponentManifest,
    createdAt: number(row, 'created'),
  };
}

export function waiverOf(row: Row): Waiver {
  return {
    waiverId: text(row, 'waiver_id'),
    component: text(row, 'component'),
    objective: text(row, 'objective'),
    slice: textOrNull(row, 'slice'),
    owner: text(row, 'owner'),
    reason: text(row, 'reason'),
    createdAt: number(row, 'created'),
    expiresAt: number(row, 'expires'),
    revokedAt: numberOrNull(row, 'revoked'),
  };
}

export function alertOf(row: Row): Alert {
  return {
    alertId: text(row, 'alert_id'),
    kind: text(row, 'kind'),
    subject: text(row, 'subject'),
    message: text(row, 'message'),
    recipient: textOrNull(row, 'recipient'),
    raisedAt: number(row, 'raised'),
    acknowledgedAt: numberOrNull(row, 'acknowledged'),
  };
}
