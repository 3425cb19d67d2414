// Runs of words shared with the expected texts: BLEU of each answer. The BLEU of a corpus is no mean of these: see measures/bleu.
import { z } from 'zod';
import type { EvaluatorKind } from '../evaluator.ts';
import { bleuText, sentenceBleu } from './measures/bleu.ts';
import { answerText } from './reading/answerText.ts';
import { expectedTexts } from './reading/expectedTexts.ts';
import { pointerOption } from './reading/jsonPointer.ts';
import { rememberByExample } from './reading/rememberByExample.ts';
import { shareScore } from './scoring/declare.ts';
import { evaluatorOf } from './scoring/evaluatorOf.ts';
import { scored } from './scoring/scored.ts';
import { bleuTokens } from './text/bleuTokens.ts';

const options = z.strictObject({
  output: pointerOption,
  expected: pointerOption,
  case: z.enum(['keep', 'lower']).default('keep'),
});

const declaration = shareScore('similarity', ['expected']);

export const bleu: EvaluatorKind<z.infer<typeof options>> = {
  name: 'bleu',
  summary: 'Sentence BLEU against all expected texts, as sacrebleu gives it, divided by 100.',
  version: 1,
  options,
  declare: () => declaration,
  create(chosen) {
    const prepared = (text: string): ReturnType<typeof bleuText> =>
      bleuText(bleuTokens(chosen.case === 'lower' ? text.toLowerCase() : text));
    const references = rememberByExample((example) => {
      const texts = expectedTexts(example, chosen.expected);
      return texts.kind === 'unscored' ? texts : { ...texts, value: texts.value.map(prepared) };
    });
    return evaluatorOf(bleu, chosen, declaration, {
      score(item) {
        const expected = references(item.example);
        if (expected.kind === 'unscored') return expected;
        const text = answerText(item, chosen.output);
        return typeof text === 'string' ? scored(sentenceBleu(prepared(text), expected.value)) : text;
      },
    });
  },
};
