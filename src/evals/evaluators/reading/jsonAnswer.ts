// The JSON value of an answer: as it came, or read from its text. Not whether it is the right one.
import { z } from 'zod';
import type { Json } from '../../../model/json.ts';
import type { EvaluatedItem } from '../../evaluator.ts';
import { missingInput, unscored, type Unscored } from '../scoring/unscored.ts';
import { depthWithin } from './depthWithin.ts';
import { valueAt } from './jsonPointer.ts';

/** Larger texts and deeper values are not examined: a document of that size is not an answer. */
const longestText = 8_000_000;
export const deepestValue = 200;

const anyJson = z.custom<Json>(() => true);

export type JsonAnswer =
  | { readonly kind: 'value'; readonly value: Json }
  /** The model wrote something that is no JSON: a failure of the answer, not of the evaluation. */
  | { readonly kind: 'not-json'; readonly reason: string }
  | Unscored;

/**
 * @param fences `accept` reads what is inside one Markdown code fence as well
 */
export function jsonAnswer(
  item: EvaluatedItem,
  pointer: string | null,
  fences: 'refuse' | 'accept',
): JsonAnswer {
  const found = valueAt(item.answer.output, pointer ?? '');
  if (found === undefined) return missingInput(`the output has nothing at ${String(pointer)}`);
  let value = found;
  if (typeof value === 'string') {
    if (value.length > longestText) {
      return unscored(
        'evaluator/too-long',
        `${String(value.length)} characters are too many to read as JSON`,
      );
    }
    try {
      value = anyJson.parse(JSON.parse(fences === 'accept' ? unfenced(value) : value));
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      return { kind: 'not-json', reason: `the answer is not JSON: ${why.slice(0, 200)}` };
    }
  }
  return depthWithin(value, deepestValue)
    ? { kind: 'value', value }
    : unscored('evaluator/too-long', `the answer is nested deeper than ${String(deepestValue)} levels`);
}

function unfenced(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.startsWith('```') || !trimmed.endsWith('```')) return text;
  const start = trimmed.indexOf('\n');
  return start < 0 ? text : trimmed.slice(start + 1, -3);
}
