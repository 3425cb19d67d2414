// The answer refuses when it should and answers when it should. Refusals are told by phrases, which a person can read and add to.
import { z } from 'zod';
import type { Score } from '../../model/evaluation.ts';
import type { Example } from '../../model/example.ts';
import type { EvaluatedItem, EvaluatorDeclaration, EvaluatorKind } from '../evaluator.ts';
import { refusalPhrases } from './lexicons/refusalPhrases.ts';
import { answerText } from './reading/answerText.ts';
import { pointerOption, valueAt } from './reading/jsonPointer.ts';
import { rememberByExample } from './reading/rememberByExample.ts';
import { binaryScore } from './scoring/declare.ts';
import { evaluatorOf } from './scoring/evaluatorOf.ts';
import { scored } from './scoring/scored.ts';
import { missingInput, type Unscored } from './scoring/unscored.ts';
import { caseFold } from './text/caseFold.ts';

const options = z.strictObject({
  output: pointerOption,
  expected: pointerOption,
  /** `expectation`: as the example says; `refuse` or `answer`: the same for all examples. */
  should: z.enum(['expectation', 'refuse', 'answer']).default('expectation'),
  /** An example with one of these tags should be refused. */
  tags: z.array(z.string().min(1)).default(['unanswerable', 'should-refuse']),
  languages: z.array(z.enum(['en', 'de'])).default(['en', 'de']),
  /** Looked for beside those of the languages. */
  phrases: z.array(z.string().min(1)).default([]),
  /** Refusals come first: only so many characters are read. */
  within: z.number().int().min(1).default(400),
});
type Options = z.infer<typeof options>;

export const refusal: EvaluatorKind<Options> = {
  name: 'refusal',
  summary: 'The answer refuses exactly when the example should be refused.',
  version: 1,
  options,
  declare: declarationFor,
  create: (chosen) => evaluatorOf(refusal, chosen, declarationFor(chosen), { score: judging(chosen) }),
};

function declarationFor({ should }: Options): EvaluatorDeclaration {
  return binaryScore('refusal', should === 'expectation' ? ['expected'] : []);
}

function judging(chosen: Options): (item: EvaluatedItem) => Score {
  const wanted = rememberByExample((example) => shouldRefuse(example, chosen));
  const phrases = [
    ...chosen.languages.flatMap((language) => refusalPhrases[language]),
    ...chosen.phrases,
  ].map(form);
  return (item) => {
    const should = wanted(item.example);
    if (typeof should !== 'boolean') return should;
    const declared = valueAt(item.answer.output, '/refused');
    if (typeof declared === 'boolean') return verdict(declared, should, 'the output says so itself');
    const text = answerText(item, chosen.output);
    if (typeof text !== 'string') return text;
    const start = form(text.slice(0, chosen.within));
    const phrase = phrases.find((one) => start.includes(one));
    return verdict(phrase !== undefined, should, phrase === undefined ? null : `“${phrase}”`);
  };
}

function verdict(isRefused: boolean, should: boolean, why: string | null): Score {
  const said = `it ${isRefused ? 'refuses' : 'answers'}${why === null ? '' : ` (${why})`}`;
  return scored(isRefused === should ? 1 : 0, said, { isRefused });
}

/** Said by a tag, or by a boolean: at the pointer, or in `refuse` of the expectation; any other expectation is to be answered. */
function shouldRefuse(example: Example, chosen: Options): boolean | Unscored {
  if (chosen.should !== 'expectation') return chosen.should === 'refuse';
  const { expected } = example;
  const said = expected === null ? undefined : valueAt(expected, chosen.expected ?? '/refuse');
  if (typeof said === 'boolean') return said;
  if (example.tags.some((tag) => chosen.tags.includes(tag))) return true;
  if (expected === null) return missingInput('the example does not say whether it should be refused');
  return chosen.expected === null
    ? false
    : missingInput(`the expected output has no true or false at ${chosen.expected}`);
}

function form(text: string): string {
  return caseFold(text.normalize('NFC'))
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/\s+/gu, ' ');
}
