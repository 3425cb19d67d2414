// What a tired person reads on a terminal, at every width, in colours and without.
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { cellWidth, wrapTo } from '../../cli/print/cellWidth.ts';
import { coloured, uncoloured } from '../../cli/print/style.ts';
import { tableLines } from '../../cli/print/table.ts';
import { visibleText } from '../../cli/print/visibleText.ts';
import type { GateReport } from './gateReport.ts';
import type { Printer } from './printer.ts';
import { terminalReport } from './terminalReport.ts';
import { broke, cancelled, failing, passing, running, undecided } from './testRuns.ts';

const printer = (width: number, rest: Partial<Printer> = {}): Printer => ({
  style: uncoloured,
  width,
  isUnicode: true,
  cellWidth,
  wrapTo,
  visibleText,
  tableLines,
  ...rest,
});

const all: readonly (readonly [string, GateReport])[] = [
  ['pass', passing],
  ['fail', failing],
  ['inconclusive', undecided],
  ['error', broke],
  ['cancelled', cancelled],
  ['running', running],
];

test.each(all)('a run that ended as %s reads so', async (name, report) => {
  const text = `${terminalReport(report, printer(120)).join('\n')}\n`;
  await expect(text).toMatchFileSnapshot(`golden/terminal-${name}.txt`);
});

test('a narrow terminal without Unicode is told the same', async () => {
  const text = `${terminalReport(failing, printer(60, { isUnicode: false })).join('\n')}\n`;
  await expect(text).toMatchFileSnapshot('golden/terminal-fail-60-ascii.txt');
});

test.each([60, 80, 100, 120, 160, 200])('no line is wider than %i cells', (width) => {
  for (const [, report] of all) {
    const lines = terminalReport(report, printer(width, { style: coloured }));
    expect(lines.filter((line) => cellWidth(line) > width)).toEqual([]);
  }
});

test('colours change nothing that is said', () => {
  const painted = terminalReport(failing, printer(100, { style: coloured })).map(stripVTControlCharacters);
  expect(painted).toEqual(terminalReport(failing, printer(100)));
});

test('what a model wrote does not reach the terminal as commands', () => {
  const text = terminalReport(failing, printer(200)).join('\n');
  expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
});
