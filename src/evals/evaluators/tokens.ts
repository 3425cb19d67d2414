// How many tokens an answer took. Not their price: see cost.
import { z } from 'zod';
import type { EvaluatorKind } from '../evaluator.ts';
import { tokenCount } from './reading/tokenCount.ts';
import { amount } from './scoring/amount.ts';
import { quantity } from './scoring/declare.ts';
import { evaluatorOf } from './scoring/evaluatorOf.ts';

const options = z.strictObject({ count: z.enum(['input', 'output', 'total']).default('total') });

const declaration = quantity('tokens', 'tokens', ['usage']);

export const tokens: EvaluatorKind<z.infer<typeof options>> = {
  name: 'tokens',
  summary: 'Tokens of the input, the output or both, as the endpoint counted them.',
  version: 1,
  options,
  declare: () => declaration,
  create: (chosen) =>
    evaluatorOf(tokens, chosen, declaration, {
      score({ answer }) {
        const count = tokenCount(answer.usage, chosen.count);
        return typeof count === 'number' ? amount(count, 'the count of tokens') : count;
      },
    }),
};
