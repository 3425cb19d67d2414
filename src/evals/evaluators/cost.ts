// What an answer cost, as its target says. Not an estimate from prices.
import { z } from 'zod';
import type { EvaluatorKind } from '../evaluator.ts';
import { amount } from './scoring/amount.ts';
import { quantity } from './scoring/declare.ts';
import { evaluatorOf } from './scoring/evaluatorOf.ts';
import { missingInput } from './scoring/unscored.ts';

const options = z.strictObject({});

const declaration = quantity('cost', 'USD', ['cost']);

export const cost: EvaluatorKind<z.infer<typeof options>> = {
  name: 'cost',
  summary: 'What the answer cost, in USD.',
  version: 1,
  options,
  declare: () => declaration,
  create: (chosen) =>
    evaluatorOf(cost, chosen, declaration, {
      score: ({ answer }) =>
        answer.costUsd === null
          ? missingInput('the cost of this answer is not known')
          : amount(answer.costUsd, 'the cost of this answer'),
    }),
};
