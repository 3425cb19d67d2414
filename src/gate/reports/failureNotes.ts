// What went wrong while asking and scoring, once for each cause: an example that shows it, what it said and what mends it. Not how often.
import type { EvaluationError } from '../../model/evaluation.ts';
import type { EpochResult } from '../../model/gateRun.ts';
import { shortHash } from './figures.ts';
import type { GateReport } from './gateReport.ts';

/** More causes than this are one trouble with many faces. */
const mostCauses = 6;

/**
 * One sentence a cause, those of targets first. From the examples that the report has, so it never counts: a report may have been given
 * only some.
 */
export function failureNotes({ run, examples }: GateReport): readonly string[] {
  const asking = new Map<string, string>();
  const scoring = new Map<string, string>();
  for (const { exampleId, candidate, baseline } of examples) {
    for (const [arm, results] of [
      ['candidate', candidate],
      ['baseline', baseline],
    ] as const) {
      for (const result of results) {
        const label = run[arm]?.label ?? arm;
        if (result.outcome.kind === 'error') {
          keepFirst(asking, `${label}: a call of example`, exampleId, 'failed', result.outcome.error);
        } else noteScores(scoring, exampleId, result);
      }
    }
  }
  return [...asking.values(), ...scoring.values()].slice(0, mostCauses);
}

function noteScores(found: Map<string, string>, exampleId: string, { scores }: EpochResult): void {
  for (const [objective, score] of Object.entries(scores)) {
    if (score.kind === 'unscored' && score.error !== null) {
      keepFirst(found, `${objective}: an answer to example`, exampleId, 'could not be scored', score.error);
    }
  }
}

function keepFirst(
  found: Map<string, string>,
  subject: string,
  exampleId: string,
  what: string,
  { code, message, remedy }: EvaluationError,
): void {
  const cause = `${subject} ${code}`;
  if (found.has(cause)) return;
  found.set(
    cause,
    `${subject} ${shortHash(exampleId)} ${what} (${code}): ${sentence(message)} ${remedy}`.trim(),
  );
}

const sentence = (text: string): string => (/[.!?…]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);
