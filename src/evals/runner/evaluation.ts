// What came of a run: every call with its scores, what it took, and how it ended. Not a verdict.
import type { CallRecord, EvaluationError, Score } from '../../model/evaluation.ts';

/** One call, concluded and scored. */
export interface CallResult {
  readonly call: CallRecord;
  /** The answer was kept from before, or shared with an arm that is the same target. */
  readonly isCached: boolean;
  /** By objective; a pairwise evaluator scores the candidate only. */
  readonly scores: { readonly [objective: string]: Score };
}

export interface ArmTotals {
  /** Concluded: answered or an error. */
  readonly calls: number;
  /** Of the calls. */
  readonly cached: number;
  readonly errors: number;
  /** Attempts beyond the first of a call. */
  readonly retries: number;
  /** Attempts that the endpoint refused in order to be asked less. */
  readonly throttled: number;
  /** Spent by this run, not by those that filled the cache; null when no call reported it. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly costUsd: number | null;
  /** Answers of this run whose cost is not known. */
  readonly costUnknown: number;
}

export interface ArmEvaluation {
  /** `calls[example * epochs + epoch]`; null where the run ended before it was concluded. */
  readonly calls: readonly (CallResult | null)[];
  readonly totals: ArmTotals;
}

/**
 * - `complete`: every call was concluded
 * - `stopped`: at a look, as the observer wished
 * - `budget`: money or tokens were spent
 * - `time`: its minutes were over
 * - `cancelled`: by the signal
 * - `unusable`: the first calls of a target all failed alike
 */
export type EvaluationEnd = 'complete' | 'stopped' | 'budget' | 'time' | 'cancelled' | 'unusable';

export interface Evaluation {
  readonly epochs: number;
  readonly candidate: ArmEvaluation;
  readonly baseline: ArmEvaluation | null;
  readonly ended: EvaluationEnd;
  /** For `unusable`: what every call met; for others null. */
  readonly error: EvaluationError | null;
  /** The first so many examples are concluded in all arms and epochs. */
  readonly completeExamples: number;
  /** For `stopped`: the examples that were looked at; what lies beyond was asked in vain. Null for others. */
  readonly stoppedAfter: number | null;
  readonly wallMs: number;
  /** Most calls in flight at once. */
  readonly highestConcurrency: number;
  readonly scores: {
    readonly given: number;
    /** Of those, kept from before. */
    readonly cached: number;
    /** What scoring cost this run in USD, where evaluators say so (`details.costUsd`); null when none does. */
    readonly costUsd: number | null;
  };
}
