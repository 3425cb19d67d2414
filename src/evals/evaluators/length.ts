// How long an answer is, or whether its length is within bounds. Not whether it says enough.
import { z } from 'zod';
import { AssayError } from '../../model/errors.ts';
import type { EvaluatedItem, EvaluatorDeclaration, EvaluatorKind } from '../evaluator.ts';
import { answerText } from './reading/answerText.ts';
import { pointerOption } from './reading/jsonPointer.ts';
import { tokenCount } from './reading/tokenCount.ts';
import { amount } from './scoring/amount.ts';
import { binaryScore, quantity } from './scoring/declare.ts';
import { evaluatorOf } from './scoring/evaluatorOf.ts';
import { scored } from './scoring/scored.ts';
import type { Unscored } from './scoring/unscored.ts';
import { graphemeCount } from './text/graphemes.ts';
import { words } from './text/words.ts';

const bound = z.number().int().min(0).nullable().default(null);

const options = z.strictObject({
  output: pointerOption,
  unit: z.enum(['characters', 'words', 'tokens']).default('characters'),
  /** With either bound the score says whether the length is within them; without, it is the length. */
  least: bound,
  most: bound,
  direction: z.enum(['lower-is-better', 'higher-is-better']).default('lower-is-better'),
});
type Options = z.infer<typeof options>;

export const length: EvaluatorKind<Options> = {
  name: 'length',
  summary: 'The length of the answer in characters, words or tokens, or whether it is within bounds.',
  version: 1,
  options,
  declare: declarationFor,
  create: (chosen) =>
    evaluatorOf(length, chosen, declarationFor(chosen), {
      score(item) {
        const measured = measure(item, chosen);
        if (typeof measured !== 'number') return measured;
        if (!isBounded(chosen)) return amount(measured, 'the length of this answer');
        const isWithin = measured >= (chosen.least ?? 0) && measured <= (chosen.most ?? Infinity);
        return scored(isWithin ? 1 : 0, `${String(measured)} ${chosen.unit}`);
      },
    }),
};

function isBounded({ least, most }: Options): boolean {
  return least !== null || most !== null;
}

function declarationFor(chosen: Options): EvaluatorDeclaration {
  const { least, most, unit } = chosen;
  if (least !== null && most !== null && least > most) {
    throw new AssayError('evaluator/invalid-options', 'length: `least` is larger than `most`', {
      path: ['least'],
    });
  }
  const needs = unit === 'tokens' ? (['usage'] as const) : [];
  return isBounded(chosen) ? binaryScore('length', needs) : quantity('length', unit, needs, chosen.direction);
}

function measure(item: EvaluatedItem, { output, unit }: Options): number | Unscored {
  if (unit === 'tokens') return tokenCount(item.answer.usage, 'output');
  const text = answerText(item, output, Infinity);
  if (typeof text !== 'string') return text;
  return unit === 'words' ? words(text).length : graphemeCount(text);
}
