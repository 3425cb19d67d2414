// One question to a judge and what came of it: a verdict, or why there is none, with everything worth keeping. Not scores.
import type { EvaluationError } from '../../model/evaluation.ts';
import { errorTable, type ErrorCode } from '../../model/errors.ts';
import type { JsonObject } from '../../model/json.ts';
import { readVerdict } from './answer/readVerdict.ts';
import type { JudgeClient, JudgeReply } from './judgeClient.ts';
import type { JudgeOptions } from './judgeOptions.ts';
import type { Texts } from './material.ts';
import { judgeMessages, type PromptParts } from './prompt/judgeMessages.ts';

export interface JudgeSetting {
  /** With the texts of files and presets in them. */
  readonly options: JudgeOptions;
  readonly parts: PromptParts;
  readonly client: JudgeClient;
}

export type Judged =
  | {
      readonly kind: 'verdict';
      readonly choice: string;
      readonly value: number;
      readonly reason: string | null;
      readonly details: JsonObject;
    }
  | {
      readonly kind: 'none';
      readonly error: EvaluationError;
      /** Undefined when the endpoint gave no answer at all. */
      readonly details: JsonObject | undefined;
    };

/** As much of an unreadable answer as helps to see why. */
const mostRaw = 8_000;

export async function judgeOnce(
  { parts, client }: JudgeSetting,
  texts: Texts,
  signal: AbortSignal,
): Promise<Judged> {
  const reply = await client.ask(judgeMessages(parts, texts), signal);
  if (reply.kind === 'failed') return { kind: 'none', error: reply.error, details: undefined };
  const kept = detailsOf(reply);
  const without = (code: ErrorCode, message: string): Judged => ({
    kind: 'none',
    error: { code, message, remedy: errorTable[code].remedy },
    details: { ...kept, raw: (reply.text === '' ? (reply.refusal ?? '') : reply.text).slice(0, mostRaw) },
  });
  if (reply.refusal !== null && reply.text === '')
    return without('judge/refused', 'The judge declined to judge this answer.');
  const read = readVerdict(reply.text, parts.scale);
  if (read.kind === 'verdict') return { ...read, details: { choice: read.choice, ...kept } };
  const cut = reply.finishReason === 'length' ? ' It was cut off: raise max_tokens in `parameters`.' : '';
  return without(read.code, `${read.message}${cut}`);
}

function detailsOf({ model, isStructured, spent }: Extract<JudgeReply, { kind: 'said' }>): JsonObject {
  return { model, isStructured, ...spent };
}
