// Tables, lists and folds of Markdown. Not what is in them.
import type { Outcome } from './gateOutcome.ts';
import { plainInline } from './safeMarkdown.ts';

export const signs: { readonly [outcome in Outcome]: string } = {
  PASS: '✅',
  FAIL: '❌',
  INCONCLUSIVE: '⚠️',
  ERROR: '⛔',
  CANCELLED: '⏹️',
  RUNNING: '⏳',
};

export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.trim()).join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}

export const details = (summary: string, body: string): string =>
  `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;

export const list = (lines: readonly string[]): string =>
  lines.map((line) => `- ${plainInline(line)}`).join('\n');
