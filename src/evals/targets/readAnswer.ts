// Reads an answer as targets in any language give it: `output` and what else they know. Not errors, not ids.
import { z } from 'zod';
import type { TargetOutput } from '../../model/evaluation.ts';
import type { Json, JsonObject } from '../../model/json.ts';

export type ReadAnswer =
  | { readonly ok: true; readonly answer: TargetOutput; readonly latencyMs: number | null }
  | { readonly ok: false; readonly problem: string };

const json = z.custom<Json>((value) => value !== undefined, 'is missing');
const jsonObject = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'must be an object',
);
const tokens = z.number().min(0).nullable().default(null);

const answerSchema = z.strictObject({
  output: json,
  contexts: z
    .array(z.union([z.string(), z.strictObject({ id: z.union([z.string(), z.number()]), text: z.string() })]))
    .nullable()
    .default(null),
  citations: z.array(z.string()).nullable().default(null),
  toolCalls: z
    .array(z.strictObject({ name: z.string(), arguments: json.default({}) }))
    .nullable()
    .default(null),
  usage: z.strictObject({ inputTokens: tokens, outputTokens: tokens }).nullable().default(null),
  costUsd: z.number().min(0).nullable().default(null),
  model: z.string().nullable().default(null),
  details: jsonObject.nullable().default(null),
  latencyMs: z.number().min(0).nullable().default(null),
});

/** An object with `output` is read field by field; unknown fields are refused, so that a misspelt `citation` is not lost in silence. */
export function readAnswer(value: Json): ReadAnswer {
  const parsed = answerSchema.safeParse(value);
  if (!parsed.success) return { ok: false, problem: describeIssue(parsed.error) };
  const { latencyMs, contexts, ...answer } = parsed.data;
  return {
    ok: true,
    answer: {
      ...answer,
      contexts:
        contexts?.map((each, i) =>
          typeof each === 'string' ? { id: String(i), text: each } : { id: String(each.id), text: each.text },
        ) ?? null,
    },
    latencyMs,
  };
}

/** As {@link readAnswer}, but any value that is no object with `output` is itself the output. */
export function readAnswerOrValue(value: Json): ReadAnswer {
  return isObject(value) && Object.hasOwn(value, 'output') ? readAnswer(value) : bareAnswer(value);
}

export function bareAnswer(output: Json): Extract<ReadAnswer, { ok: true }> {
  const unknown = { contexts: null, citations: null, toolCalls: null, usage: null };
  return {
    ok: true,
    answer: { output, ...unknown, costUsd: null, model: null, details: null },
    latencyMs: null,
  };
}

function describeIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'is no answer';
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(answerSchema.shape).join(', ');
    return `has the unknown field ${issue.keys.join(', ')} (known: ${known}; anything else goes under details)`;
  }
  const path = issue.path.map(String).join('.');
  return path === '' ? `is no answer: ${issue.message}` : `has a wrong ${path}: ${issue.message}`;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
