// What an evaluator of the user's own gave, read as a score or refused. Not whether it is in range: that is held for every evaluator.
import { z } from 'zod';
import type { Score } from '../../../model/evaluation.ts';
import type { Json } from '../../../model/json.ts';
import { depthWithin } from '../reading/depthWithin.ts';
import { scored } from '../scoring/scored.ts';
import { unscored } from '../scoring/unscored.ts';

const deepestDetails = 20;
const longestReason = 2000;

const plainScore = z.union([z.custom<number>((value) => typeof value === 'number'), z.boolean(), z.null()]);

const fullScore = z.object({
  score: plainScore,
  reason: z.string().nullish(),
  details: z
    .record(
      z.string(),
      z.custom<Json>((value) => value !== undefined),
    )
    .nullish(),
});

/** @param given a number, true or false, null for “no score”, or an object with `score` and perhaps `reason` and `details` */
export function customScore(given: unknown, evaluator: string): Score {
  const bare = plainScore.safeParse(given);
  const full = bare.success ? undefined : fullScore.safeParse(given);
  if (full !== undefined && !full.success) {
    return unscored(
      'evaluator/invalid-answer',
      `${evaluator} answered ${described(given)}; expected a number, true, false, null or {"score": …}`,
    );
  }
  const score = bare.success ? bare.data : (full?.data.score ?? null);
  const reason = full?.data.reason?.slice(0, longestReason) ?? null;
  if (score === null) {
    return { kind: 'unscored', reason: reason ?? `${evaluator} gave no score and no reason`, error: null };
  }
  const details = full?.data.details ?? null;
  const kept = details !== null && depthWithin(details, deepestDetails) ? details : null;
  return scored(Number(score), reason, kept);
}

function described(given: unknown): string {
  if (given === undefined) return 'nothing';
  if (typeof given !== 'object' || given === null) return `a ${typeof given}`;
  const keys = Object.keys(given).slice(0, 5).join(', ');
  return Array.isArray(given) ? 'a list' : `an object with ${keys === '' ? 'no fields' : keys.slice(0, 100)}`;
}
