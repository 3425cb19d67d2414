// The metrics of a run: where each series ended and how far it went. Not its points.
import type { WireSeriesSummary } from 'assay-sdk/wire';
import type { CommandContext } from '../../command.ts';
import { metricText, wholeText } from '../../print/numbers.ts';
import { type Cell, tableLines } from '../../print/table.ts';
import { visibleText } from '../../print/visibleText.ts';
import type { RunDetails } from '../runDetails.ts';
import type { Section } from './section.ts';

const mostShown = 60;

export function metricsSection({ metrics }: RunDetails, context: CommandContext): Section | null {
  if (metrics.length === 0) return null;
  const sorted = [...metrics].sort(
    (a, b) => Number(isOfMachine(a)) - Number(isOfMachine(b)) || (a.key < b.key ? -1 : 1),
  );
  const shown = sorted.slice(0, mostShown);
  const remark =
    sorted.length > shown.length
      ? `${shown.length} of ${wholeText(sorted.length)}; the rest with --json`
      : '';
  const areSingle = shown.every(({ count }) => count === 1);
  return {
    title: 'Metrics',
    remark,
    lines: areSingle ? singleLines(shown, context) : seriesLines(shown, context),
  };
}

/** What the machine did is recorded beside what the run did. */
const isOfMachine = ({ key }: WireSeriesSummary): boolean => key.startsWith('system/');

function singleLines(metrics: readonly WireSeriesSummary[], { style, width }: CommandContext): string[] {
  return tableLines(
    [
      { title: 'metric', least: 16 },
      { title: 'value', align: 'point' },
    ],
    metrics.map(({ key, last }): Cell[] => [
      visibleText(key),
      { text: metricText(last.value), paint: style.strong },
    ]),
    { indent: 2, width, titles: null },
  );
}

function seriesLines(metrics: readonly WireSeriesSummary[], { style, width }: CommandContext): string[] {
  return tableLines(
    [
      { title: '', least: 16 },
      { title: 'last', align: 'point' },
      { title: 'min', align: 'point' },
      { title: 'max', align: 'point' },
      { title: 'points', align: 'right' },
      { title: 'last step', align: 'right' },
    ],
    metrics.map(({ key, last, min, max, count }): Cell[] => [
      visibleText(key),
      { text: metricText(last.value), paint: style.strong },
      ...(count === 1 ? ['', ''] : [min, max].map((value) => (value === null ? '' : metricText(value)))),
      { text: wholeText(count), paint: style.quiet },
      { text: count === 1 && last.step === 0 ? '' : String(last.step), paint: style.quiet },
    ]),
    { indent: 2, width, titles: style.quiet },
  );
}
