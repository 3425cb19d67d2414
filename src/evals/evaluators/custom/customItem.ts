// What an evaluator of the user's own is told of an answer: one shape for modules and commands. Not how it is sent.
import type { Json, JsonObject } from '../../../model/json.ts';
import type { EvaluatedItem } from '../../evaluator.ts';

/** Plain data, documented in docs/evaluators.md; null where nobody said. */
export type CustomItem = JsonObject & {
  readonly exampleId: string;
  readonly epoch: number;
  readonly input: Json;
  readonly output: Json;
  readonly expected: Json | null;
  readonly metadata: JsonObject;
};

export function customItem({ example, answer, epoch, latencyMs, opponent }: EvaluatedItem): CustomItem {
  return {
    exampleId: example.exampleId,
    epoch,
    input: example.input,
    output: answer.output,
    expected: example.expected,
    metadata: example.metadata,
    tags: example.tags,
    contexts: answer.contexts?.map(({ id, text }) => ({ id, text })) ?? null,
    citations: answer.citations,
    toolCalls: answer.toolCalls?.map((call) => ({ name: call.name, arguments: call.arguments })) ?? null,
    usage:
      answer.usage === null
        ? null
        : { inputTokens: answer.usage.inputTokens, outputTokens: answer.usage.outputTokens },
    costUsd: answer.costUsd,
    latencyMs,
    model: answer.model,
    details: answer.details,
    opponent: opponent?.output ?? null,
  };
}
