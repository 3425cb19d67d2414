// Which of two answers a judge prefers, asked in both orders: only what wins in both has won. Not single answers.
import type { Score } from '../../model/evaluation.ts';
import type { JsonObject } from '../../model/json.ts';
import type { EvaluatedItem } from '../evaluator.ts';
import { scored } from '../evaluators/scoring/scored.ts';
import { missingInput } from '../evaluators/scoring/unscored.ts';
import { judgeOnce, type JudgeSetting } from './judgeOnce.ts';
import { commonTexts, outputText, tooLong } from './material.ts';
import { noVerdict } from './scoreSingle.ts';

/** 1 when the answer won in both orders, 0 when it lost in both, else a tie, 0.5. Equal answers are a tie without asking. */
export async function scorePair(
  setting: JudgeSetting,
  item: EvaluatedItem,
  signal: AbortSignal,
): Promise<Score> {
  const { options } = setting;
  if (item.opponent === null) return missingInput('there is no other answer to compare with');
  const common = commonTexts(options, item);
  if (common.kind === 'unscored') return common;
  const own = outputText(options, item.answer);
  if (typeof own !== 'string') return own;
  const other = outputText(options, item.opponent);
  if (typeof other !== 'string') return other;
  if (own === other) return scored(0.5, 'Both answers are the same.', { choice: 'tie', asked: false });
  const refused = tooLong(options, { ...common.texts, own, other });
  if (refused !== undefined) return refused;
  const [first, second] = await Promise.all([
    judgeOnce(setting, { ...common.texts, first: own, second: other }, signal),
    judgeOnce(setting, { ...common.texts, first: other, second: own }, signal),
  ]);
  if (first.kind === 'none') return noVerdict(first);
  if (second.kind === 'none') return noVerdict(second);
  const asFirst = first.value;
  const asSecond = 1 - second.value;
  const value = asFirst === asSecond ? asFirst : 0.5;
  const details: JsonObject = {
    choice: value === 1 ? 'win' : value === 0 ? 'loss' : 'tie',
    asked: true,
    /** Who won when this answer came first, and when it came second: `first`, `second` or `tie`. */
    orders: [
      { ...first.details, reason: first.reason },
      { ...second.details, reason: second.reason },
    ],
    isConsistent: asFirst === asSecond,
    ...bothSpent(first.details, second.details),
  };
  return scored(value, first.reason, details);
}

const counts = ['calls', 'attempts', 'inputTokens', 'outputTokens', 'costUsd', 'latencyMs'] as const;

function bothSpent(first: JsonObject, second: JsonObject): JsonObject {
  return Object.fromEntries(
    counts.map((count) => {
      const one = numberIn(first, count);
      const other = numberIn(second, count);
      return [count, one === null || other === null ? null : one + other];
    }),
  );
}

function numberIn(details: JsonObject, count: string): number | null {
  const value = details[count];
  return typeof value === 'number' ? value : null;
}
