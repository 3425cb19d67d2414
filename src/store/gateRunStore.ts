// What is asked of storage about gate runs, component versions, looks, waivers and alerts. Not how a verdict is found.
import type { ComponentVersion } from '../model/component.ts';
import type { GateRun, GateRunStatus } from '../model/gateRun.ts';
import type { Tier } from '../model/gatePolicy.ts';
import type { Verdict } from '../model/judgement.ts';
import type { Page, PageRequest } from './page.ts';

/** What lists show of a gate run: never its judgement or results. */
export interface GateRunSummary {
  readonly gateRunId: string;
  readonly component: string;
  readonly tier: Tier;
  readonly status: GateRunStatus;
  readonly verdict: Verdict | null;
  readonly headline: string | null;
  readonly candidateLabel: string | null;
  readonly candidateHash: string;
  readonly baselineLabel: string | null;
  readonly baselineHash: string | null;
  readonly datasetName: string;
  readonly datasetVersionId: string;
  readonly costUsd: number | null;
  readonly actor: string | null;
  readonly commit: string | null;
  readonly pullRequest: string | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
}

export interface GateRunFilter {
  readonly component: string | null;
  readonly datasetName: string | null;
  readonly datasetVersionId: string | null;
  readonly verdict: Verdict | null;
  readonly status: GateRunStatus | null;
}

export interface Waiver {
  readonly waiverId: string;
  readonly component: string;
  readonly objective: string;
  /** Null for the objective on the whole set. */
  readonly slice: string | null;
  readonly owner: string;
  readonly reason: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly revokedAt: number | null;
}

/** Something a person should look at: a tampered dataset, a dataset that cannot be read, a judge that drifted. */
export interface Alert {
  readonly alertId: string;
  readonly kind: string;
  /** What it is about, such as `dataset:faq`. */
  readonly subject: string;
  readonly message: string;
  /** Who should know; null when nobody is named. */
  readonly recipient: string | null;
  readonly raisedAt: number;
  readonly acknowledgedAt: number | null;
}

/** How often a dataset version was decided on. */
export interface LedgerCount {
  readonly decisions: number;
  readonly distinctCandidates: number;
  readonly looksAtCandidate: number;
}

/** For metrics: how gate runs ended, and which alerts there were. */
export interface GateFigures {
  readonly runs: readonly {
    readonly status: GateRunStatus;
    readonly verdict: Verdict | null;
    readonly count: number;
  }[];
  readonly alerts: readonly { readonly kind: string; readonly count: number; readonly open: number }[];
}

export interface GateRunStore {
  /** A run begins; it is RUNNING until it is finished. @throws AssayError `gate-run/exists` */
  begin(run: GateRun): Promise<void>;
  /**
   * Ends it for good: record and results together or not at all. A run that has ended never changes again.
   * `results`: the bytes whose SHA-256 is `run.resultsHash`; null for ERROR and CANCELLED without any.
   *
   * @throws AssayError `gate-run/ended`, `gate-run/not-found`
   */
  finish(run: GateRun, results: Uint8Array | null): Promise<void>;
  /**
   * Keeps a run that was carried out elsewhere and has ended: record and results together or not at all.
   *
   * @throws AssayError `gate-run/exists`, `gate-run/results-damaged`
   */
  keepEnded(run: GateRun, results: Uint8Array | null): Promise<void>;
  /** As it was kept. @throws AssayError `gate-run/record-damaged` when it, or what it is listed with, was altered since */
  get(gateRunId: string): Promise<GateRun | undefined>;
  /** By an unambiguous beginning of the id, at least four characters. */
  findByPrefix(prefix: string): Promise<readonly string[]>;
  /** The stored results, checked against their hash. @throws AssayError `gate-run/results-damaged` */
  results(gateRunId: string): Promise<Uint8Array | undefined>;
  /** Newest first. Exact. */
  list(filter: GateRunFilter, page: PageRequest): Promise<Page<GateRunSummary>>;
  /** Decided runs on a dataset version, and those of them with this candidate. */
  ledger(datasetVersionId: string, candidateHash: string): Promise<LedgerCount>;

  /** The same hash twice is one version. @throws AssayError `component/label-taken` when the label names another hash */
  keepVersion(version: ComponentVersion): Promise<void>;
  /** By label or by an unambiguous beginning of the hash. */
  findVersion(component: string, reference: string): Promise<ComponentVersion | undefined>;
  versions(component: string, page: PageRequest): Promise<Page<ComponentVersion>>;
  components(): Promise<
    readonly { readonly component: string; readonly versions: number; readonly lastUsedAt: number }[]
  >;

  keepWaiver(waiver: Waiver): Promise<void>;
  /** @throws AssayError `waiver/not-found` */
  revokeWaiver(waiverId: string, now: number): Promise<void>;
  /** All of a component, newest first; expired and revoked ones too. */
  waivers(component: string): Promise<readonly Waiver[]>;

  raiseAlert(alert: Alert): Promise<void>;
  acknowledgeAlert(alertId: string, now: number): Promise<void>;
  alerts(page: PageRequest): Promise<Page<Alert>>;
  figures(): Promise<GateFigures>;
}
