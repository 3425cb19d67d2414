// What a judge is shown of an example and its answers, as texts by placeholder. Not how they are worded around.
import type { TargetOutput } from '../../model/evaluation.ts';
import type { Json } from '../../model/json.ts';
import type { EvaluatedItem } from '../evaluator.ts';
import { valueAt } from '../evaluators/reading/jsonPointer.ts';
import { missingInput, unscored, type Unscored } from '../evaluators/scoring/unscored.ts';
import type { JudgeOptions } from './judgeOptions.ts';
import { asText, passages } from './prompt/judgeMessages.ts';

export type Texts = Readonly<Record<string, string>>;

/** Input, expectation and passages; unscored when the example or the answer lacks one that the judge is to see. */
export function commonTexts(
  options: JudgeOptions,
  { example, answer }: Pick<EvaluatedItem, 'example' | 'answer'>,
): { readonly kind: 'texts'; readonly texts: Texts } | Unscored {
  const texts: Record<string, string> = {};
  const input = at(example.input, options.input);
  if (options.includeInput || options.prompt !== null) {
    if (input === undefined) return missingInput(`the input has nothing at ${options.input ?? ''}`);
    texts['input'] = asText(input);
  }
  if (options.includeExpected) {
    if (example.expected === null) return missingInput('the example has no expected output');
    const expected = at(example.expected, options.expected);
    if (expected === undefined)
      return missingInput(`the expected output has nothing at ${options.expected ?? ''}`);
    texts['expected'] = asText(expected);
  }
  if (options.includeContexts === true) {
    if (answer.contexts === null) return missingInput('the target does not say which passages it used');
    texts['contexts'] = passages(answer.contexts);
  }
  return { kind: 'texts', texts };
}

/** The part of an answer that is judged, as a text; unscored when it is not there. */
export function outputText(options: JudgeOptions, answer: TargetOutput): string | Unscored {
  const output = at(answer.output, options.output);
  return output === undefined
    ? missingInput(`the output has nothing at ${options.output ?? ''}`)
    : asText(output);
}

/** Unscored when there is more than a judge is given to read. */
export function tooLong(options: JudgeOptions, texts: Texts): Unscored | undefined {
  const characters = Object.values(texts).reduce((sum, text) => sum + text.length, 0);
  if (characters <= options.mostCharacters) return undefined;
  return unscored(
    'evaluator/too-long',
    `${characters} characters are more than the ${options.mostCharacters} that the judge is given (mostCharacters)`,
  );
}

function at(value: Json, pointer: string | null): Json | undefined {
  return pointer === null ? value : valueAt(value, pointer);
}
