// A score of the user's own: a function from what was asked, answered and expected to a number. Not how it is called.
import type {
  WireDimension,
  WireDirection,
  WireRetrievedContext,
  WireTokenUsage,
  WireToolCall,
} from '../wireEvaluation.ts';
import type { WireJson, WireJsonObject } from '../wireJson.ts';
import type { UnknownFields } from './jsonLike.ts';

/** One answered call with the example it belongs to; null where nobody said. */
export interface ScoredItem<Input = WireJson, Output = WireJson, Expected = WireJson> {
  readonly exampleId: string;
  /** From 0. */
  readonly epoch: number;
  readonly input: Input;
  readonly output: Output;
  readonly expected: Expected | null;
  readonly metadata: WireJsonObject;
  readonly tags: readonly string[];
  readonly contexts: readonly WireRetrievedContext[] | null;
  readonly citations: readonly string[] | null;
  readonly toolCalls: readonly WireToolCall[] | null;
  readonly usage: WireTokenUsage | null;
  readonly costUsd: number | null;
  readonly latencyMs: number | null;
  /** The model that answered, as it names itself. */
  readonly model: string | null;
  readonly details: WireJsonObject | null;
  /** The other arm's output, for an evaluator that compares both; null for others. */
  readonly opponent: Output | null;
}

/** Null is *no score*: unscored, never zero. True and false are 1 and 0. */
export type PlainScore = number | boolean | null;

export interface ExplainedScore {
  readonly score: PlainScore;
  /** For the person who reads the example. */
  readonly reason?: string | null | undefined;
  readonly details?: WireJsonObject | null | undefined;
}

export type ScoreResult = PlainScore | ExplainedScore;

/**
 * What `score` reads, or uses. Scores of what asks a model are kept and found again by the answer: say `endpoint`, and `latency` when
 * `latencyMs` matters as well.
 */
export type EvaluatorNeed =
  'expected' | 'contexts' | 'citations' | 'tool-calls' | 'usage' | 'cost' | 'latency' | 'endpoint';

export interface EvaluatorFacts {
  /** `custom` when absent. */
  readonly dimension?: WireDimension | undefined;
  /** `higher-is-better` when absent. */
  readonly direction?: WireDirection | undefined;
  /** None when absent. */
  readonly needs?: readonly EvaluatorNeed[] | undefined;
  /** False for what may score the same answer differently, such as whatever asks a model; true when absent. */
  readonly isDeterministic?: boolean | undefined;
  /** Compares both arms, finding the other's output in `opponent`; false when absent. */
  readonly isPairwise?: boolean | undefined;
  /** Raise it when scores change for a reason that the code does not show; 1 when absent. */
  readonly version?: number | undefined;
}

/**
 * The scale decides the range: `binary` is 0 or 1, `score` lies in [0, 1], `ratio` is an amount from 0 up (a time, a count), compared by
 * its growth; only a ratio has a unit. A score outside of its range is refused and its example unscored.
 */
export type EvaluatorScale =
  | { readonly scale?: 'binary' | 'score' | undefined; readonly unit?: '' | undefined }
  | { readonly scale: 'ratio'; readonly unit?: string | undefined };

export type EvaluatorDefinition<Item = never, Result = unknown> = EvaluatorFacts &
  EvaluatorScale & {
    /** @param options as the objective gives them */
    readonly score: (item: Item, options: WireJsonObject, signal: AbortSignal) => Result | Promise<Result>;
    /** Lets go of what `score` holds open, once nothing more is scored. */
    readonly close?: (() => unknown) | undefined;
  };

/** Nothing, when every field of the result is read; otherwise a demand that no evaluator meets and that names the field. */
type KnownFieldsOnly<Result> = [UnknownFields<ExplainedScore, Result>] extends [never]
  ? unknown
  : { readonly score: { readonly unknownFieldOfTheResult: UnknownFields<ExplainedScore, Result> } };

/**
 * An evaluator of your own: give it to an objective of `defineEval` in the same module, and export it.
 *
 * What the dataset and the target hold is said at the parameter: `score({ output }: ScoredItem<Question, string>) { … }`.
 *
 * @returns the definition itself
 */
export function defineEvaluator<
  Input = WireJson,
  Output = WireJson,
  Expected = WireJson,
  Result extends ScoreResult = ScoreResult,
>(
  evaluator: EvaluatorDefinition<ScoredItem<Input, Output, Expected>, Result> & KnownFieldsOnly<Result>,
): EvaluatorDefinition<ScoredItem<Input, Output, Expected>, Result> {
  return evaluator;
}
