// The answer mentions given texts: any of them, all of them, or none. Not their meaning.
import { z } from 'zod';
import type { Score } from '../../model/evaluation.ts';
import type { EvaluatedItem, EvaluatorKind } from '../evaluator.ts';
import { answerText } from './reading/answerText.ts';
import { expectedTexts } from './reading/expectedTexts.ts';
import { pointerOption } from './reading/jsonPointer.ts';
import { rememberByExample } from './reading/rememberByExample.ts';
import { binaryScore } from './scoring/declare.ts';
import { evaluatorOf } from './scoring/evaluatorOf.ts';
import { scored } from './scoring/scored.ts';
import { caseFold } from './text/caseFold.ts';

const options = z.strictObject({
  output: pointerOption,
  expected: pointerOption,
  /** Null: the texts that the example expects. */
  texts: z.array(z.string().min(1)).min(1).nullable().default(null),
  mode: z.enum(['any', 'all', 'none']).default('any'),
  case: z.enum(['fold', 'keep']).default('fold'),
  wholeWords: z.boolean().default(false),
});
type Options = z.infer<typeof options>;

export const contains: EvaluatorKind<Options> = {
  name: 'contains',
  summary: 'The answer mentions any, all or none of given texts, or of the texts that the example expects.',
  version: 1,
  options,
  declare: ({ texts }) => binaryScore('accuracy', texts === null ? ['expected'] : []),
  create: (chosen) =>
    evaluatorOf(contains, chosen, binaryScore('accuracy', chosen.texts === null ? ['expected'] : []), {
      score: mentions(chosen),
    }),
};

function mentions(chosen: Options): (item: EvaluatedItem) => Score {
  const form = (text: string): string =>
    chosen.case === 'fold' ? caseFold(text.normalize('NFC')) : text.normalize('NFC');
  const fixed = chosen.texts?.map(form);
  const expected = rememberByExample((example) => {
    const texts = expectedTexts(example, chosen.expected);
    return texts.kind === 'unscored' ? texts : { ...texts, value: texts.value.map(form) };
  });
  const isIn = chosen.wholeWords ? hasWholeWords : (text: string, wanted: string) => text.includes(wanted);
  return (item) => {
    const wanted = fixed === undefined ? expected(item.example) : { kind: 'found' as const, value: fixed };
    if (wanted.kind === 'unscored') return wanted;
    const text = answerText(item, chosen.output);
    if (typeof text !== 'string') return text;
    const read = form(text);
    const found = wanted.value.filter((one) => isIn(read, one));
    const missing = wanted.value.filter((one) => !found.includes(one));
    switch (chosen.mode) {
      case 'any':
        return found.length > 0 ? scored(1) : scored(0, `none of ${listed(missing)}`);
      case 'all':
        return missing.length === 0 ? scored(1) : scored(0, `lacks ${listed(missing)}`);
      case 'none':
        return found.length === 0 ? scored(1) : scored(0, `mentions ${listed(found)}`);
    }
  };
}

const inWord = /[\p{L}\p{M}\p{N}_]/u;

/** The text occurs with no letter or digit directly before or after it. */
function hasWholeWords(text: string, wanted: string): boolean {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const before = text.slice(Math.max(0, at - 1), at);
    const after = text.slice(at + wanted.length, at + wanted.length + 1);
    if (!inWord.test(before) && !inWord.test(after)) return true;
  }
  return false;
}

function listed(texts: readonly string[]): string {
  const shown = texts.slice(0, 5).map((text) => `“${text.slice(0, 80)}”`);
  return shown.join(', ') + (texts.length > 5 ? ` and ${String(texts.length - 5)} more` : '');
}
