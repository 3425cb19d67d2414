// How many words an answer shares with what is expected, as SQuAD scores it. Not their order.
import { z } from 'zod';
import type { EvaluatorKind } from '../evaluator.ts';
import { tokenF1 as shared } from './measures/tokenF1.ts';
import { bestReference } from './reading/bestReference.ts';
import { pointerOption } from './reading/jsonPointer.ts';
import { shareScore } from './scoring/declare.ts';
import { evaluatorOf } from './scoring/evaluatorOf.ts';
import { scored } from './scoring/scored.ts';
import { articlePattern, squadTokens } from './text/squadTokens.ts';

const options = z.strictObject({
  output: pointerOption,
  expected: pointerOption,
  metric: z.enum(['f1', 'precision', 'recall']).default('f1'),
  articles: z.array(z.string().min(1)).default(['a', 'an', 'the']),
});

const declaration = shareScore('similarity', ['expected']);

export const tokenF1: EvaluatorKind<z.infer<typeof options>> = {
  name: 'token-f1',
  summary: 'Words shared with the expected answer, normalised and scored as SQuAD does.',
  version: 1,
  options,
  declare: () => declaration,
  create(chosen) {
    const articles = articlePattern(chosen.articles);
    return evaluatorOf(tokenF1, chosen, declaration, {
      score: bestReference({
        output: chosen.output,
        expected: chosen.expected,
        prepare: (text) => squadTokens(text, articles),
        compare: (answer, reference) => scored(shared(answer, reference)[chosen.metric]),
      }),
    });
  },
};
