// The examples that got worse in Markdown, as diffs inside fences that they cannot leave. Not which are chosen.
import type { GateRun } from '../../model/gateRun.ts';
import { countText, levelText, shortHash } from './figures.ts';
import { type FlippedExample, flippedExamples } from './flippedExamples.ts';
import type { GateReport } from './gateReport.ts';
import { measureOf } from './gateRows.ts';
import { codeSpan, fencedBlock, plainInline } from './safeMarkdown.ts';
import { wordChanges } from './wordChanges.ts';

const mostExampleCharacters = 1500;

export function exampleSection({ run, examples }: GateReport, most: number): string[] {
  const { shown, counts, focus, kind } = flippedExamples(run, examples, most);
  if (shown.length === 0) return [];
  const where = focus === null || focus.slice === null ? '' : `, those of ${plainInline(focus.slice)} first`;
  return [
    `<details><summary>${countText(shown.length, 'example')} that ${kind === 'failing' ? (shown.length === 1 ? 'misses a demand' : 'miss a demand') : 'got worse'}${where}; over all objectives ${countText(counts.worse, 'score')} got worse and ${counts.better} better</summary>`,
    ...shown.map((example) => oneExample(run, example)),
    '</details>',
  ];
}

function oneExample(run: GateRun, example: FlippedExample): string {
  const scores = example.scores
    .map(({ objective, baseline, candidate }) => {
      const measure = measureOf(run, objective);
      return `${codeSpan(objective)} ${levelText(baseline, measure)} → ${candidate === null ? 'no result' : levelText(candidate, measure)}`;
    })
    .join(', ');
  const slices = example.slices.length === 0 ? '' : ` · ${example.slices.map(plainInline).join(', ')}`;
  const lines = [
    ...(example.input === null ? [] : prefixed('input     ', example.input)),
    ...(example.expected === null ? [] : prefixed('expected  ', example.expected)),
    ...changeLines(example),
  ];
  const head = `**${codeSpan(shortHash(example.exampleId))}** ${scores}${slices}`;
  return lines.length === 0 ? head : `${head}\n\n${fencedBlock(lines.join('\n'), 'diff')}`;
}

/** Lines of a diff, which is coloured where Markdown is shown: both answers whole, then the words that changed. */
function changeLines({ baseline, candidate }: FlippedExample): string[] {
  const said = (answer: NonNullable<FlippedExample['candidate']>): string =>
    answer.kind === 'error' ? `error ${answer.code}: ${answer.text}` : answer.text;
  const lines = [
    ...(baseline === null ? [] : prefixed('- ', said(baseline))),
    ...(candidate === null ? [] : prefixed('+ ', said(candidate))),
  ];
  if (baseline?.kind !== 'answer' || candidate?.kind !== 'answer') return lines;
  const parts = wordChanges(baseline.text.trim(), candidate.text.trim(), mostExampleCharacters);
  if (!parts.some(({ kind }) => kind === 'same')) return lines;
  const words = parts
    .map(({ kind, text }) => (kind === 'removed' ? `[-${text}-]` : kind === 'added' ? `{+${text}+}` : text))
    .join('');
  return [...lines, ...prefixed('  ', words)];
}

/** Each line begins with the prefix, so that no line of a stranger can pass for one of the diff. */
function prefixed(prefix: string, text: string): string[] {
  const cut = text.length > mostExampleCharacters ? `${text.slice(0, mostExampleCharacters)}…` : text;
  const rest = prefix.length > 2 ? ' '.repeat(prefix.length) : prefix;
  return cut
    .trim()
    .split(/\r\n|\r|\n/)
    .map((line, index) => (index === 0 ? prefix : rest) + line);
}
