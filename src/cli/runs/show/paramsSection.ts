// The params of a run.
import type { CommandContext } from '../../command.ts';
import { wholeText } from '../../print/numbers.ts';
import { tableLines } from '../../print/table.ts';
import { visibleText } from '../../print/visibleText.ts';
import type { RunDetails } from '../runDetails.ts';
import type { Section } from './section.ts';

const mostShown = 100;

export function paramsSection({ run }: RunDetails, { style, width }: CommandContext): Section | null {
  if (run.params.length === 0) return null;
  const sorted = [...run.params].sort((a, b) => (a.key < b.key ? -1 : 1));
  const shown = sorted.slice(0, mostShown);
  return {
    title: 'Params',
    remark:
      sorted.length > shown.length
        ? `${shown.length} of ${wholeText(sorted.length)}; the rest with --json`
        : '',
    lines: tableLines(
      [
        { title: 'param', least: 16 },
        { title: 'value', least: 20 },
      ],
      shown.map(({ key, value }) => [
        visibleText(key),
        value === '' || value === 'None'
          ? { text: value === '' ? '(empty)' : value, paint: style.quiet }
          : visibleText(value),
      ]),
      { indent: 2, width, titles: null },
    ),
  };
}
