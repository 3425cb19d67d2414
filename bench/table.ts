/** Prints a section as an aligned table, for a terminal or as Markdown; numbers stand to the right. */
import type { Section, Verdict } from './contract.ts';

/** Columns aligned by spaces. */
export function textTable(section: Section): string {
  const { headers, rows } = section;
  const widths = headers.map((header, column) =>
    Math.max(header.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 || section.isText === true ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  const notes = section.notes.map((note) => `  · ${note}`);
  return [section.title, '', line(headers), rule, ...rows.map(line), ...notes].join('\n');
}

/** The same as Markdown. */
export function markdownTable(section: Section): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = section.headers.map((_, column) => (column === 0 || section.isText === true ? '---' : '---:'));
  const notes = section.notes.length === 0 ? [] : ['', ...section.notes.map((note) => `- ${note}`)];
  return [
    `**${section.title}**`,
    '',
    line(section.headers),
    line(rule),
    ...section.rows.map(line),
    ...notes,
  ].join('\n');
}

/** The targets, each with what was measured. */
export function verdictSection(verdicts: readonly Verdict[]): Section {
  const word = (isMet: boolean | undefined): string =>
    isMet === undefined ? 'not measured' : isMet ? 'met' : 'MISSED';
  return {
    title: 'Targets',
    headers: ['what', 'target', 'measured', ''],
    rows: verdicts.map(({ what, target, measured, isMet }) => [what, target, measured, word(isMet)]),
    notes: [],
    isText: true,
  };
}
