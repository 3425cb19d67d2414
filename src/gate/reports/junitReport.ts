// A gate run as JUnit XML: one suite a gate, one case a check. Not the record, which is JSON.
import type { GateRun } from '../../model/gateRun.ts';
import type { Check } from '../../model/judgement.ts';
import {
  candidateText,
  differenceText,
  intervalText,
  isComparison,
  levelText,
  probabilityText,
  toleranceText,
} from './figures.ts';
import { gateOutcome } from './gateOutcome.ts';
import type { GateReport } from './gateReport.ts';
import { measureOf, waiverOf, waiverText } from './gateRows.ts';

type CaseResult = 'passed' | 'failure' | 'error' | 'skipped';

interface TestCase {
  readonly name: string;
  readonly result: CaseResult;
  readonly message: string;
  readonly type: string;
  readonly properties: readonly (readonly [string, string])[];
  readonly output: string;
}

/**
 * A deciding check that FAILs is a failure; one that is INCONCLUSIVE is an error, because systems that read JUnit know no "undecided" and
 * must not take it for a success. What does not decide (advisory, waived, slices that only warn) is skipped unless it holds. The first
 * case is the verdict itself, so that a run without a verdict is red as well.
 */
export function junitReport({ run }: GateReport): string {
  const cases = [verdictCase(run), ...(run.judgement?.checks ?? []).map((check) => checkCase(run, check))];
  const count = (result: CaseResult): number => cases.filter((each) => each.result === result).length;
  const seconds = run.endedAt === null ? 0 : (run.endedAt - run.startedAt) / 1000;
  const counts = `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}"`;
  const name = attribute(`assay gate ${run.component} ${run.tier}`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="assay gate" ${counts} time="${seconds.toFixed(3)}">`,
    `  <testsuite name="${name}" ${counts} skipped="${count('skipped')}" time="${seconds.toFixed(3)}" timestamp="${new Date(run.startedAt).toISOString().slice(0, 19)}" hostname="assay">`,
    ...propertyLines(suiteProperties(run), 4),
    ...cases.flatMap((each) => caseLines(run, each)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function verdictCase(run: GateRun): TestCase {
  const { outcome, sentence } = gateOutcome(run);
  return {
    name: 'verdict',
    result: outcome === 'PASS' ? 'passed' : outcome === 'FAIL' ? 'failure' : 'error',
    message: sentence,
    type: run.error?.code ?? outcome,
    properties: [['outcome', outcome]],
    output: [outcome, sentence, ...(run.judgement?.settle ?? [])].join('\n'),
  };
}

function checkCase(run: GateRun, check: Check): TestCase {
  const { objective, slice, kind, decides, verdict, reasons } = check;
  const waiver = waiverOf(run, check);
  const message = [
    ...reasons.map((reason) => reason.message),
    ...(waiver === undefined ? [] : [waiverText(waiver)]),
    ...(decides || waiver !== undefined ? [] : ['It does not decide.']),
  ].join(' ');
  return {
    name: `${objective}${slice === null ? '' : ` on ${slice}`}: ${kind}`,
    result: resultOf(check, waiver !== undefined),
    message: message === '' ? verdict : message,
    type: reasons[0]?.code ?? verdict,
    properties: checkProperties(check),
    output: checkOutput(run, check),
  };
}

function resultOf({ verdict, decides, slice }: Check, isWaived: boolean): CaseResult {
  if (verdict === 'PASS') return 'passed';
  if (isWaived || !decides) return 'skipped';
  if (verdict === 'FAIL') return 'failure';
  // A critical slice takes part by FAIL alone.
  return slice === null ? 'error' : 'skipped';
}

function checkProperties(check: Check): readonly (readonly [string, string])[] {
  const numbers = {
    n: check.n,
    pairs: check.pairs,
    baseline: check.baselineMean,
    candidate: check.candidateMean,
    estimate: check.estimate,
    lower: check.lower,
    upper: check.upper,
    level: check.level,
    p: check.p,
    pAdjusted: check.pAdjusted,
    margin: check.margin,
    floor: check.floor,
  };
  return [
    ['verdict', check.verdict],
    ['criticality', check.criticality],
    ['decides', String(check.decides)],
    ['method', check.method],
    ...Object.entries(numbers).flatMap(([name, value]): [string, string][] =>
      value === null ? [] : [[name, String(value)]],
    ),
    ...(check.flags.length === 0 ? [] : [['flags', check.flags.join(' ')] as const]),
  ];
}

function checkOutput(run: GateRun, check: Check): string {
  const measure = measureOf(run, check.objective);
  const { missing } = check;
  return [
    `verdict    ${check.verdict}${check.decides ? '' : ' (does not decide)'}`,
    `baseline   ${levelText(check.baselineMean, measure)}`,
    `candidate  ${candidateText(check, measure)}`,
    ...(isComparison(check)
      ? [
          `difference ${differenceText(check, measure)} ${intervalText(check, measure)} at ${check.level}, tolerance ${toleranceText(check.margin, measure)}`,
        ]
      : []),
    ...(check.floor === null ? [] : [`floor      ${levelText(check.floor, measure)}`]),
    `p          ${probabilityText(check.p)}, adjusted ${probabilityText(check.pAdjusted)}`,
    `n          ${check.n}, pairs ${check.pairs}, missing ${missing.candidate} of the candidate and ${missing.baseline} of the baseline, unscored ${missing.unscored}`,
    ...check.reasons.map(({ code, message }) => `${code}: ${message}`),
    ...check.warnings.map((warning) => `warning: ${warning}`),
    ...(check.failing === undefined || check.failing.length === 0
      ? []
      : [`examples   ${check.failing.join(' ')}`]),
  ].join('\n');
}

function suiteProperties(run: GateRun): readonly (readonly [string, string])[] {
  const { exitCode, outcome } = gateOutcome(run);
  return [
    ['assay.gateRunId', run.gateRunId],
    ['assay.outcome', outcome],
    ['assay.exitCode', String(exitCode ?? '')],
    ['assay.dataset', `${run.dataset.name}@${run.dataset.versionId}`],
    ['assay.candidate', run.candidate.hash],
    ...(run.baseline === null ? [] : [['assay.baseline', run.baseline.hash] as const]),
    ...(run.judgement === null ? [] : [['assay.statsVersion', run.judgement.statsVersion] as const]),
    ['assay.version', run.origin.assayVersion],
  ];
}

function caseLines(run: GateRun, { name, result, message, type, properties, output }: TestCase): string[] {
  const classname = attribute(`assay.${run.component}.${run.tier}`);
  return [
    `    <testcase name="${attribute(name)}" classname="${classname}" file="${attribute(run.policySource.path)}" time="0">`,
    ...propertyLines(properties, 6),
    ...(result === 'passed'
      ? []
      : result === 'skipped'
        ? [`      <skipped message="${attribute(message)}"/>`]
        : [
            `      <${result} message="${attribute(message)}" type="${attribute(type)}">${content(output)}</${result}>`,
          ]),
    `      <system-out>${content(output)}</system-out>`,
    '    </testcase>',
  ];
}

function propertyLines(properties: readonly (readonly [string, string])[], indent: number): string[] {
  const space = ' '.repeat(indent);
  return [
    `${space}<properties>`,
    ...properties.map(
      ([name, value]) => `${space}  <property name="${attribute(name)}" value="${attribute(value)}"/>`,
    ),
    `${space}</properties>`,
  ];
}

/** Only what XML 1.0 allows (section 2.2, Char); lone surrogates are no characters. */
function legal(text: string): string {
  return text.toWellFormed().replaceAll(/(?![\t\n\r])[\p{Cc}\u{FFFE}\u{FFFF}]/gu, '\u{FFFD}');
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function content(text: string): string {
  return legal(text).replaceAll(/[&<>]/g, (sign) => escapes[sign] ?? sign);
}

/** Line ends in attributes are read as spaces unless they are written as references. */
function attribute(text: string): string {
  return legal(text)
    .replaceAll(/[&<>"]/g, (sign) => escapes[sign] ?? sign)
    .replaceAll('\n', '&#10;')
    .replaceAll('\r', '&#13;')
    .replaceAll('\t', '&#9;');
}
