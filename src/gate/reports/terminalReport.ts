// A gate run on a terminal: the verdict first, what broke and where, then every objective, and what to do. Not its colours.
import type { GateRun } from '../../model/gateRun.ts';
import type { Check } from '../../model/judgement.ts';
import {
  countText,
  dayText,
  differenceText,
  intervalText,
  levelText,
  probabilityText,
  shortHash,
  spanText,
} from './figures.ts';
import { type FlippedExample, flippedExamples } from './flippedExamples.ts';
import { gateOutcome } from './gateOutcome.ts';
import type { GateReport } from './gateReport.ts';
import {
  brokenSlices,
  measureOf,
  objectiveRows,
  runWarnings,
  waiverText,
  warningChecks,
} from './gateRows.ts';
import { objectiveTable } from './objectiveTable.ts';
import { asciiText, paintOf, type Printer } from './printer.ts';
import { wordChanges } from './wordChanges.ts';

export interface TerminalOptions {
  /** Flipped examples that are shown. */
  readonly mostExamples: number;
}

const usual: TerminalOptions = { mostExamples: 5 };
const mostSlices = 8;
const mostWarnings = 10;

/** Lines without line ends, none wider than the printer's width unless a single word is. */
export function terminalReport(
  report: GateReport,
  printer: Printer,
  { mostExamples }: TerminalOptions = usual,
): readonly string[] {
  const { run } = report;
  const sections = [
    heading(run, printer),
    brokenLines(run, printer),
    exampleLines(report, printer, mostExamples),
    tableSection(run, printer),
    warningSlices(run, printer),
    noteLines(run, printer),
    settleLines(run, printer),
    costLines(run, printer),
    identityLines(report, printer),
    nextLines(report, printer),
  ].filter((lines) => lines.length > 0);
  const lines = sections.flatMap((section, index) => (index === 0 ? section : ['', ...section]));
  return printer.isUnicode ? lines : lines.map(asciiText);
}

function heading(run: GateRun, printer: Printer): string[] {
  const { outcome, sentence } = gateOutcome(run);
  const { visibleText, style, width } = printer;
  const arms =
    run.baseline === null
      ? armName(run.candidate)
      : `${armName(run.candidate)} against ${armName(run.baseline)}`;
  const subject = `${run.component} ${arms} · ${run.tier} · ${countText(run.dataset.examples, 'example')}`;
  return [
    ...hanging(`${outcome}  `, visibleText(subject), printer, paintOf(outcome, printer), style.strong),
    ...wrapped(visibleText(sentence), width, printer),
    ...(run.status === 'DECIDED' ? [] : undecidedLines(run, printer)),
  ];
}

function undecidedLines(run: GateRun, printer: Printer): string[] {
  const said =
    run.status === 'RUNNING'
      ? 'There is no verdict yet.'
      : `There is no verdict: this is neither PASS nor FAIL.${run.error === null ? '' : ` Code: ${run.error.code}.`}`;
  return wrapped(said, printer.width, printer).map(printer.style.quiet);
}

const armName = ({ label, hash }: { readonly label: string | null; readonly hash: string }): string =>
  label ?? shortHash(hash);

function brokenLines(run: GateRun, printer: Printer): string[] {
  const broken = brokenSlices(run);
  if (broken.length === 0) return [];
  return [
    printer.style.strong(broken.length === 1 ? 'The slice that broke' : 'The slices that broke'),
    ...broken.slice(0, mostSlices).flatMap((check) => sliceLines(run, check, printer, printer.style.bad)),
    ...cutNote(broken.length, mostSlices, 'slices', printer),
  ];
}

