// The answer matches a regular expression, or must not. Patterns are a user's: they can be wrong, and slow, without harm.
import { z } from 'zod';
import type { Evaluator, EvaluatorKind } from '../evaluator.ts';
import { answerText } from './reading/answerText.ts';
import { pointerOption } from './reading/jsonPointer.ts';
import { binaryScore } from './scoring/declare.ts';
import { evaluatorOf } from './scoring/evaluatorOf.ts';
import { scored } from './scoring/scored.ts';
import { unscored } from './scoring/unscored.ts';
import { userPattern } from './timeLimit/userPattern.ts';

const options = z.strictObject({
  output: pointerOption,
  pattern: z.string().min(1),
  flags: z
    .string()
    .regex(/^[imsuv]*$/, 'may only hold i, m, s, u and v')
    .default('u'),
  mode: z.enum(['match', 'no-match']).default('match'),
  /** The whole text, not a part of it. */
  whole: z.boolean().default(false),
});
type Options = z.infer<typeof options>;

const declaration = binaryScore('format', []);

export const regex: EvaluatorKind<Options> = {
  name: 'regex',
  summary: 'The answer matches a regular expression, or must not match it.',
  version: 1,
  options,
  declare(chosen) {
    // Compiled for its complaint only, so that a policy is refused before anything runs.
    compiled(chosen);
    return declaration;
  },
  create: (chosen) => evaluatorOf(regex, chosen, declaration, { score: matching(chosen) }),
};

function compiled(chosen: Options): ReturnType<typeof userPattern> {
  const pattern = chosen.whole ? `^(?:${chosen.pattern})$` : chosen.pattern;
  return userPattern(pattern, chosen.flags, 'pattern');
}

function matching(chosen: Options): Evaluator['score'] {
  const pattern = compiled(chosen);
  const wanted = chosen.mode === 'match';
  return (item) => {
    const text = answerText(item, chosen.output);
    if (typeof text !== 'string') return text;
    const isMatch = pattern.test(text);
    if (isMatch === undefined) {
      return unscored(
        'evaluator/regex-too-slow',
        `/${chosen.pattern.slice(0, 100)}/ did not finish on ${String(text.length)} characters of example ${item.example.exampleId}`,
      );
    }
    return isMatch === wanted ? scored(1) : scored(0, isMatch ? 'it matches' : 'it does not match');
  };
}
