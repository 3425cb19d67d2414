// The score against whichever acceptable text is nearest, each prepared once. Not what nearness is.
import type { Score } from '../../../model/evaluation.ts';
import type { EvaluatedItem } from '../../evaluator.ts';
import type { Unscored } from '../scoring/unscored.ts';
import { answerText } from './answerText.ts';
import { expectedTexts } from './expectedTexts.ts';
import type { Found } from './expectedValue.ts';
import { rememberByExample } from './rememberByExample.ts';

interface Comparison<Prepared> {
  readonly output: string | null;
  readonly expected: string | null;
  /** Done once for every answer and once for every acceptable text. */
  readonly prepare: (text: string) => Prepared;
  readonly compare: (answer: Prepared, reference: Prepared) => Score;
}

/** A scoring function: the best score over the acceptable texts; unscored when any comparison could not be made and none was full. */
export function bestReference<Prepared>(comparison: Comparison<Prepared>): (item: EvaluatedItem) => Score {
  const { prepare, compare } = comparison;
  const references = rememberByExample((example): Found<readonly Prepared[]> | Unscored => {
    const texts = expectedTexts(example, comparison.expected);
    return texts.kind === 'unscored' ? texts : { kind: 'found', value: texts.value.map(prepare) };
  });
  return (item) => {
    const expected = references(item.example);
    if (expected.kind === 'unscored') return expected;
    const text = answerText(item, comparison.output);
    if (typeof text !== 'string') return text;
    const answer = prepare(text);
    let best: Score | undefined;
    for (const reference of expected.value) best = better(best, compare(answer, reference));
    return best ?? { kind: 'unscored', reason: 'no text is expected', error: null };
  };
}

/** An unscored comparison hides a better one unless a full score was already reached: the best of an unknown is unknown. */
function better(left: Score | undefined, right: Score): Score {
  if (left === undefined) return right;
  if (left.kind === 'unscored') return right.kind === 'scored' && right.value >= 1 ? right : left;
  if (right.kind === 'unscored') return left.value >= 1 ? left : right;
  return right.value > left.value ? right : left;
}
