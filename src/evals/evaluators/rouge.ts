// Words, pairs of words or the longest common subsequence shared with what is expected: ROUGE. Not meaning.
import { z } from 'zod';
import type { EvaluatorKind } from '../evaluator.ts';
import { rouge as measured } from './measures/rouge.ts';
import { bestReference } from './reading/bestReference.ts';
import { pointerOption } from './reading/jsonPointer.ts';
import { shareScore } from './scoring/declare.ts';
import { evaluatorOf } from './scoring/evaluatorOf.ts';
import { scored } from './scoring/scored.ts';
import { unscored } from './scoring/unscored.ts';
import { rougeTokens } from './text/rougeTokens.ts';

const options = z.strictObject({
  output: pointerOption,
  expected: pointerOption,
  variant: z.enum(['rouge-l', 'rouge-1', 'rouge-2']).default('rouge-l'),
  metric: z.enum(['f1', 'precision', 'recall']).default('f1'),
  tokens: z.enum(['unicode', 'rouge-score']).default('unicode'),
});

const declaration = shareScore('similarity', ['expected']);

export const rouge: EvaluatorKind<z.infer<typeof options>> = {
  name: 'rouge',
  summary: 'Overlap with the expected text: ROUGE-L by default, or ROUGE-1 and ROUGE-2.',
  version: 1,
  options,
  declare: () => declaration,
  create: (chosen) =>
    evaluatorOf(rouge, chosen, declaration, {
      score: bestReference({
        output: chosen.output,
        expected: chosen.expected,
        prepare: (text) => rougeTokens(text, chosen.tokens),
        compare(answer, reference) {
          const overlap = measured(chosen.variant, answer, reference);
          return overlap === undefined
            ? unscored(
                'evaluator/too-long',
                `${String(answer.length)} words are too many for ${chosen.variant}`,
              )
            : scored(overlap[chosen.metric]);
        },
      }),
    }),
};
