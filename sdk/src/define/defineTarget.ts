// What is evaluated, as a function of the user's own. Not how it is called: `assay gate` loads the module in a process of its own.
import type { WireRetrievedContext, WireTokenUsage, WireToolCall } from '../wireEvaluation.ts';
import type { WireJson, WireJsonObject } from '../wireJson.ts';
import type { JsonLike, UnknownFields } from './jsonLike.ts';

/** What a target is told: never the expected answer. */
export interface TargetCall<Input = WireJson> {
  readonly input: Input;
  /** SHA-256 of the canonical JSON of the input, in hexadecimal. */
  readonly exampleId: string;
  /** From 0. */
  readonly epoch: number;
  /** A 32-bit unsigned integer, the same whenever the same gate asks for the same example and epoch again. */
  readonly seed: number;
  /** Aborted when the time for the example is over. */
  readonly signal: AbortSignal;
}

/** An answer and what else is known about it; what is left out is unknown, not zero. A value of any other kind is itself the output. */
export interface TargetAnswer {
  readonly output: WireJson;
  /** Passages that the answer was made from. */
  readonly contexts?: readonly (string | WireRetrievedContext)[] | null | undefined;
  readonly citations?: readonly string[] | null | undefined;
  readonly toolCalls?:
    readonly (Pick<WireToolCall, 'name'> & Partial<Pick<WireToolCall, 'arguments'>>)[] | null | undefined;
  readonly usage?: Partial<WireTokenUsage> | null | undefined;
  readonly costUsd?: number | null | undefined;
  /** The model that answered, as it names itself. */
  readonly model?: string | null | undefined;
  /** Whatever else should be kept. */
  readonly details?: WireJsonObject | null | undefined;
  /** In place of the measured time of the call, for what measures better itself. */
  readonly latencyMs?: number | null | undefined;
}

export type TargetFunction<Input = never, Answer = unknown> = (
  call: TargetCall<Input>,
) => Answer | Promise<Answer>;

/** Why an answer could only be refused: the names of fields that nobody reads, or a sentence; never for a good one. */
type BadAnswer<Answer> = Answer extends { readonly output: infer Output }
  ? | UnknownFields<TargetAnswer, Answer>
    | (Answer extends Omit<TargetAnswer, 'output'> ? never : 'a field is of another type')
    | (Output extends JsonLike<Output> ? never : 'the output has no JSON')
  : Answer extends JsonLike<Answer>
    ? never
    : 'the answer has no JSON';

/** Nothing for a good answer; otherwise a demand that no function meets. */
type GoodAnswer<Answer> = [BadAnswer<Answer>] extends [never]
  ? unknown
  : { readonly badAnswer: BadAnswer<Answer> };

/**
 * A function as a target: give it to `candidate` or `baseline` of `defineEval` in the same module, and export it. What it throws is an
 * error of its example, never a bad answer.
 *
 * The input is what the dataset has; say its type at the parameter: `defineTarget(async ({ input }: TargetCall<Question>) => …)`.
 *
 * @returns the function itself
 */
export function defineTarget<Input = WireJson, Answer = WireJson>(
  answer: ((call: TargetCall<Input>) => Answer | Promise<Answer>) & GoodAnswer<Answer>,
): (call: TargetCall<Input>) => Answer | Promise<Answer> {
  return answer;
}
