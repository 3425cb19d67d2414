// Schemas of what a target answered and what evaluators made of it, as records keep it.
import { z } from 'zod';
import type { EvaluatorIdentity, Outcome, Score } from '../../model/evaluation.ts';
import { jsonObject, jsonValue, numberOrNull, textOrNull } from './values.ts';

const evaluationError = z
  .strictObject({ code: z.string(), message: z.string(), remedy: z.string() })
  .meta({ id: 'EvaluationError', description: 'Why there is no answer or no score. Data like any other.' });

const targetOutput = z
  .strictObject({
    output: jsonValue,
    contexts: z.array(z.strictObject({ id: z.string(), text: z.string() })).nullable(),
    citations: z.array(z.string()).nullable(),
    toolCalls: z.array(z.strictObject({ name: z.string(), arguments: jsonValue })).nullable(),
    usage: z.strictObject({ inputTokens: numberOrNull, outputTokens: numberOrNull }).nullable(),
    costUsd: numberOrNull,
    model: textOrNull,
    details: jsonObject.nullable(),
  })
  .meta({ id: 'TargetOutput', description: 'What a target answered; null where it did not say.' });

export const outcome = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('answered'), answer: targetOutput }),
    z.strictObject({ kind: z.literal('error'), error: evaluationError }),
  ])
  .meta({ id: 'Outcome' }) satisfies z.ZodType<Outcome>;

export const score = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('scored'),
      value: z.number(),
      reason: textOrNull,
      details: jsonObject.nullable(),
    }),
    z.strictObject({
      kind: z.literal('unscored'),
      reason: z.string(),
      error: evaluationError.nullable(),
      details: jsonObject.optional(),
    }),
  ])
  .meta({
    id: 'Score',
    description: 'A value on the scale of the evaluator, or why there is none.',
  }) satisfies z.ZodType<Score>;

export const evaluatorIdentity = z
  .strictObject({
    name: z.string(),
    version: z.int(),
    options: jsonObject,
    hash: z.string(),
    dimension: z.enum([
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
    ]),
    direction: z.enum(['higher-is-better', 'lower-is-better']),
    scale: z.enum(['binary', 'score', 'ratio']),
    range: z.tuple([numberOrNull, numberOrNull]),
    unit: z.string(),
    isDeterministic: z.boolean(),
    isJudge: z.boolean(),
    isPairwise: z.boolean(),
  })
  .meta({ id: 'EvaluatorIdentity' }) satisfies z.ZodType<EvaluatorIdentity>;
