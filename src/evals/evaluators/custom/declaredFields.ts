// What an evaluator of the user's own says of its scores: the same fields in a module and in the options of a command.
import { z } from 'zod';
import { AssayError } from '../../../model/errors.ts';
import type { EvaluatorDeclaration } from '../../evaluator.ts';

export const declaredFields = {
  dimension: z
    .enum([
      'accuracy',
      'factuality',
      'format',
      'similarity',
      'retrieval',
      'safety',
      'refusal',
      'tools',
      'latency',
      'cost',
      'tokens',
      'length',
      'preference',
      'custom',
    ])
    .default('custom'),
  direction: z.enum(['higher-is-better', 'lower-is-better']).default('higher-is-better'),
  scale: z.enum(['binary', 'score', 'ratio']).default('score'),
  unit: z.string().max(40).default(''),
  needs: z
    .array(
      z.enum(['expected', 'contexts', 'citations', 'tool-calls', 'usage', 'cost', 'latency', 'endpoint']),
    )
    .default([]),
  isDeterministic: z.boolean().default(true),
  isPairwise: z.boolean().default(false),
};

export type Declared = {
  readonly [Field in keyof typeof declaredFields]: z.infer<(typeof declaredFields)[Field]>;
};

/** @throws AssayError `evaluator/invalid-options` for a unit on a scale that has none */
export function customDeclaration(said: Declared): EvaluatorDeclaration {
  const { dimension, direction, scale, unit, needs, isDeterministic, isPairwise } = said;
  if (unit !== '' && scale !== 'ratio') {
    throw new AssayError('evaluator/invalid-options', `unit: only a ratio has a unit, not a ${scale} scale`, {
      path: ['unit'],
    });
  }
  return {
    dimension,
    direction,
    scale,
    range: scale === 'ratio' ? [0, null] : [0, 1],
    unit,
    needs,
    isDeterministic,
    isPairwise,
    isJudge: false,
    mayDecide: true,
  };
}
