// A score that was given. Not whether it is in range: that is held where evaluators are opened.
import type { Score } from '../../../model/evaluation.ts';
import type { JsonObject } from '../../../model/json.ts';

/** A value on the evaluator's scale, with the reason a person reads beside it. */
export function scored(
  value: number,
  reason: string | null = null,
  details: JsonObject | null = null,
): Extract<Score, { kind: 'scored' }> {
  return { kind: 'scored', value, reason, details };
}
