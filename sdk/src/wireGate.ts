// The wire types of gate runs, component versions, waivers and alerts. The only copy; the rules of the JSON are told in wire.ts.
import type { WireEvaluatorIdentity, WireOutcome, WireScore } from './wireEvaluation.ts';
import type { WireGateReason, WireGateVerdict, WireJudgement } from './wireJudgement.ts';
import type { WireJson, WireJsonObject } from './wireJson.ts';
import type { WireJudgementPolicy, WireTier } from './wirePolicy.ts';

export type WireComponentKind = 'prompt' | 'model' | 'rag-configuration' | 'tool-policy' | 'agent';

/** Everything that makes a version what it is; hashed as canonical JSON. Unknown parts are left out, not guessed. */
export interface WireComponentManifest {
  readonly kind: WireComponentKind;
  readonly component: string;
  readonly prompt: WireJson | null;
  /** Provider, name and snapshot. */
  readonly model: WireJsonObject | null;
  /** Decoding settings and seeds. */
  readonly parameters: WireJsonObject;
  readonly tools: readonly WireJson[];
  readonly retrieval: WireJsonObject | null;
  /** Hashes of files that are part of the version, by path. */
  readonly files: { readonly [path: string]: string };
  /** How the target is reached, without secrets. */
  readonly target: WireJsonObject;
  /** Commit of the code; null when it is not under version control. */
  readonly commit: string | null;
}

export interface WireComponentVersion {
  readonly component: string;
  /** SHA-256, in hexadecimal, of the canonical JSON of the manifest without `commit`. */
  readonly hash: string;
  /** Semantic name such as `1.2.0`; null when only the hash names it. */
  readonly label: string | null;
  readonly manifest: WireComponentManifest;
  readonly createdAt: number;
}

/** `ERROR`: it could not be carried out; never a verdict. */
export type WireGateRunStatus = 'RUNNING' | 'DECIDED' | 'ERROR' | 'CANCELLED';

