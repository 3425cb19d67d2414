// The metrics of compared runs, each with what the noise floor says of it.
import { fromWireNumber } from 'assay-sdk/wire';
import type {
  WireComparedMetric,
  WireComparedValue,
  WireComparison,
  WireVerdict,
} from 'assay-sdk/wireEvidence';
import type { CommandContext } from '../../command.ts';
import { differenceText, metricText } from '../../print/numbers.ts';
import type { Style } from '../../print/style.ts';
import { type Cell, tableLines } from '../../print/table.ts';
import { visibleText } from '../../print/visibleText.ts';
import { runColumns } from './runNames.ts';
import { verdictPaint, verdictSigns, verdictText } from './verdict.ts';

export function metricLines(comparison: WireComparison, context: CommandContext): string[] {
  const { metrics } = comparison;
  const { style } = context;
  if (metrics.length === 0) return [];
  const known = metrics.filter(({ noise }) => noise.floor !== null).length;
  const remark =
    known === 0
      ? 'no noise floor is known, so nothing here can be called a difference'
      : 'against A; n is how many repeats the noise floor comes from';
  const lines =
    comparison.runs.length === 2 ? pairTable(comparison, context) : manyTable(comparison, context);
  return [
    '',
    `${style.strong('Metrics')}  ${style.quiet(remark)}`,
    ...lines,
    ...unknownLines(metrics, context),
    ...(known === 0
      ? [`  ${style.quiet('Declare repeats to learn it: assay runs repeat RUN --of OTHER-RUN')}`]
      : []),
  ];
}

/** Why there is no noise floor, once for each reason. */
function unknownLines(metrics: readonly WireComparedMetric[], { style }: CommandContext): string[] {
  const byReason = Map.groupBy(
    metrics.filter(({ noise }) => noise.floor === null),
    ({ noise }) => noise.unknownBecause ?? '',
  );
  const lines = [...byReason].map(([why, of]) => {
    const keys = of.map(({ key }) => visibleText(key));
    const whose =
      of.length === metrics.length
        ? ''
        : ` for ${keys.slice(0, 3).join(', ')}${keys.length > 3 ? ` and ${keys.length - 3} more` : ''}`;
    return `  ${style.quiet(`No noise floor${whose}: ${why}.`)}`;
  });
  return lines.length === 0 ? [] : ['', ...lines];
}

/** Two runs: one line a metric, the verdict in words. */
function pairTable({ metrics }: WireComparison, { style, width }: CommandContext): string[] {
  return tableLines(
    [
      { title: '', least: 16 },
      { title: 'A', align: 'point' },
      { title: 'B', align: 'point' },
      { title: 'B − A', align: 'point' },
      { title: 'noise', align: 'point' },
      { title: 'n', align: 'right' },
      { title: '' },
    ],
    metrics.map(({ key, values, noise }): Cell[] => {
      const [a, b] = values;
      const verdict = b?.verdict ?? 'unknown';
      return [
        visibleText(key),
        valueCell(a, style),
        valueCell(b, style),
        differenceCell(b, style),
        noise.floor === null
          ? ''
          : { text: `±${metricText(noise.floor.leastDifference)}`, paint: style.quiet },
        noise.floor === null ? '' : { text: String(noise.floor.n), paint: style.quiet },
        { text: verdictText(verdict, noise.floor !== null), paint: verdictPaint(verdict, style) },
      ];
    }),
    { indent: 2, width, titles: style.quiet },
  );
}

function valueCell(compared: WireComparedValue | undefined, style: Style): Cell {
  const value = compared?.value ?? null;
  return value === null ? { text: '–', paint: style.quiet } : metricText(value);
}

function differenceCell(compared: WireComparedValue | undefined, style: Style): Cell {
  const difference = compared?.difference ?? null;
  if (difference === null) return '';
  return {
    text: differenceText(fromWireNumber(difference)),
    paint: verdictPaint(compared?.verdict ?? 'unknown', style),
  };
}

/** More runs: a column each, the value followed by a sign for the verdict. */
function manyTable(comparison: WireComparison, { style, width }: CommandContext): string[] {
  const { metrics } = comparison;
  const used = new Set<WireVerdict>();
  const lines = tableLines(
    [
      { title: '', least: 16 },
      ...runColumns(comparison, 'left'),
      { title: 'noise' },
      { title: 'n', align: 'right' },
    ],
    metrics.map(({ key, values, noise }): Cell[] => [
      visibleText(key),
      ...values.map(({ value, verdict }): Cell => {
        if (value === null) return { text: '–', paint: style.quiet };
        if (verdict === null) return metricText(value);
        used.add(verdict);
        return {
          text: `${metricText(value)} ${verdictSigns[verdict]}`.trimEnd(),
          paint: verdictPaint(verdict, style),
        };
      }),
      noise.floor === null ? '' : { text: `±${metricText(noise.floor.leastDifference)}`, paint: style.quiet },
      noise.floor === null ? '' : { text: String(noise.floor.n), paint: style.quiet },
    ]),
    { indent: 2, width, titles: style.quiet },
  );
  const legend = [...used]
    .filter((verdict) => verdictSigns[verdict] !== '')
    .map((verdict) => `${verdictSigns[verdict]} ${verdictText(verdict, true)}`);
  return legend.length === 0 ? lines : [...lines, '', `  ${style.quiet(legend.join('   '))}`];
}
