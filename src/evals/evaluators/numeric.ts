// The answer is the expected number, within a tolerance. Not a comparison of units.
import { z } from 'zod';
import type { Json } from '../../model/json.ts';
import type { EvaluatorKind } from '../evaluator.ts';
import { isWithinTolerance, toleranceOptions } from './measures/tolerance.ts';
import { answerText, textOf } from './reading/answerText.ts';
import { expectedValue } from './reading/expectedValue.ts';
import { pointerOption } from './reading/jsonPointer.ts';
import { numberIn, type NumberForm } from './reading/numberIn.ts';
import { rememberByExample } from './reading/rememberByExample.ts';
import { binaryScore } from './scoring/declare.ts';
import { evaluatorOf } from './scoring/evaluatorOf.ts';
import { scored } from './scoring/scored.ts';
import { missingInput } from './scoring/unscored.ts';

const options = z.strictObject({
  output: pointerOption,
  expected: pointerOption,
  ...toleranceOptions.shape,
  /** Which number of a longer answer. */
  find: z.enum(['whole', 'first', 'last']).default('last'),
  decimal: z.enum(['.', ',']).default('.'),
});

const declaration = binaryScore('accuracy', ['expected']);

export const numeric: EvaluatorKind<z.infer<typeof options>> = {
  name: 'numeric',
  summary: 'The answer is the expected number, within an absolute or relative tolerance.',
  version: 1,
  options,
  declare: () => declaration,
  create(chosen) {
    const wanted = rememberByExample((example) => {
      const found = expectedValue(example, chosen.expected);
      if (found.kind === 'unscored') return found;
      const number = numberOf(found.value, { find: 'whole', decimal: chosen.decimal });
      return number ?? missingInput('the expected output is not a number');
    });
    return evaluatorOf(numeric, chosen, declaration, {
      score(item) {
        const expected = wanted(item.example);
        if (typeof expected !== 'number') return expected;
        const text = answerText(item, chosen.output);
        if (typeof text !== 'string') return text;
        // A JSON number has been read already, whatever sign its reader uses for decimals.
        const { output } = item.answer;
        const answered = typeof output === 'number' ? output : numberIn(text, chosen);
        if (answered === undefined) return scored(0, 'the answer holds no number');
        return isWithinTolerance(answered, expected, chosen)
          ? scored(1)
          : scored(0, `answered ${String(answered)}, expected ${String(expected)}`);
      },
    });
  },
};

function numberOf(value: Json, form: NumberForm): number | undefined {
  if (typeof value === 'number') return value;
  const text = textOf(value);
  return text === undefined ? undefined : numberIn(text, form);
}
