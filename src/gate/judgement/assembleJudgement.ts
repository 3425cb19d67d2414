// The decided checks as one judgement: the overall verdict, the headline, warnings, flips, and what would settle it. Computes no test.
import type { Check, Judgement, Reason, Verdict } from '../../model/judgement.ts';
import { combineVerdicts } from '../../stats/combineVerdicts.ts';
import { sliceFamily } from './adjustFamilies.ts';
import type { DraftSource } from './draftChecks.ts';
import { countedVerdicts, countsAs } from './countsAs.ts';
import { findFlips } from './findFlips.ts';
import { headlineOf, nameOf } from './headlineOf.ts';
import { isDeciding } from './levels.ts';
import { settleLines } from './settleLines.ts';
import { statsVersion } from './statsVersion.ts';
import { summarizeSlices } from './summarizeSlices.ts';

export function assembleJudgement(source: DraftSource, checks: readonly Check[]): Judgement {
  const { table, policy, alignments } = source;
  const deciding = checks.filter(({ decides }) => decides);
  const unscored = policy.objectives.filter(
    (objective) =>
      isDeciding(objective) && !alignments.has(objective.name) && !isWaived(source, objective.name),
  );
  const verdict = combineVerdicts([
    ...countedVerdicts(deciding),
    ...unscored.map((): Verdict => 'INCONCLUSIVE'),
  ]);
  const noScores = unscored.map(({ name }): Reason => ({
    code: 'no-scores',
    message: `${name}: there are no scores of this objective.`,
  }));
  return {
    verdict,
    headline: `${told(source, headline(verdict, deciding, noScores, table.exampleIds.length))}${waivedNote(checks)}`,
    reasons: [...claimOf(source), ...noScores, ...reasonsOf(verdict, deciding), ...notesOf(deciding)],
    checks,
    warnings: warningsOf(source, checks),
    ...findFlips(table, policy, alignments),
    sliceSummaries: summarizeSlices(checks),
    settle: verdict === 'INCONCLUSIVE' ? settle(source, deciding) : [],
    inputsHash: source.inputsHash,
    statsVersion,
  };
}

function isWaived({ policy }: DraftSource, objective: string): boolean {
  return policy.waived.some((waived) => waived.objective === objective && waived.slice === null);
}

function headline(
  verdict: Verdict,
  deciding: readonly Check[],
  noScores: readonly Reason[],
  examples: number,
): string {
  const [first] = noScores;
  return verdict === 'INCONCLUSIVE' && first !== undefined
    ? first.message
    : headlineOf(verdict, deciding, examples);
}

/** Whoever reads one line must see that somebody answers for what would not have passed. */
function waivedNote(checks: readonly Check[]): string {
  const waived = checks.filter(({ flags, verdict }) => flags.includes('waived') && verdict !== 'PASS');
  if (waived.length === 0) return '';
  return ` Waived: ${waived.map(nameOf).join(', ')}.`;
}

function told({ policy }: DraftSource, headlined: string): string {
  return policy.decide === 'all-pass' ? `${headlined} No statistical claim is made.` : headlined;
}

function claimOf({ policy }: DraftSource): Reason[] {
  if (policy.decide === 'statistics') return [];
  const message =
    'Every example was looked at by itself; no statistical claim is made about examples like these.';
  return [{ code: 'no-statistical-claim', message }];
}

/** Of the checks that made the verdict, named. */
function reasonsOf(verdict: Verdict, deciding: readonly Check[]): Reason[] {
  if (verdict === 'PASS') return [];
  return deciding
    .filter((check) => countsAs(check) === verdict)
    .flatMap((check) =>
      check.reasons.map(({ code, message }) => ({ code, message: `${nameOf(check)}: ${message}` })),
    );
}

/** What a reader would not expect of a verdict, whichever it is. */
function notesOf(deciding: readonly Check[]): Reason[] {
  return deciding.flatMap((check) =>
    check.slice === null
      ? []
      : check.reasons
          .filter(({ code }) => code === 'slice-too-small')
          .map(({ code, message }) => ({ code, message: `${nameOf(check)}: ${message}` })),
  );
}

/** Supporting objectives that failed and slices that stand out, by how many standard errors they lost. */
function warningsOf({ policy }: DraftSource, checks: readonly Check[]): number[] {
  const severity = ({ estimate, se, kind }: Check): number => {
    if (kind !== 'non-inferiority' && kind !== 'aggregate') return -Infinity;
    return estimate === null || se === null || se === 0 ? -Infinity : estimate / se;
  };
  const warns = (check: Check): boolean => {
    if (check.decides || check.criticality === 'advisory') return false;
    if (check.slice === null) return check.verdict === 'FAIL';
    return check.family === sliceFamily && (check.pAdjusted ?? 1) <= policy.statistics.sliceFdr;
  };
  return checks
    .flatMap((check, index) => (warns(check) ? [{ index, at: severity(check) }] : []))
    .sort((a, b) => (a.at === b.at ? a.index - b.index : a.at - b.at))
    .map(({ index }) => index);
}

function settle({ policy, alignments }: DraftSource, deciding: readonly Check[]): string[] {
  const lines = deciding.flatMap((check) => {
    const objective = policy.objectives.find(({ name }) => name === check.objective);
    const alignment = alignments.get(check.objective);
    if (countsAs(check) !== 'INCONCLUSIVE') return [];
    return objective === undefined || alignment === undefined
      ? []
      : settleLines({ check, objective, alignment });
  });
  if (lines.length === 0) return [];
  return [
    ...new Set(lines),
    'Running the same examples again until it passes is no test: add examples or epochs, or plan looks beforehand.',
  ];
}
