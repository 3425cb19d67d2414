// Reads what a judge said: strictly the JSON object it was asked for. One repair and no other: a single Markdown code fence around it is taken off.
import type { ErrorCode } from '../../../model/errors.ts';
import type { Json, JsonObject } from '../../../model/json.ts';
import { excerpt, parseJson } from '../../endpoint/parseJson.ts';
import { type JudgeScale, valueOfLevel } from '../judgeScale.ts';

/** Raised when the same words could be read differently: it is part of what a judge is. */
export const parserVersion = 1;

export type ReadVerdict =
  | {
      readonly kind: 'verdict';
      /** `pass`, `fail`, `level 3`, `first`, `second`, `tie`. */
      readonly choice: string;
      /** In [0, 1]; of the first answer for pairwise. */
      readonly value: number;
      readonly reason: string | null;
    }
  | { readonly kind: 'problem'; readonly code: ErrorCode; readonly message: string };

const longestReason = 4_000;

export function readVerdict(said: string, scale: JudgeScale): ReadVerdict {
  const parsed = parseJson(unfenced(said));
  if (!parsed.ok) return unparseable(`The answer of the judge ${parsed.problem}.`);
  const answer = parsed.value;
  if (!isObject(answer))
    return unparseable(`The answer of the judge is no JSON object: ${excerpt(said, 120)}`);
  const key = { binary: 'verdict', graded: 'level', pairwise: 'winner' }[scale.kind];
  const stranger = Object.keys(answer).find((name) => name !== key && name !== 'reason');
  if (stranger !== undefined)
    return unparseable(`The judge answered with "${excerpt(stranger, 60)}", which it was not asked for.`);
  const { reason = null } = answer;
  if (reason !== null && typeof reason !== 'string')
    return unparseable('The reason that the judge gave is no text.');
  const verdict = answer[key];
  if (verdict === undefined) return unparseable(`The answer of the judge has no "${key}".`);
  const found = valueOf(verdict, scale);
  if (found.kind === 'problem') return found;
  return { ...found, reason: reason === null ? null : reason.slice(0, longestReason) };
}

function valueOf(
  verdict: Json,
  scale: JudgeScale,
): Omit<Extract<ReadVerdict, { kind: 'verdict' }>, 'reason'> | Extract<ReadVerdict, { kind: 'problem' }> {
  switch (scale.kind) {
    case 'binary':
      if (verdict === 'pass' || verdict === 'fail') {
        return { kind: 'verdict', choice: verdict, value: verdict === 'pass' ? 1 : 0 };
      }
      return unparseable(`The verdict ${told(verdict)} is neither "pass" nor "fail".`);
    case 'graded':
      if (typeof verdict !== 'number') return unparseable(`The level ${told(verdict)} is no number.`);
      if (!Number.isInteger(verdict) || verdict < 1 || verdict > scale.count) {
        return {
          kind: 'problem',
          code: 'judge/out-of-range',
          message: `The level ${verdict} is not a whole number from 1 to ${scale.count}.`,
        };
      }
      return {
        kind: 'verdict',
        choice: `level ${verdict}`,
        value: valueOfLevel(verdict, scale.count),
      };
    case 'pairwise':
      if (verdict === 'first' || verdict === 'second' || verdict === 'tie') {
        const value = { first: 1, second: 0, tie: 0.5 }[verdict];
        return { kind: 'verdict', choice: verdict, value };
      }
      return unparseable(`The winner ${told(verdict)} is neither "first" nor "second" nor "tie".`);
  }
}

/** The whole answer is one fenced block: what is inside it. Anything else stays as it is. */
function unfenced(said: string): string {
  const text = said.trim();
  const block = /^```[ \t]*(?:json|JSON)?[ \t]*\r?\n([^]*?)\r?\n?```$/.exec(text);
  const inside = block?.[1];
  return inside === undefined || inside.includes('```') ? text : inside;
}

function unparseable(message: string): Extract<ReadVerdict, { kind: 'problem' }> {
  return { kind: 'problem', code: 'judge/unparseable', message };
}

function told(value: Json): string {
  return excerpt(JSON.stringify(value), 60);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
