// The answer is exactly what is expected, to the last character. Not forgiving: see normalizedMatch.
import { z } from 'zod';
import { canonicalJson } from '../../datasets/canonicalHash.ts';
import type { Score } from '../../model/evaluation.ts';
import type { EvaluatedItem, EvaluatorKind } from '../evaluator.ts';
import { bestReference } from './reading/bestReference.ts';
import { expectedValue } from './reading/expectedValue.ts';
import { pointerOption, valueAt } from './reading/jsonPointer.ts';
import { rememberByExample } from './reading/rememberByExample.ts';
import { binaryScore } from './scoring/declare.ts';
import { evaluatorOf } from './scoring/evaluatorOf.ts';
import { scored } from './scoring/scored.ts';
import { missingInput } from './scoring/unscored.ts';

const options = z.strictObject({
  output: pointerOption,
  expected: pointerOption,
  as: z.enum(['text', 'json']).default('text'),
});
type Options = z.infer<typeof options>;

const declaration = binaryScore('accuracy', ['expected']);

export const exactMatch: EvaluatorKind<Options> = {
  name: 'exact-match',
  summary: 'The answer is exactly what is expected: the same text, or with `as: json` the same JSON value.',
  version: 1,
  options,
  declare: () => declaration,
  create: (chosen) =>
    evaluatorOf(exactMatch, chosen, declaration, {
      score: chosen.as === 'json' ? sameJson(chosen) : sameText(chosen),
    }),
};

function sameText({ output, expected }: Options): (item: EvaluatedItem) => Score {
  return bestReference({
    output,
    expected,
    prepare: (text) => text,
    compare: (answer, reference) => scored(answer === reference ? 1 : 0),
  });
}

function sameJson(chosen: Options): (item: EvaluatedItem) => Score {
  const expectation = rememberByExample((example) => {
    const found = expectedValue(example, chosen.expected);
    return found.kind === 'unscored' ? found : canonicalJson(found.value);
  });
  return (item) => {
    const expected = expectation(item.example);
    if (typeof expected !== 'string') return expected;
    const value = valueAt(item.answer.output, chosen.output ?? '');
    return value === undefined
      ? missingInput(`the output has nothing at ${String(chosen.output)}`)
      : scored(canonicalJson(value) === expected ? 1 : 0);
  };
}
