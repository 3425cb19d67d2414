// How much of a text stays when it is edited into what is expected. Not meaning.
import { z } from 'zod';
import type { EvaluatorKind } from '../evaluator.ts';
import { levenshteinDistance } from './measures/levenshteinDistance.ts';
import { bestReference } from './reading/bestReference.ts';
import { pointerOption } from './reading/jsonPointer.ts';
import { shareScore } from './scoring/declare.ts';
import { evaluatorOf } from './scoring/evaluatorOf.ts';
import { scored } from './scoring/scored.ts';
import { unscored } from './scoring/unscored.ts';
import { caseFold } from './text/caseFold.ts';
import { symbolsOf } from './text/symbols.ts';

const options = z.strictObject({
  output: pointerOption,
  expected: pointerOption,
  case: z.enum(['fold', 'keep']).default('keep'),
});

const declaration = shareScore('similarity', ['expected']);

export const levenshtein: EvaluatorKind<z.infer<typeof options>> = {
  name: 'levenshtein',
  summary: 'Likeness to the expected text: 1 − edits ÷ length of the longer text, counted in code points.',
  version: 1,
  options,
  declare: () => declaration,
  create: (chosen) =>
    evaluatorOf(levenshtein, chosen, declaration, {
      score: bestReference({
        output: chosen.output,
        expected: chosen.expected,
        prepare: (text) => symbolsOf(chosen.case === 'fold' ? caseFold(text) : text),
        compare(answer, reference) {
          const longer = Math.max(answer.length, reference.length);
          if (longer === 0) return scored(1);
          const distance = levenshteinDistance(answer, reference);
          return distance === undefined
            ? unscored(
                'evaluator/too-long',
                `${String(answer.length)} and ${String(reference.length)} characters are too many to compare`,
              )
            : scored(1 - distance / longer);
        },
      }),
    }),
};
