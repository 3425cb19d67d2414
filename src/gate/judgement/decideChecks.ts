// The checks of a table, decided: both readings of what is missing compared, and whatever forbids a decision applied. Not the overall verdict.
import type { Check, Reason, Verdict } from '../../model/judgement.ts';
import { adjustFamilies } from './adjustFamilies.ts';
import { missingCouldFail } from './countsAs.ts';
import type { DraftCheck } from './draftCheck.ts';
import { draftChecks, type DraftSource } from './draftChecks.ts';
import type { MissingView } from './selectPairs.ts';
import * as words from './words.ts';

/** On checks that may not be decided whatever their scores: blocked objectives, too much missing. */
export const withheldFlag = 'withheld';

/**
 * Every check under both readings of missing results: the candidate's as the worst value, and left out. Where the verdicts differ the
 * data do not decide, because nobody knows which reading is true. The policy says which reading's numbers are shown.
 */
export function decideChecks(source: DraftSource): Check[] {
  const shownView: MissingView = source.policy.statistics.missing === 'failure' ? 'pessimistic' : 'complete';
  const shown = decided(source, shownView);
  const hasTwoReadings = [...source.alignments.values()].some(
    (alignment) => alignment.pessimistic !== alignment.complete,
  );
  const other = hasTwoReadings
    ? decided(source, shownView === 'pessimistic' ? 'complete' : 'pessimistic')
    : shown;
  return shown.map((check, i) => withheld(source, agreed(check, other[i] ?? check, shownView)));
}

function decided(source: DraftSource, view: MissingView): Check[] {
  const isBlocked = ({ measured }: DraftCheck): boolean => reasonsToWithhold(source, measured).length > 0;
  return adjustFamilies(draftChecks(source, view), source.levels, source.policy.statistics, isBlocked);
}

function agreed(check: Check, other: Check, shownView: MissingView): Check {
  if (check.verdict === other.verdict) return check;
  const [pessimistic, complete] = shownView === 'pessimistic' ? [check, other] : [other, check];
  const message = `Missing results would decide: ${pessimistic.verdict} if they count as the worst value, ${complete.verdict} if they are left out.`;
  const mayHideFailure = check.slice !== null && (check.verdict === 'FAIL' || other.verdict === 'FAIL');
  return {
    ...check,
    verdict: 'INCONCLUSIVE',
    flags: [...check.flags, 'missing-data', ...(mayHideFailure ? [missingCouldFail] : [])],
    reasons: [{ code: 'missing-data', message }, ...check.reasons],
  };
}

function withheld(source: DraftSource, check: Check): Check {
  const reasons = reasonsToWithhold(source, check);
  const verdict: Verdict = reasons.length > 0 ? 'INCONCLUSIVE' : check.verdict;
  const alignment = source.alignments.get(check.objective);
  const zeros =
    alignment !== undefined && alignment.zeros > 0 && check.slice === null
      ? [
          `${words.counted(alignment.zeros, 'value')} of zero: no ratio can be taken of them, they count as missing`,
        ]
      : [];
  return {
    ...check,
    verdict,
    flags: reasons.length > 0 ? [...check.flags, withheldFlag] : check.flags,
    // What was withheld was tested in no family, so that it cannot be said that there was no significant regression.
    reasons: [
      ...reasons,
      ...check.reasons.filter(({ code }) => reasons.length === 0 || code !== 'cannot-rule-out-loss'),
    ],
    warnings: [...check.warnings, ...zeros, ...unscoredWarning(source, check)],
  };
}

/** Errors of targets are told with their arm; answers that an evaluator could not score would be told nowhere. */
function unscoredWarning({ policy }: DraftSource, { slice, missing }: Check): string[] {
  if (slice !== null || missing.unscored === 0) return [];
  const counts = missing.unscored === 1 ? 'result' : 'results';
  const rule =
    policy.statistics.missing === 'failure'
      ? 'those of the candidate count as the worst value'
      : 'their pairs are left out';
  return [`${missing.unscored} ${counts} could not be scored: ${rule}`];
}

/**
 * What forbids both PASS and FAIL, whatever the scores say: of the whole objective, slices included. The missing results of one slice
 * alone are left to the comparison of the two readings, because two of thirty are soon missing.
 */
function reasonsToWithhold(
  { alignments, policy }: DraftSource,
  { objective, missing }: Pick<Check, 'objective' | 'missing'>,
): Reason[] {
  const alignment = alignments.get(objective);
  if (alignment === undefined) return [];
  const reasons: Reason[] = [...alignment.objective.blocked];
  const { mostMissing } = policy.statistics;
  const { candidate, baseline, unscored } = missing;
  const share = alignment.missingShare;
  if (share > mostMissing) {
    const parts = [
      candidate > 0 ? `${candidate} without an answer of the candidate` : '',
      baseline > 0 ? `${baseline} without one of the baseline` : '',
      unscored > 0 ? `${unscored} that the evaluator could not score` : '',
    ].filter((part) => part !== '');
    reasons.push({
      code: 'missing>limit',
      message: `${words.percent(share)} of results are missing, more than ${words.percent(mostMissing)}: ${parts.join(', ')}.`,
    });
  }
  return reasons;
}
