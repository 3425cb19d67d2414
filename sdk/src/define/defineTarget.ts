// What is evaluated, as a function of the user's own. Not how it is called: `assay gate` loads the module in a process of its own.
import type { WireRetrievedContext, WireTokenUsage, WireToolCall } from '../wireEvaluation.ts';
import type { WireJson, WireJsonObject } from '../wireJson.ts';
import type { JsonLike, OnlyFieldsOf } from './jsonLike.ts';

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

/** An answer and what else is known about it; what is left out is unknown, not zero. */
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

/** A value is the output itself, but an object with `output` is a {@link TargetAnswer}, without any other field. */
export type CheckedAnswer<Answer> = Answer extends { readonly output: unknown }
  ? OnlyFieldsOf<TargetAnswer, Answer> & {
      readonly [Key in keyof TargetAnswer]: Key extends 'output' ? unknown : TargetAnswer[Key];
    } & { readonly output: JsonLike<Answer['output']> }
  : JsonLike<Answer>;

export type TargetFunction<Input = never, Answer = unknown> = (
  call: TargetCall<Input>,
) => Answer | Promise<Answer>;

/**
 * A function as a target: give it to `candidate` or `baseline` of `defineEval` in the same module, and export it. What it throws is an
 * error of its example, never a bad answer.
 *
 * The input is what the dataset has; say its type at the parameter: `defineTarget(async ({ input }: TargetCall<Question>) => …)`.
 *
 * @returns the function itself
 */
export function defineTarget<Input = WireJson, Answer = WireJson>(
  answer: (call: TargetCall<Input>) => CheckedAnswer<Answer> | Promise<CheckedAnswer<Answer>>,
): (call: TargetCall<Input>) => CheckedAnswer<Answer> | Promise<CheckedAnswer<Answer>> {
  return answer;
}
