// The answer is what is expected, once case, punctuation and white space are set aside. Not similarity: it is right or it is not.
import { z } from 'zod';
import type { EvaluatorKind } from '../evaluator.ts';
import { bestReference } from './reading/bestReference.ts';
import { pointerOption } from './reading/jsonPointer.ts';
import { binaryScore } from './scoring/declare.ts';
import { evaluatorOf } from './scoring/evaluatorOf.ts';
import { scored } from './scoring/scored.ts';
import { normalizationOptions, normalizer } from './text/normalizeText.ts';

const options = z.strictObject({
  output: pointerOption,
  expected: pointerOption,
  ...normalizationOptions.shape,
});

const declaration = binaryScore('accuracy', ['expected']);

export const normalizedMatch: EvaluatorKind<z.infer<typeof options>> = {
  name: 'normalized-match',
  summary: 'The answer is what is expected once case, punctuation and white space are set aside.',
  version: 1,
  options,
  declare: () => declaration,
  create: (chosen) =>
    evaluatorOf(normalizedMatch, chosen, declaration, {
      score: bestReference({
        output: chosen.output,
        expected: chosen.expected,
        prepare: normalizer(chosen),
        compare: (answer, reference) => scored(answer === reference ? 1 : 0),
      }),
    }),
};
