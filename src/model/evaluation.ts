// What a target answered, and what an evaluator made of it. Not how either is called.
import type { Json, JsonObject } from './json.ts';

/** A passage that was retrieved for an answer. */
export interface RetrievedContext {
  readonly id: string;
  readonly text: string;
}

export interface ToolCall {
  readonly name: string;
  readonly arguments: Json;
}

/** Counts of tokens as the endpoint reported them; null where it did not say. */
export interface TokenUsage {
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
}

/** What a target answered for one example in one epoch. Null: the target did not say. */
export interface TargetOutput {
  readonly output: Json;
  readonly contexts: readonly RetrievedContext[] | null;
  readonly citations: readonly string[] | null;
  readonly toolCalls: readonly ToolCall[] | null;
  readonly usage: TokenUsage | null;
  readonly costUsd: number | null;
  /** The model that answered, as it names itself. */
  readonly model: string | null;
  /** What else the target wants kept: a finish reason, a trace id. */
  readonly details: JsonObject | null;
}

/** Why there is no answer. Data like any other: never a bad answer, never left out of the count. */
export interface EvaluationError {
  /** A code from the error table, such as `target/timeout`. */
  readonly code: string;
  readonly message: string;
  /** The reader can mend it by this. */
  readonly remedy: string;
}

export type Outcome =
  | { readonly kind: 'answered'; readonly answer: TargetOutput }
  | { readonly kind: 'error'; readonly error: EvaluationError };

/** One call of a target, finished. */
export interface CallRecord {
  readonly exampleId: string;
  /** From 0. */
  readonly epoch: number;
  readonly outcome: Outcome;
  /** Of the attempt that answered, without waiting and retries; null when none did or when it is not known (recorded outputs). */
  readonly latencyMs: number | null;
  /** How often the target was asked; 0 for recorded outputs. */
  readonly attempts: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** A value on the evaluator's scale, or the reason why there is none. Never zero for want of a value. */
export type Score =
  | {
      readonly kind: 'scored';
      readonly value: number;
      readonly reason: string | null;
      readonly details: JsonObject | null;
    }
  | {
      readonly kind: 'unscored';
      readonly reason: string;
      readonly error: EvaluationError | null;
      /** What is worth keeping although it is no score: what a judge said and what asking it took. Absent for most. */
      readonly details?: JsonObject | undefined;
    };

/** Which dimension of quality an evaluator speaks about. */
export type Dimension =
  | 'accuracy'
  | 'factuality'
  | 'format'
  | 'similarity'
  | 'retrieval'
  | 'safety'
  | 'refusal'
  | 'tools'
  | 'latency'
  | 'cost'
  | 'tokens'
  | 'length'
  | 'preference'
  | 'custom';

/**
 * How scores are compared: `binary` 0 or 1; `score` in [0, 1]; `ratio` positive and unbounded (latency, cost, tokens), compared by its
 * logarithm.
 */
export type Scale = 'binary' | 'score' | 'ratio';

export type Direction = 'higher-is-better' | 'lower-is-better';

/** What an example or an answer must have for the evaluator to speak. */
export type EvaluatorNeed =
  'expected' | 'contexts' | 'citations' | 'tool-calls' | 'usage' | 'cost' | 'latency' | 'endpoint';

/** What an evaluator is, as stored with every score it gave. */
export interface EvaluatorIdentity {
  /** The name in the list of evaluators, such as `token-f1`. */
  readonly name: string;
  readonly version: number;
  /** Canonical: defaults filled in. */
  readonly options: JsonObject;
  /** SHA-256, in hexadecimal, of name, version and options; for judges also of prompt, rubric, model, parameters and parser. */
  readonly hash: string;
  readonly dimension: Dimension;
  readonly direction: Direction;
  readonly scale: Scale;
  /** Both ends; null for no bound. */
  readonly range: readonly [number | null, number | null];
  /** `ms`, `USD`, `tokens`, `characters`, or `` for a pure number. */
  readonly unit: string;
  /** The same output always gets the same score. */
  readonly isDeterministic: boolean;
  readonly isJudge: boolean;
  /** The evaluator compares both arms at once (pairwise) instead of scoring one. */
  readonly isPairwise: boolean;
}
