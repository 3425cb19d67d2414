// The text of an answer: where evaluators of text look. Not how texts are compared.
import type { Json } from '../../../model/json.ts';
import type { EvaluatedItem } from '../../evaluator.ts';
import { missingInput, unscored, type Unscored } from '../scoring/unscored.ts';
import { valueAt } from './jsonPointer.ts';

/** Fields of an output that is an object which hold its text, in the order they are tried. */
export const textFields: readonly string[] = ['answer', 'text', 'content'];

/** Longer texts are no answers, and comparing them would take gigabytes and minutes. */
const longestText = 1_000_000;

/**
 * The text to judge, in Unicode normal form C: the value at `pointer`, or the output itself, or its `answer`, `text` or `content`.
 * Numbers and booleans are texts as JSON writes them.
 *
 * @param longest more characters than this are too many to judge
 * @returns unscored when the output has no text there, or too long a one
 */
export function answerText(
  item: EvaluatedItem,
  pointer: string | null,
  longest: number = longestText,
): string | Unscored {
  const { output } = item.answer;
  const text = pointer === null ? textOf(output) : plainText(valueAt(output, pointer));
  if (text !== undefined && text.length > longest) {
    return unscored(
      'evaluator/too-long',
      `the answer has ${String(text.length)} characters; at most ${String(longest)} are judged`,
    );
  }
  if (text !== undefined) return text;
  return missingInput(
    pointer === null
      ? 'the output is neither a text nor an object with a text in `answer`, `text` or `content`'
      : `the output has no text at ${pointer}`,
  );
}

/** A text in the usual places; undefined when there is none. */
export function textOf(value: Json): string | undefined {
  const plain = plainText(value);
  if (plain !== undefined || value === null || typeof value !== 'object') return plain;
  for (const field of textFields) {
    const text = plainText(valueAt(value, `/${field}`));
    if (text !== undefined) return text;
  }
  return undefined;
}

/** A text, number or boolean as a text; undefined for anything else. */
export function plainText(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value.normalize('NFC');
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
