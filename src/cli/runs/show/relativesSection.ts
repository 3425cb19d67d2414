// The runs nested in a run.
import type { CommandContext } from '../../command.ts';
import { countText } from '../../print/numbers.ts';
import { statusPaint } from '../../print/statusPaint.ts';
import { type Cell, tableLines } from '../../print/table.ts';
import { agoText } from '../../print/times.ts';
import { visibleText } from '../../print/visibleText.ts';
import { shortId } from '../findRun.ts';
import { mostChildren, type RunDetails } from '../runDetails.ts';
import type { Section } from './section.ts';

const mostShown = 20;

export function relativesSection(
  { children, hasMoreChildren }: RunDetails,
  context: CommandContext,
): Section | null {
  if (children.length === 0) return null;
  const { style, width, now } = context;
  const shown = children.slice(0, mostShown);
  const total = hasMoreChildren ? `more than ${mostChildren} runs` : countText(children.length, 'run');
  return {
    title: 'Children',
    remark: shown.length < children.length ? `${shown.length} of ${total}` : total,
    lines: tableLines(
      [
        { title: 'id' },
        { title: 'name', least: 12 },
        { title: 'status' },
        { title: 'started', align: 'right' },
      ],
      shown.map(({ runId, name, status, startTime }): Cell[] => [
        { text: shortId(runId), paint: style.accent },
        visibleText(name),
        { text: status.toLowerCase(), paint: statusPaint(status, style) },
        { text: agoText(startTime, now()), paint: style.quiet },
      ]),
      { indent: 2, width, titles: null },
    ),
  };
}
