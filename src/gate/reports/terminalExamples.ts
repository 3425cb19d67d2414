// The examples that got worse on a terminal, with the words that changed. Not which are chosen.
import type { GateRun } from '../../model/gateRun.ts';
import { countText, levelText, shortHash } from './figures.ts';
import { type FlippedExample, flippedExamples } from './flippedExamples.ts';
import type { GateReport } from './gateReport.ts';
import { measureOf } from './gateRows.ts';
import type { Printer } from './printer.ts';
import { cut, hanging } from './terminalLines.ts';
import { wordChanges } from './wordChanges.ts';

export function exampleLines({ run, examples }: GateReport, printer: Printer, most: number): string[] {
  const { shown, counts, focus, kind } = flippedExamples(run, examples, most);
  if (shown.length === 0) return [];
  const { style, visibleText } = printer;
  const where = focus === null || focus.slice === null ? '' : `those of ${focus.slice} first; `;
  const count = `${shown.length} shown, ${visibleText(where)}over all objectives ${countText(counts.worse, 'score')} got worse and ${counts.better} better`;
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
