// The checks of a gate run, gathered by objective and by slice as reports show them. Not their layout.
import type { Criticality } from '../../model/gatePolicy.ts';
import type { GateRun, WaiverUse } from '../../model/gateRun.ts';
import type { Check, Verdict } from '../../model/judgement.ts';
import { type Measure, unknownMeasure } from './figures.ts';

export interface ObjectiveRow {
  readonly objective: string;
  readonly title: string | null;
  readonly criticality: Criticality;
  readonly measure: Measure;
  /** The worst verdict of its checks on the whole set; null when nothing was checked. */
  readonly verdict: Verdict | null;
  readonly checks: readonly Check[];
  /** The comparison with the baseline; where there is none, the first check. */
  readonly main: Check | null;
  readonly floor: Check | null;
  /** `judge`, `judge, uncalibrated`, `waived by Ana until 2026-12-01`… */
  readonly notes: readonly string[];
}

/** One row per objective, in the order of the policy. */
export function objectiveRows(run: GateRun): readonly ObjectiveRow[] {
  const checks = run.judgement?.checks.filter(({ slice }) => slice === null) ?? [];
  return run.policy.objectives.map(({ name, title, criticality }) => {
    const own = checks.filter(({ objective }) => objective === name);
    return {
      objective: name,
      title,
      criticality,
      measure: measureOf(run, name),
      verdict: worst(own.map(({ verdict }) => verdict)),
      checks: own,
      main: own.find(({ kind }) => kind === 'non-inferiority' || kind === 'aggregate') ?? own[0] ?? null,
      floor: own.find(({ kind }) => kind === 'floor') ?? null,
      notes: notesOf(run, name, own),
    };
  });
}

export function measureOf(run: GateRun, objective: string): Measure {
  return run.evaluators[objective] ?? unknownMeasure;
}

/** Slices on which the candidate failed, the deciding first, then by how much was lost. */
export function brokenSlices(run: GateRun): readonly Check[] {
  const { judgement } = run;
  if (judgement === null) return [];
  return judgement.checks
    .filter(({ slice, verdict, decides }) => slice !== null && verdict === 'FAIL' && decides)
    .toSorted((a, b) => (a.estimate ?? 0) - (b.estimate ?? 0));
}

/** Checks that warn without deciding, most severe first. */
export function warningChecks(run: GateRun): readonly Check[] {
  const { judgement } = run;
  return judgement?.warnings.flatMap((index) => judgement.checks[index] ?? []) ?? [];
}

/** What a reader must know although it decides nothing, each in one sentence. */
export function runWarnings(run: GateRun): readonly string[] {
  const { judgement, ledger, precheck, execution } = run;
  const failedCalls = [run.candidate, ...(run.baseline === null ? [] : [run.baseline])]
    .map(({ label, errors }, index) => ({ arm: label ?? (index === 0 ? 'candidate' : 'baseline'), errors }))
    .filter(({ errors }) => errors > 0)
    .map(
      ({ arm, errors }) =>
        `${arm}: ${errors} ${errors === 1 ? 'call' : 'calls'} ended in an error; they are kept as data.`,
    );
  const stopped = endings[execution?.ended ?? 'complete'];
  return [
    ...(stopped === null ? [] : [stopped]),
    ...failedCalls,
    ...(judgement?.checks.flatMap(({ objective, slice, decides, warnings }) =>
      // Of slices that decide nothing there may be dozens, each with its own small numbers.
      (slice === null || decides ? warnings : []).map(
        (warning) => `${objective}${slice === null ? '' : ` on ${slice}`}: ${warning}`,
      ),
    ) ?? []),
    ...(ledger?.isAdaptivelyReused === true
      ? [
          `This dataset version has decided ${ledger.decisions} times: it is adaptively reused, and its claims weaken.`,
        ]
      : []),
    ...(ledger !== null && ledger.looksAtThisCandidate > 0
      ? [
          `This candidate was judged on this dataset version ${ledger.looksAtThisCandidate} ${ledger.looksAtThisCandidate === 1 ? 'time' : 'times'} before: this is another look, not a fresh test.`,
        ]
      : []),
    ...(precheck?.warnings ?? []),
  ].filter((warning, index, all) => all.indexOf(warning) === index);
}

/** Why less was asked than was planned; null when all of it was. */
const endings: { readonly [ended in NonNullable<GateRun['execution']>['ended']]: string | null } = {
  complete: null,
  stopped: 'It stopped early, by design: the looks that were planned sufficed.',
  budget: 'The budget was spent before every example was asked.',
  time: 'The time was up before every example was asked.',
  cancelled: 'It was cancelled before every example was asked.',
  unusable: 'A target failed from the start, so that asking on would have been in vain.',
};

export function waiverText({ owner, reason, expiresAt }: WaiverUse): string {
  return `waived by ${owner} until ${new Date(expiresAt).toISOString().slice(0, 10)}: ${reason}`;
}

/** The waiver under which a check does not decide; undefined for others. */
export function waiverOf(
  run: GateRun,
  { objective, slice }: Pick<Check, 'objective' | 'slice'>,
): WaiverUse | undefined {
  return run.waivers.find((waiver) => waiver.objective === objective && waiver.slice === slice);
}

/** FAIL before INCONCLUSIVE before PASS. */
export function worst(verdicts: readonly Verdict[]): Verdict | null {
  if (verdicts.includes('FAIL')) return 'FAIL';
  if (verdicts.includes('INCONCLUSIVE')) return 'INCONCLUSIVE';
  return verdicts.length === 0 ? null : 'PASS';
}

function notesOf(run: GateRun, objective: string, checks: readonly Check[]): string[] {
  const notes: string[] = [];
  const blocked = run.blocked[objective] ?? [];
  if (run.evaluators[objective]?.isJudge === true) {
    notes.push(
      blocked.some(({ code }) => code === 'judge-uncalibrated') ? 'judge, uncalibrated' : 'judge, calibrated',
    );
  }
  for (const { code } of blocked) if (code !== 'judge-uncalibrated') notes.push(code);
  const waiver = run.waivers.find((each) => each.objective === objective && each.slice === null);
  if (waiver !== undefined) notes.push('waived');
  const flags = new Set(checks.flatMap((check) => check.flags));
  for (const [flag, said] of shownFlags) if (flags.has(flag)) notes.push(said);
  return notes;
}

/** Flags that a reader acts on; the others are in the JSON report. */
const shownFlags = [
  ['improvement', 'improved'],
  ['within-tolerance-regression', 'tolerated loss'],
  ['beyond-margin', 'beyond the limit'],
  ['baseline-below-floor', 'baseline below floor'],
  ['not-statistically-supported', 'no statistics'],
  ['stopped-early', 'stopped early'],
] as const;
