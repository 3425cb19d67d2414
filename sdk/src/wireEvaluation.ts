// The wire types of what a target answered and what evaluators made of it. The only copy; the rules of the JSON are told in wire.ts.
import type { WireJson, WireJsonObject } from './wireJson.ts';

/** A passage that was retrieved for an answer. */
export interface WireRetrievedContext {
  readonly id: string;
  readonly text: string;
}

export interface WireToolCall {
  readonly name: string;
  readonly arguments: WireJson;
}

/** Counts of tokens as the endpoint reported them; null where it did not say. */
export interface WireTokenUsage {
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
}

/** What a target answered for one example in one epoch. Null: the target did not say. */
export interface WireTargetOutput {
  readonly output: WireJson;
  readonly contexts: readonly WireRetrievedContext[] | null;
  readonly citations: readonly string[] | null;
  readonly toolCalls: readonly WireToolCall[] | null;
  readonly usage: WireTokenUsage | null;
  readonly costUsd: number | null;
  /** The model that answered, as it names itself. */
  readonly model: string | null;
  /** What else the target wants kept: a finish reason, a trace id. */
  readonly details: WireJsonObject | null;
}

/** Why there is no answer. Data like any other: never a bad answer, never left out of the count. */
export interface WireEvaluationError {
  /** A code from the error table, such as `target/timeout`. */
  readonly code: string;
  readonly message: string;
  /** The reader can mend it by this. */
  readonly remedy: string;
}

export type WireOutcome =
  | { readonly kind: 'answered'; readonly answer: WireTargetOutput }
  | { readonly kind: 'error'; readonly error: WireEvaluationError };

/** A value on the evaluator's scale, or the reason why there is none. Never zero for want of a value. */
export type WireScore =
  | {
      readonly kind: 'scored';
      readonly value: number;
      readonly reason: string | null;
      readonly details: WireJsonObject | null;
    }
  | {
      readonly kind: 'unscored';
      readonly reason: string;
      readonly error: WireEvaluationError | null;
      /** What a judge said instead of a score, and what asking it took. Absent for most. */
      readonly details?: WireJsonObject | undefined;
    };

/** Which dimension of quality an evaluator speaks about. */
export type WireDimension =
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
export type WireScale = 'binary' | 'score' | 'ratio';

export type WireDirection = 'higher-is-better' | 'lower-is-better';

/** What an evaluator is, as stored with every score it gave. */
export interface WireEvaluatorIdentity {
  /** The name in the list of evaluators, such as `token-f1`. */
  readonly name: string;
  readonly version: number;
  /** Canonical: defaults filled in. */
  readonly options: WireJsonObject;
  /** SHA-256, in hexadecimal, of name, version and options; for judges also of prompt, rubric, model, parameters and parser. */
  readonly hash: string;
  readonly dimension: WireDimension;
  readonly direction: WireDirection;
  readonly scale: WireScale;
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