function sliceLines(run: GateRun, check: Check, printer: Printer, paint: (text: string) => string): string[] {
  const { visibleText } = printer;
  const measure = measureOf(run, check.objective);
  const interval = intervalText(check, measure);
  const told = [
    `${check.objective} ${levelText(check.baselineMean, measure)} → ${levelText(check.candidateMean, measure)}`,
    `${differenceText(check, measure)}${interval === '' ? '' : ` ${interval}`}`,
    ...(check.pAdjusted === null ? [] : [`p ${probabilityText(check.pAdjusted)} adjusted`]),
    `n ${check.pairs}`,
  ].join(', ');
  return hanging(`  ${visibleText(check.slice ?? '')}  `, visibleText(told), printer, paint);
}

function exampleLines({ run, examples }: GateReport, printer: Printer, most: number): string[] {
  const { shown, counts, focus, kind } = flippedExamples(run, examples, most);
  if (shown.length === 0) return [];
  const { style, visibleText } = printer;
  const where = focus === null || focus.slice === null ? '' : `those of ${focus.slice} first; `;
  const count = `${shown.length} of them, ${visibleText(where)}in all ${countText(counts.worse, 'score')} got worse and ${counts.better} better`;
  return [
    ...hanging(
      `Examples that ${kind === 'failing' ? 'miss a demand' : 'got worse'}  `,
      count,
      printer,
      style.strong,
      style.quiet,
    ),
    ...shown.flatMap((example, index) => oneExample(run, example, index + 1, printer)),
  ];
}

function oneExample(run: GateRun, example: FlippedExample, number: number, printer: Printer): string[] {
  const { style, visibleText, width } = printer;
  const scores = example.scores
    .map(({ objective, baseline, candidate }) => {
      const measure = measureOf(run, objective);
      return `${objective} ${levelText(baseline, measure)} → ${candidate === null ? 'no result' : levelText(candidate, measure)}`;
    })
    .join(', ');
  const slices = example.slices.length === 0 ? '' : ` · ${example.slices.join(', ')}`;
  const head = `${shortHash(example.exampleId)} · ${scores}${slices}`;
  const most = Math.max(160, Math.min(600, width * 4));
  const field = (name: string, text: string, paint = (each: string) => each): string[] =>
    hanging(`     ${name.padEnd(10)}`, visibleText(cut(text.trim(), most)), printer, style.quiet, paint);
  return [
    ...hanging(`  ${String(number).padStart(2)} `, visibleText(head), printer, style.strong),
    ...(example.input === null ? [] : field('input', example.input)),
    ...(example.expected === null ? [] : field('expected', example.expected)),
    ...answerLines(example, most, printer, field),
  ];
}

function answerLines(
  { baseline, candidate }: FlippedExample,
  most: number,
  printer: Printer,
  field: (name: string, text: string, paint?: (each: string) => string) => string[],
): string[] {
  const { style, visibleText } = printer;
  if (baseline?.kind === 'answer' && candidate?.kind === 'answer') {
    const parts = wordChanges(baseline.text.trim(), candidate.text.trim(), most);
    if (!parts.some(({ kind }) => kind === 'same')) {
      return [...field('baseline', baseline.text), ...field('candidate', candidate.text)];
    }
    // Marks beside the colours: a change must be seen without them too, and painting by words keeps lines breakable.
    const text = parts
      .map(({ kind, text: said }) =>
        kind === 'removed'
          ? marked(visibleText(said), '[-', '-]', style.bad)
          : kind === 'added'
            ? marked(visibleText(said), '{+', '+}', style.good)
            : kind === 'left-out'
              ? style.quiet(visibleText(said))
              : visibleText(said),
      )
      .join('');
    return hanging(`     ${'answer'.padEnd(10)}`, text, printer, style.quiet);
  }
  const said = (answer: NonNullable<FlippedExample['candidate']>): string =>
    answer.kind === 'error' ? `error ${answer.code}: ${answer.text}` : answer.text;
  return [
    ...(baseline === null ? [] : field('baseline', said(baseline))),
    ...(candidate === null ? [] : field('candidate', said(candidate))),
  ];
}

