// How long the target took to answer. Not the time in queues, waits and retries.
import { z } from 'zod';
import type { EvaluatorKind } from '../evaluator.ts';
import { amount } from './scoring/amount.ts';
import { quantity } from './scoring/declare.ts';
import { evaluatorOf } from './scoring/evaluatorOf.ts';
import { missingInput } from './scoring/unscored.ts';

const options = z.strictObject({});

const declaration = { ...quantity('latency', 'ms', ['latency']), isDeterministic: false };

export const latency: EvaluatorKind<z.infer<typeof options>> = {
  name: 'latency',
  summary: 'Milliseconds of the attempt that answered.',
  version: 1,
  options,
  declare: () => declaration,
  create: (chosen) =>
    evaluatorOf(latency, chosen, declaration, {
      score: ({ latencyMs }) =>
        latencyMs === null
          ? missingInput('the latency of this answer is not known')
          : amount(latencyMs, 'the latency of this answer'),
    }),
};
