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
import type { Json, JsonObject } from '../model/json.ts';
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

/** An evaluator with its options, ready to score. */
export interface Evaluator {
  readonly identity: EvaluatorIdentity;
  readonly needs: readonly EvaluatorNeed[];
  /**
   * The score, or why there is none. Never throws for what an answer contains; what it throws is a fault and becomes an
   * unscored result with the error kept.
   */
  score(item: EvaluatedItem, signal: AbortSignal): Score | Promise<Score>;
  /** The label an answer stands for, for classification; absent for others. */
  readonly labelOf?: (item: EvaluatedItem) => {
    readonly expected: string | null;
    readonly answered: string | null;
  };
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
  /** @throws AssayError `evaluator/invalid-options` for what the schema cannot express (a regex that does not compile) */
  create(options: Options, services: EvaluatorServices): Evaluator | Promise<Evaluator>;
}

/** Values as an evaluator reads them; kept here so that `Json` need not be imported everywhere. */
export type EvaluatedValue = Json;

/** Whether a call can be scored at all. */
export function isAnswered(
  call: CallRecord,
): call is CallRecord & { readonly outcome: { readonly kind: 'answered'; readonly answer: TargetOutput } } {
  return call.outcome.kind === 'answered';
}
