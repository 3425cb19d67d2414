// A gate run on a terminal: the verdict first, what broke and where, then every objective, and what to do. Not its colours.
import type { GateRun } from '../../model/gateRun.ts';
import type { Check } from '../../model/judgement.ts';
import { countText, differenceText, intervalText, levelText, probabilityText, shortHash } from './figures.ts';
import { failureNotes } from './failureNotes.ts';
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
import { exampleLines } from './terminalExamples.ts';
import { costLines, identityLines } from './terminalIdentity.ts';
import { cutNote, hanging, wrapped } from './terminalLines.ts';

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
    noteLines(report, printer),
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

function noteLines(report: GateReport, printer: Printer): string[] {
  const { run } = report;
  const waivers = run.waivers.map((waiver) => {
    const what = `${waiver.objective}${waiver.slice === null ? '' : ` on ${waiver.slice}`}`;
    return `${what} is ${waiverText(waiver)}`;
  });
  const human = run.humanReview.isRequired
    ? [`People must look at this too: ${run.humanReview.because.join('; ')}.`]
    : [];
  const notes = [...waivers, ...human, ...failureNotes(report), ...runWarnings(run)];
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

function nextLines({ next }: GateReport, printer: Printer): string[] {
  if (next.length === 0) return [];
  return [
    printer.style.strong('Next'),
    // A command is never broken, so that it can be copied; what it is for goes below where both are too wide.
    ...next.flatMap(({ command, purpose }) => {
      const isWide = 4 + printer.cellWidth(command) + printer.cellWidth(purpose) > printer.width;
      return isWide
        ? [`  ${printer.style.accent(command)}`, ...hanging('      ', purpose, printer, printer.style.quiet)]
        : [`  ${printer.style.accent(command)}  ${printer.style.quiet(purpose)}`];
    }),
  ];
}
