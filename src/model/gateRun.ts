// A gate run as it is kept: whole and immutable. Not how it was carried out or how it is shown.
import type { ComponentManifest } from './component.ts';
import type { EvaluatorIdentity, Outcome, Score } from './evaluation.ts';
import type { JudgementPolicy, Tier } from './gatePolicy.ts';
import type { Json } from './json.ts';
import type { BlockedReason } from './scoreTable.ts';
import type { Judgement, Verdict } from './judgement.ts';

/** `ERROR`: it could not be carried out; never a verdict. */
export type GateRunStatus = 'RUNNING' | 'DECIDED' | 'ERROR' | 'CANCELLED';

export interface ArmRecord {
  readonly label: string | null;
  /** Hash of the component version. */
  readonly hash: string;
  readonly manifest: ComponentManifest;
  /** Names what was called; part of the cache key. */
  readonly targetHash: string;
  readonly calls: number;
  readonly cached: number;
  readonly errors: number;
  readonly retries: number;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly costUsd: number | null;
}

/** Who asked for it and from where. */
export interface GateRunOrigin {
  readonly actor: string | null;
  /** `cli`, `ci`, `schedule`, `api`, `dataset-published`. */
  readonly trigger: string;
  readonly commit: string | null;
  readonly branch: string | null;
  readonly pullRequest: string | null;
  readonly ciUrl: string | null;
  readonly assayVersion: string;
}

export interface WaiverUse {
  readonly waiverId: string;
  readonly objective: string;
  readonly slice: string | null;
  readonly owner: string;
  readonly reason: string;
  readonly expiresAt: number;
}

/** What was known before money was spent. */
export interface Precheck {
  readonly objectives: readonly PrecheckObjective[];
  /** Lower bound (independence) and upper bound (the worst objective) of the chance of PASS when nothing changed. */
  readonly passIfNoChange: readonly [number, number] | null;
  readonly estimatedCalls: number;
  readonly estimatedCostUsd: number | null;
  readonly estimatedSeconds: number | null;
  readonly refusals: readonly string[];
  readonly warnings: readonly string[];
}

export interface PrecheckObjective {
  readonly objective: string;
  readonly n: number;
  readonly nMin: number | null;
  readonly margin: number | null;
  readonly certifiableMargin: number | null;
  readonly passIfNoChange: number | null;
  /** Smallest loss that FAIL would be found for, with a chance of 0.8. */
  readonly detectableLoss: number | null;
  readonly requiredN: number | null;
  /** `last run`, `A/A`, or `assumed`: where the spread was taken from. */
  readonly spreadFrom: string;
}

export interface LedgerNote {
  /** Decisions made on this dataset version before this one. */
  readonly decisions: number;
  readonly distinctCandidates: number;
  /** Times this very candidate was judged on it before. */
  readonly looksAtThisCandidate: number;
  readonly isAdaptivelyReused: boolean;
}

export interface GateRun {
  readonly gateRunId: string;
  readonly component: string;
  readonly tier: Tier;
  readonly status: GateRunStatus;
  /** Null unless DECIDED. */
  readonly verdict: Verdict | null;
  /** Why there is no verdict; null when DECIDED. */
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly dataset: {
    readonly name: string;
    readonly versionId: string;
    readonly label: string | null;
    readonly standing: string;
    readonly examples: number;
    /** What was selected of it. */
    readonly selection: Json;
  };
  readonly candidate: ArmRecord;
  /** Null for a gate of floors only. */
  readonly baseline: ArmRecord | null;
  readonly policy: JudgementPolicy;
  /** The policy file as it was, and its hash. */
  readonly policySource: { readonly text: string; readonly hash: string; readonly path: string };
  readonly evaluators: { readonly [objective: string]: EvaluatorIdentity };
  readonly precheck: Precheck | null;
  readonly judgement: Judgement | null;
  /** Why objectives could not PASS whatever their scores, by objective. */
  readonly blocked: { readonly [objective: string]: readonly BlockedReason[] };
  /** Of a group-sequential design: the planned fractions, and the look (from 1) the decision was made at; null for a fixed sample. */
  readonly sequential: { readonly fractions: readonly number[]; readonly look: number } | null;
  readonly waivers: readonly WaiverUse[];
  readonly ledger: LedgerNote | null;
  readonly humanReview: { readonly isRequired: boolean; readonly because: readonly string[] };
  readonly origin: GateRunOrigin;
  readonly epochs: number;
  readonly seed: string;
  /** How it was carried out; null while running. */
  readonly execution: {
    readonly ended: 'complete' | 'stopped' | 'budget' | 'time' | 'cancelled' | 'unusable';
    readonly wallMs: number;
    readonly highestConcurrency: number;
    readonly scores: number;
    readonly cachedScores: number;
    /** What judges and other paid evaluators cost; null when none said. */
    readonly scoringCostUsd: number | null;
  } | null;
  /** SHA-256 of the stored results (outputs, errors, scores), in hexadecimal; null while running. */
  readonly resultsHash: string | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** Environment: Node, platform. */
  readonly environment: Json;
}

/** One example of a gate run with all that was said about it: a line of the stored results. */
export interface ExampleResult {
  readonly exampleId: string;
  /** Place in the seeded order of the run, from 0: what a look saw first. */
  readonly order: number;
  readonly input: Json;
  readonly expected: Json | null;
  readonly slices: readonly string[];
  readonly cluster: string | null;
  readonly candidate: readonly EpochResult[];
  /** Empty without a baseline. */
  readonly baseline: readonly EpochResult[];
  /** One score made of all epochs, by objective, for evaluators that do not average (pass@k); null where it is left open. */
  readonly combined: {
    readonly [objective: string]: { readonly candidate: number | null; readonly baseline: number | null };
  };
  /**
   * What people said of these outputs, by objective, on the judge's scale; null where they did not. Absent when no objective has labels,
   * and so is an objective without.
   */
  readonly human?:
    | {
        readonly [objective: string]: { readonly candidate: number | null; readonly baseline: number | null };
      }
    | undefined;
}

export interface EpochResult {
  readonly epoch: number;
  readonly outcome: Outcome;
  readonly latencyMs: number | null;
  readonly attempts: number;
  readonly isCached: boolean;
  /** By objective. */
  readonly scores: { readonly [objective: string]: Score };
}