export interface WireArmRecord {
  readonly label: string | null;
  /** Hash of the component version. */
  readonly hash: string;
  readonly manifest: WireComponentManifest;
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
export interface WireGateRunOrigin {
  readonly actor: string | null;
  /** `cli`, `ci`, `schedule`, `api`, `dataset-published`. */
  readonly trigger: string;
  readonly commit: string | null;
  readonly branch: string | null;
  readonly pullRequest: string | null;
  readonly ciUrl: string | null;
  readonly assayVersion: string;
}

export interface WireWaiverUse {
  readonly waiverId: string;
  readonly objective: string;
  readonly slice: string | null;
  readonly owner: string;
  readonly reason: string;
  readonly expiresAt: number;
}

/** What was known before money was spent. */
export interface WirePrecheck {
  readonly objectives: readonly WirePrecheckObjective[];
  /** Lower bound (independence) and upper bound (the worst objective) of the chance of PASS when nothing changed. */
  readonly passIfNoChange: readonly [number, number] | null;
  readonly estimatedCalls: number;
  readonly estimatedCostUsd: number | null;
  readonly estimatedSeconds: number | null;
  readonly refusals: readonly string[];
  readonly warnings: readonly string[];
}

export interface WirePrecheckObjective {
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

export interface WireLedgerNote {
  /** Decisions made on this dataset version before this one. */
  readonly decisions: number;
  readonly distinctCandidates: number;
  /** Times this very candidate was judged on it before. */
  readonly looksAtThisCandidate: number;
  readonly isAdaptivelyReused: boolean;
}

export interface WireGateRun {
  readonly gateRunId: string;
  readonly component: string;
  readonly tier: WireTier;
  readonly status: WireGateRunStatus;
  /** Null unless DECIDED. */
  readonly verdict: WireGateVerdict | null;
  /** Why there is no verdict; null when DECIDED. */
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly dataset: {
    readonly name: string;
    readonly versionId: string;
    readonly label: string | null;
    readonly standing: string;
    readonly examples: number;
    /** What was selected of it. */
    readonly selection: WireJson;
  };
  readonly candidate: WireArmRecord;
  /** Null for a gate of floors only. */
  readonly baseline: WireArmRecord | null;
  readonly policy: WireJudgementPolicy;
  /** The policy file as it was, and its hash. */
  readonly policySource: { readonly text: string; readonly hash: string; readonly path: string };
  readonly evaluators: { readonly [objective: string]: WireEvaluatorIdentity };
  readonly precheck: WirePrecheck | null;
  readonly judgement: WireJudgement | null;
  /** Why objectives could not PASS whatever their scores, by objective. */
  readonly blocked: { readonly [objective: string]: readonly WireGateReason[] };
  /** Of a group-sequential design: the planned fractions, and the look (from 1) the decision was made at; null for a fixed sample. */
  readonly sequential: { readonly fractions: readonly number[]; readonly look: number } | null;
  readonly waivers: readonly WireWaiverUse[];
  readonly ledger: WireLedgerNote | null;
  readonly humanReview: { readonly isRequired: boolean; readonly because: readonly string[] };
  readonly origin: WireGateRunOrigin;
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
  readonly environment: WireJson;
}

/** One example of a gate run with all that was said about it: a line of the stored results. */
export interface WireExampleResult {
  readonly exampleId: string;
  /** Place in the seeded order of the run, from 0. */
  readonly order: number;
  readonly input: WireJson;
  readonly expected: WireJson | null;
  readonly slices: readonly string[];
  readonly cluster: string | null;
  readonly candidate: readonly WireEpochResult[];
  /** Empty without a baseline. */
  readonly baseline: readonly WireEpochResult[];
  /** One score made of all epochs, by objective, for evaluators that do not average (pass@k); null where it is left open. */
  readonly combined: {
    readonly [objective: string]: { readonly candidate: number | null; readonly baseline: number | null };
  };
  /** What people said of these outputs, by objective; absent where nobody did. */
  readonly human?:
    | {
        readonly [objective: string]: { readonly candidate: number | null; readonly baseline: number | null };
      }
    | undefined;
}

export interface WireEpochResult {
  readonly epoch: number;
  readonly outcome: WireOutcome;
  readonly latencyMs: number | null;
  readonly attempts: number;
  readonly isCached: boolean;
  /** By objective. */
  readonly scores: { readonly [objective: string]: WireScore };
}

/** An example of a gate run, and how its scores moved: candidate − baseline, oriented so that negative is worse. */
export interface WireComparedExample extends WireExampleResult {
  /** By objective; null where one of the two is missing. Growth of latency, cost and counts is the negated logarithm of the ratio. */
  readonly differences: { readonly [objective: string]: number | null };
}

/** What lists show of a gate run: never its judgement or results. */
export interface WireGateRunSummary {
  readonly gateRunId: string;
  readonly component: string;
  readonly tier: WireTier;
  readonly status: WireGateRunStatus;
  readonly verdict: WireGateVerdict | null;
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

export interface WireGateRunQuery {
  readonly component?: string | undefined;
  readonly dataset?: string | undefined;
  /** The id of a dataset version. */
  readonly datasetVersion?: string | undefined;
  readonly verdict?: WireGateVerdict | undefined;
  readonly status?: WireGateRunStatus | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

export interface WireExampleQuery {
  /** What is compared and sorted by; all that are no latency, cost or count when absent. */
  readonly objective?: string | undefined;
  readonly slice?: string | undefined;
  /** Only examples whose result changed between the arms. */
  readonly only?: 'flips' | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/** A gate run that was carried out elsewhere, to be recorded. */
export interface WireNewGateRun {
  readonly run: WireGateRun;
  /** The results, as base64 of their bytes (zstd of one line of JSON an example); null for a run that ended without any. */
  readonly results: string | null;
}

export interface WireRecordedGateRun {
  readonly gateRunId: string;
  /** The same run was recorded before; nothing was added. */
  readonly isNew: boolean;
  /** The run that MLflow clients see. */
  readonly runId: string;
  /** As this server counts: decisions on the dataset version before this one. */
  readonly ledger: WireLedgerNote;
  /** What a person should know, such as a semantic name that means something else here. */
  readonly warnings: readonly string[];
}

export interface WireComponent {
  readonly component: string;
  readonly versions: number;
  readonly lastUsedAt: number;
}

export interface WireNewWaiver {
  readonly component: string;
  readonly objective: string;
  /** Null for the objective on the whole set. */
  readonly slice: string | null;
  readonly owner: string;
  readonly reason: string;
  readonly expiresAt: number;
}

/** Somebody answers, until a day, for a check that does not pass. */
export interface WireWaiver extends WireNewWaiver {
  readonly waiverId: string;
  readonly createdAt: number;
  readonly revokedAt: number | null;
}

/** Something a person should look at. */
export interface WireAlert {
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
