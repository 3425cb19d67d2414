// What a gate run has to say about lines of its gate file: one finding a check that does not hold, and the verdict. Not how a system shows them.
import type { GateRun } from '../../model/gateRun.ts';
import type { Check } from '../../model/judgement.ts';
import { policyLines } from '../evalModule/policyLines.ts';
import { gateOutcome } from './gateOutcome.ts';
import { brokenSlices, waiverOf, warningChecks } from './gateRows.ts';

export interface Finding {
  readonly severity: 'error' | 'warning';
  /** What it is about, whatever its numbers: `answer/non-inferiority`, `verdict`. The same from run to run. */
  readonly subject: string;
  readonly title: string;
  readonly message: string;
  /** As the run knew it. */
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
}

/** Errors first, in the order of severity; the verdict itself when nothing else explains why it is not PASS. */
export function findings(run: GateRun): readonly Finding[] {
  const lines = policyLines(run.policySource);
  const of = (check: Check, severity: Finding['severity']): Finding => ({
    severity,
    subject: `${check.objective}/${check.slice === null ? '' : `${check.slice}/`}${check.kind}`,
    title: `${check.verdict}: ${check.objective}${check.slice === null ? '' : ` on ${check.slice}`}`,
    message: check.reasons.map(({ message }) => message).join(' ') || check.verdict,
    path: run.policySource.path,
    line: lineOf(check, lines, run),
  });
  const checks = run.judgement?.checks ?? [];
  const broken = brokenSlices(run);
  const undecided = checks.filter(
    (check) => check.slice === null && check.decides && check.verdict !== 'PASS',
  );
  const warned = [
    ...warningChecks(run),
    ...checks.filter((check) => check.verdict === 'FAIL' && waiverOf(run, check) !== undefined),
  ];
  const errors = [...broken, ...undecided.toSorted((a, b) => rankOf(a) - rankOf(b))].map((check) =>
    of(check, 'error'),
  );
  const { outcome, sentence } = gateOutcome(run);
  const verdict: Finding = {
    severity: 'error',
    subject: 'verdict',
    title: `The gate: ${outcome}`,
    message: sentence,
    path: run.policySource.path,
    line: 1,
  };
  return [
    ...(outcome !== 'PASS' && outcome !== 'RUNNING' && errors.length === 0 ? [verdict] : []),
    ...errors,
    ...warned
      .filter((check, index) => warned.indexOf(check) === index && !broken.includes(check))
      .map((check) => of(check, 'warning')),
  ];
}

const rankOf = ({ verdict }: Check): number => (verdict === 'FAIL' ? 0 : 1);

/** Where the file demands it: the floor, the margin, the slice, else the objective. */
function lineOf(check: Check, lines: ReadonlyMap<string, number>, run: GateRun): number {
  const escaped = check.objective.replaceAll('~', '~0').replaceAll('/', '~1');
  const objective = `/objectives/${escaped}`;
  const detail = {
    floor: 'floor',
    'non-inferiority': 'margin',
    superiority: 'mustImproveBy',
    ceiling: 'ceiling',
    catastrophe: 'mostCatastrophic',
    aggregate: 'aggregate',
  }[check.kind];
  const slice = check.slice === null ? undefined : sliceLine(check.slice, run);
  return (
    slice ?? lines.get(`${objective}/${detail}`) ?? lines.get(objective) ?? lines.get('/objectives') ?? 1
  );
}

/** The line that names the slice, or the key that its values were taken of. */
function sliceLine(slice: string, run: GateRun): number | undefined {
  const by = run.policy.slices.find(({ definition }) => definition.name === slice)?.by ?? slice;
  const texts = run.policySource.text.split('\n');
  const from = texts.findIndex((text) => /^["']?slices["']?\s*:/.test(text));
  if (from < 0) return undefined;
  const at = texts.findIndex((text, index) => index >= from && hasWord(text, by));
  return at < 0 ? from + 1 : at + 1;
}

function hasWord(text: string, word: string): boolean {
  const at = text.indexOf(word);
  const isEdge = (character: string | undefined): boolean =>
    character === undefined || !/[\p{L}\p{N}_-]/u.test(character);
  return at >= 0 && isEdge(text[at - 1]) && isEdge(text[at + word.length]);
}
