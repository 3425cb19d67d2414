// Answers and examples for tests of evaluators: complete ones, and ones that lack what is asked for.
import type { TargetOutput } from '../../../model/evaluation.ts';
import type { Example } from '../../../model/example.ts';
import type { Json } from '../../../model/json.ts';
import type { EvaluatedItem } from '../../evaluator.ts';

export function exampleOf(expected: Json, more: Partial<Example> = {}): Example {
  return {
    exampleId: 'e'.repeat(64),
    input: 'What is the capital of France?',
    expected,
    metadata: {},
    tags: [],
    split: null,
    cluster: null,
    ...more,
  };
}

export function answerOf(output: Json, more: Partial<TargetOutput> = {}): TargetOutput {
  return {
    output,
    contexts: null,
    citations: null,
    toolCalls: null,
    usage: null,
    costUsd: null,
    model: null,
    details: null,
    ...more,
  };
}

/** An answer to an example; nothing but what is given is known. */
export function evaluatedItem(
  output: Json,
  expected: Json = null,
  more: Partial<EvaluatedItem> & { readonly told?: Partial<TargetOutput> } = {},
): EvaluatedItem {
  const { told, ...rest } = more;
  return {
    example: exampleOf(expected),
    epoch: 0,
    answer: answerOf(output, told),
    latencyMs: null,
    opponent: null,
    ...rest,
  };
}
