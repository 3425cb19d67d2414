// The texts an answer is compared with: one, or several of which any is right. Not how they are compared.
import type { Example } from '../../../model/example.ts';
import type { Json } from '../../../model/json.ts';
import { missingInput, type Unscored } from '../scoring/unscored.ts';
import { plainText, textOf } from './answerText.ts';
import { expectedValue, type Found } from './expectedValue.ts';
import { valueAt } from './jsonPointer.ts';

/** More acceptable texts than this are a mistake in the dataset, and would make every score slow. */
const mostTexts = 100;

/**
 * Acceptable texts, at least one: a text, a list of texts, or an object with a text in `answer`, `text` or `content` or a list in
 * `answers`.
 *
 * @returns unscored when the example expects no text
 */
export function expectedTexts(example: Example, pointer: string | null): Found<readonly string[]> | Unscored {
  const expected = expectedValue(example, pointer);
  if (expected.kind === 'unscored') return expected;
  const texts = listOf(expected.value);
  if (texts === undefined || texts.length === 0) {
    return missingInput(
      `the expected output has no text ${pointer === null ? 'in the usual places' : `at ${pointer}`}`,
    );
  }
  if (texts.length > mostTexts) {
    return missingInput(
      `the example accepts ${String(texts.length)} texts; at most ${String(mostTexts)} are compared`,
    );
  }
  return { kind: 'found', value: texts };
}

function listOf(value: Json): readonly string[] | undefined {
  if (Array.isArray(value)) {
    const texts = value.map((member: Json) => plainText(member));
    return texts.every((text) => text !== undefined) ? texts : undefined;
  }
  const text = textOf(value);
  if (text !== undefined) return [text];
  const answers = value === null ? undefined : valueAt(value, '/answers');
  return Array.isArray(answers) ? listOf(answers) : undefined;
}
