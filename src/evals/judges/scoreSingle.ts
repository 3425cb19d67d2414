// The score of one answer by a judge: pass or fail, or a level. Not pairs.
import type { Score } from '../../model/evaluation.ts';
import type { EvaluatedItem } from '../evaluator.ts';
import { scored } from '../evaluators/scoring/scored.ts';
import { judgeOnce, type Judged, type JudgeSetting } from './judgeOnce.ts';
import { commonTexts, outputText, tooLong } from './material.ts';

export async function scoreSingle(
  setting: JudgeSetting,
  item: EvaluatedItem,
  signal: AbortSignal,
): Promise<Score> {
  const { options } = setting;
  const common = commonTexts(options, item);
  if (common.kind === 'unscored') return common;
  const output = outputText(options, item.answer);
  if (typeof output !== 'string') return output;
  const texts = { ...common.texts, output };
  const refused = tooLong(options, texts);
  if (refused !== undefined) return refused;
  const judged = await judgeOnce(setting, texts, signal);
  return judged.kind === 'verdict' ? scored(judged.value, judged.reason, judged.details) : noVerdict(judged);
}

/** What a judge did not score is unscored, with what it said instead. */
export function noVerdict({ error, details }: Extract<Judged, { kind: 'none' }>): Score {
  return { kind: 'unscored', reason: error.message, error, ...(details === undefined ? {} : { details }) };
}