function marked(text: string, open: string, close: string, paint: (text: string) => string): string {
  const [, before = '', words = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  if (words === '') return text;
  return (
    before +
    `${open}${words}${close}`
      .split(' ')
      .map((word) => paint(word))
      .join(' ') +
    after
  );
}

function tableSection(run: GateRun, printer: Printer): string[] {
  if (run.judgement === null) return [];
  return [...objectiveTable(objectiveRows(run), printer), ...failingReasons(run, printer)];
}

/** Why objectives do not hold, when the headline has not room for all of them. */
function failingReasons(run: GateRun, printer: Printer): string[] {
  const reasons = objectiveRows(run)
    .filter(({ verdict }) => verdict !== 'PASS' && verdict !== null)
    .flatMap(({ objective, checks }) =>
      checks
        .filter(({ verdict }) => verdict !== 'PASS')
        .flatMap((check) =>
          check.reasons.map(({ message }) => ({ objective, message, verdict: check.verdict })),
        ),
    );
  if (reasons.length === 0) return [];
  return [
    '',
    ...reasons.flatMap(({ objective, message, verdict }) =>
      hanging(`  ${objective}: `, printer.visibleText(message), printer, paintOf(verdict, printer)),
    ),
  ];
}

function warningSlices(run: GateRun, printer: Printer): string[] {
  const broken = new Set(brokenSlices(run));
  const warnings = warningChecks(run).filter((check) => !broken.has(check));
  if (warnings.length === 0) return [];
  return [
    printer.style.strong('Warnings, which decide nothing'),
    ...warnings
      .slice(0, mostSlices)
      .flatMap((check) =>
        check.slice === null
          ? hanging(
              `  ${check.objective}  `,
              printer.visibleText(check.reasons[0]?.message ?? check.verdict),
              printer,
              printer.style.warning,
            )
          : sliceLines(run, check, printer, printer.style.warning),
      ),
    ...cutNote(warnings.length, mostSlices, 'warnings', printer),
  ];
}

function noteLines(run: GateRun, printer: Printer): string[] {
  const waivers = run.waivers.map((waiver) => {
    const what = `${waiver.objective}${waiver.slice === null ? '' : ` on ${waiver.slice}`}`;
    return `${what} is ${waiverText(waiver)}`;
  });
  const human = run.humanReview.isRequired
    ? [`People must look at this too: ${run.humanReview.because.join('; ')}.`]
    : [];
  const notes = [...waivers, ...human, ...runWarnings(run)];
  if (notes.length === 0) return [];
  return [
    printer.style.strong('To know'),
    ...notes
      .slice(0, mostWarnings)
      .flatMap((note) => hanging('  - ', printer.visibleText(note), printer, printer.style.warning)),
    ...cutNote(notes.length, mostWarnings, 'notes', printer),
  ];
}

function settleLines(run: GateRun, printer: Printer): string[] {
  const settle = run.judgement?.settle ?? [];
  if (settle.length === 0) return [];
  return [
    printer.style.strong('What would settle it'),
    ...settle.flatMap((line) => hanging('  - ', printer.visibleText(line), printer, printer.style.accent)),
  ];
}

function costLines(run: GateRun, printer: Printer): string[] {
  const arms = [run.candidate, ...(run.baseline === null ? [] : [run.baseline])];
  const sum = (of: (arm: (typeof arms)[number]) => number): number =>
    arms.reduce((total, arm) => total + of(arm), 0);
  const calls = sum(({ calls }) => calls);
  const cached = sum(({ cached }) => cached);
  const scoring = run.execution?.scoringCostUsd ?? null;
  const costs = arms.map(({ costUsd }) => costUsd).filter((cost) => cost !== null);
  const cost =
    costs.length === 0
      ? 'cost unknown'
      : `$${costs.reduce((total, each) => total + each, 0).toFixed(4)}${costs.length < arms.length ? ' (of one version; the other is unknown)' : ''}`;
  const tokens = arms
    .flatMap(({ inputTokens, outputTokens }) => [inputTokens, outputTokens])
    .filter((each) => each !== null);
  const told = [
    run.endedAt === null ? 'not ended' : spanText(run.endedAt - run.startedAt),
    `${countText(calls, 'call')}${cached > 0 ? ` and ${cached} from the cache` : ''}`,
    ...(sum(({ retries }) => retries) > 0
      ? [
          countText(
            sum(({ retries }) => retries),
            'retry',
            'retries',
          ),
        ]
      : []),
    ...(sum(({ errors }) => errors) > 0
      ? [
          countText(
            sum(({ errors }) => errors),
            'error',
          ),
        ]
      : []),
    ...(tokens.length === 0
      ? []
      : [
          countText(
            tokens.reduce((total, each) => total + each, 0),
            'token',
          ),
        ]),
    ...(run.epochs > 1 ? [`${run.epochs} epochs`] : []),
    cost,
    ...(scoring === null ? [] : [`$${scoring.toFixed(4)} for scoring`]),
  ].join(' · ');
  return wrapped(told, printer.width, printer).map(printer.style.quiet);
}

function identityLines({ run, url }: GateReport, printer: Printer): string[] {
  const { dataset, candidate, baseline, origin } = run;
  const named = (label: string | null, hash: string): string =>
    label === null ? shortHash(hash) : `${label} (${shortHash(hash)})`;
  const lines: readonly (readonly [string, string | null])[] = [
    ['gate run', `${run.gateRunId}, ${dayText(run.startedAt)}`],
    ['dataset', `${dataset.name} ${named(dataset.label, dataset.versionId)}, ${dataset.standing}`],
    ['candidate', named(candidate.label, candidate.hash)],
    ['baseline', baseline === null ? null : named(baseline.label, baseline.hash)],
    [
      'commit',
      origin.commit === null
        ? null
        : `${shortHash(origin.commit)}${origin.branch === null ? '' : ` on ${origin.branch}`}`,
    ],
    ['open', url],
  ];
  return lines.flatMap(([name, value]) =>
    value === null
      ? []
      : hanging(
          `${name.padEnd(10)} `,
          printer.visibleText(value),
          printer,
          printer.style.quiet,
          printer.style.quiet,
        ),
  );
}

function nextLines({ next }: GateReport, printer: Printer): string[] {
  if (next.length === 0) return [];
  return [
    printer.style.strong('Next'),
    ...next.map(
      ({ command, purpose }) => `  ${printer.style.accent(command)}  ${printer.style.quiet(purpose)}`,
    ),
  ];
}

function cutNote(all: number, most: number, what: string, { style }: Printer): string[] {
  return all > most ? [style.quiet(`  ${most} of ${all} ${what} are shown.`)] : [];
}

/** A label and a text that is broken to hang beside it; on narrow terminals the text begins below its label. */
function hanging(
  label: string,
  text: string,
  printer: Printer,
  paintLabel: (text: string) => string,
  paintText: (text: string) => string = (each) => each,
): string[] {
  const { cellWidth, width } = printer;
  const indent = cellWidth(label) > width / 2 ? 4 : cellWidth(label);
  const lines = wrapped(text, width - indent, printer);
  const space = ' '.repeat(indent);
  if (indent < cellWidth(label))
    return [paintLabel(label.trimEnd()), ...lines.map((line) => space + paintText(line))];
  return lines.map((line, index) => (index === 0 ? paintLabel(label) : space) + paintText(line));
}

/** Lines of at most so many cells; a word that is longer than a line is cut into several. */
function wrapped(text: string, most: number, { wrapTo, cellWidth }: Printer): string[] {
  return wrapTo(text, most).flatMap((line) => {
    if (cellWidth(line) <= most || line.includes('\u001B')) return [line];
    const parts: string[] = [];
    let part = '';
    for (const character of line) {
      if (cellWidth(part + character) > most) {
        parts.push(part);
        part = '';
      }
      part += character;
    }
    return [...parts, part];
  });
}

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text);
