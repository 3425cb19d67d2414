// Names what an evaluator looks at by its content, so that the same is not scored twice. Not the evaluator.
import { canonicalHash } from '../../datasets/canonicalHash.ts';
import type { TargetOutput } from '../../model/evaluation.ts';
import type { Json } from '../../model/json.ts';
import type { EvaluatedItem, Evaluator } from '../evaluator.ts';

/**
 * SHA-256, in hexadecimal, of the example, the answer and the opponent. A judge sees what was said, not what it took to say it, so equal
 * answers of two arms are judged once; other evaluators may look at everything. The epoch is left out: it is not looked at.
 */
export function subjectHash({ identity, needs }: Evaluator, item: EvaluatedItem): string {
  const { input, expected, metadata, tags } = item.example;
  const answer = (of: TargetOutput): Json => {
    const { output, contexts, citations, toolCalls, usage, costUsd, model, details } = of;
    const said = { output, contexts: asJson(contexts), citations, toolCalls: asJson(toolCalls) };
    const { inputTokens = null, outputTokens = null } = usage ?? {};
    const took = { usage: { inputTokens, outputTokens }, costUsd };
    if (!identity.isJudge) return { ...said, ...took, model, details };
    return needs.includes('usage') || needs.includes('cost') ? { ...said, ...took } : said;
  };
  return canonicalHash({
    example: { input, expected, metadata, tags },
    answer: answer(item.answer),
    opponent: item.opponent === null ? null : answer(item.opponent),
    latencyMs: needs.includes('latency') ? item.latencyMs : null,
  });
}

function asJson(values: readonly object[] | null): Json {
  // Contexts and tool calls are made of JSON by their types; interfaces merely have no index signature.
  return values as unknown as Json;
}
