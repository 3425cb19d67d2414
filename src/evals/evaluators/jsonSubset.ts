// The answer holds every field that is expected, numbers within a tolerance. Not that it holds nothing else.
import { z } from 'zod';
import type { EvaluatorDeclaration, EvaluatorKind } from '../evaluator.ts';
import { jsonSubset as compared } from './measures/jsonSubset.ts';
import { toleranceOptions } from './measures/tolerance.ts';
import { depthWithin } from './reading/depthWithin.ts';
import { expectedValue } from './reading/expectedValue.ts';
import { deepestValue, jsonAnswer } from './reading/jsonAnswer.ts';
import { pointerOption } from './reading/jsonPointer.ts';
import { rememberByExample } from './reading/rememberByExample.ts';
import { binaryScore, shareScore } from './scoring/declare.ts';
import { evaluatorOf } from './scoring/evaluatorOf.ts';
import { scored } from './scoring/scored.ts';
import { missingInput } from './scoring/unscored.ts';

const options = z.strictObject({
  output: pointerOption,
  expected: pointerOption,
  tolerance: toleranceOptions.default({ absolute: 0, relative: 0 }),
  lists: z.enum(['ordered', 'unordered']).default('ordered'),
  /** `all`: 1 only when everything is there; `share`: the share of expected values that are. */
  score: z.enum(['all', 'share']).default('all'),
  fences: z.enum(['refuse', 'accept']).default('refuse'),
});
type Options = z.infer<typeof options>;

export const jsonSubset: EvaluatorKind<Options> = {
  name: 'json-subset',
  summary:
    'The answer is JSON that holds everything expected, numbers within a tolerance; more may be there.',
  version: 1,
  options,
  declare: declarationFor,
  create(chosen) {
    const wanted = rememberByExample((example) => {
      const found = expectedValue(example, chosen.expected);
      if (found.kind === 'unscored' || depthWithin(found.value, deepestValue)) return found;
      return missingInput(`the expected output is nested deeper than ${String(deepestValue)} levels`);
    });
    return evaluatorOf(jsonSubset, chosen, declarationFor(chosen), {
      score(item) {
        const expected = wanted(item.example);
        if (expected.kind === 'unscored') return expected;
        const answer = jsonAnswer(item, chosen.output, chosen.fences);
        if (answer.kind === 'not-json') return scored(0, answer.reason);
        if (answer.kind === 'unscored') return answer;
        const { matched, total, firstMissing } = compared(answer.value, expected.value, chosen);
        if (matched === total) return scored(1);
        const reason = `${String(matched)} of ${String(total)} expected values; not ${firstMissing === '' ? 'the whole' : String(firstMissing)}`;
        return scored(chosen.score === 'all' ? 0 : matched / total, reason, { matched, total });
      },
    });
  },
};

function declarationFor(chosen: Options): EvaluatorDeclaration {
  return (chosen.score === 'all' ? binaryScore : shareScore)('accuracy', ['expected']);
}
