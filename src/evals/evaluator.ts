// The contract of an evaluator: a function from input, answer and expectation to a score on one dimension. Knows no evaluator.
import type { z } from 'zod';
import type {
  CallRecord,
  EvaluatorIdentity,
  EvaluatorNeed,
  Score,
  TargetOutput,
} from '../model/evaluation.ts';
import type { Example } from '../model/example.ts';
import type { EvaluatorReference } from '../model/gatePolicy.ts';
import type { JsonObject } from '../model/json.ts';
import type { EvaluationContext } from './context.ts';

/** One answered call with the example it belongs to. Errors never reach an evaluator: they are unscored before. */
export interface EvaluatedItem {
  readonly example: Example;
  readonly epoch: number;
  readonly answer: TargetOutput;
  readonly latencyMs: number | null;
  /** The other arm's answer to the same example and epoch, for pairwise evaluators; null otherwise. */
  readonly opponent: TargetOutput | null;
}

export interface EvaluatorServices extends EvaluationContext {
  /** Folder that relative paths in options are meant from. */
  readonly folder: string;
}

/** What `create` is given: also the way to another evaluator, for those that are made of others. */
export interface CreationServices extends EvaluatorServices {
  /** As `openEvaluator`; the opener closes what it opened. */
  readonly open: (reference: EvaluatorReference) => Promise<Evaluator>;
}

/** What an evaluator says of its scores before there are any. */
export type EvaluatorDeclaration = Pick<
  EvaluatorIdentity,
  'dimension' | 'direction' | 'scale' | 'range' | 'unit' | 'isDeterministic' | 'isJudge' | 'isPairwise'
> & {
  readonly needs: readonly EvaluatorNeed[];
  /** False for what may be shown but never decide a verdict: a composite hides what it is made of. */
  readonly mayDecide: boolean;
};

/**
 * What a reference declares, with nothing opened; null when only what it opens can tell.
 *
 * @throws AssayError `evaluator/unknown`, `evaluator/invalid-options`
 */
export type DeclarationOf = (reference: EvaluatorReference) => EvaluatorDeclaration | null;

/** An evaluator with its options, ready to score. */
export interface Evaluator {
  readonly identity: EvaluatorIdentity;
  readonly needs: readonly EvaluatorNeed[];
  /**
   * The score, or why there is none. Never throws for what an answer contains; what it throws is a fault and becomes an
   * unscored result with the error kept.
   */
  score(item: EvaluatedItem, signal: AbortSignal): Score | Promise<Score>;
  /**
   * Makes one score of an example from its scores in all epochs (pass@k); absent where epochs are averaged.
   *
   * @param scores one per epoch, NaN where there is none
   * @returns NaN when the missing ones leave it open
   */
  readonly combineEpochs?: (scores: Float64Array) => number;
  /** Lets go of processes and connections. */
  close?(): Promise<void>;
}

/** A member of the list of evaluators. */
export interface EvaluatorKind<Options extends JsonObject = JsonObject> {
  readonly name: string;
  /** One sentence for the documentation. */
  readonly summary: string;
  /** Raised whenever a score could change. */
  readonly version: number;
  /** Options with their defaults; refuses unknown ones, so that a typo is not a silent default. */
  readonly options: z.ZodType<Options>;
  /** Pure; null when only `create` can tell (a module that says it itself). */
  declare(options: Options, declarationOf: DeclarationOf): EvaluatorDeclaration | null;
  /** @throws AssayError `evaluator/invalid-options` for what the schema cannot express (a regex that does not compile) */
  create(options: Options, services: CreationServices): Evaluator | Promise<Evaluator>;
}

/** Whether a call can be scored at all. */
export function isAnswered(
  call: CallRecord,
): call is CallRecord & { readonly outcome: { readonly kind: 'answered'; readonly answer: TargetOutput } } {
  return call.outcome.kind === 'answered';
}
