// `assay runs compare`: what differs between runs, and which metrics differ by more than noise. It decides nothing.
import type { WireComparedSetting, WireComparison, WireVerdict } from 'assay-sdk/wireEvidence';
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { countText, differenceText, metricText } from '../print/numbers.ts';
import { statusPaint } from '../print/statusPaint.ts';
import type { Paint, Style } from '../print/style.ts';
import { type Cell, type Column, tableLines } from '../print/table.ts';
import { agoText } from '../print/times.ts';
import { visibleText } from '../print/visibleText.ts';
import { withData } from '../reach/reachData.ts';
import { Refusal } from '../refusal.ts';
import { fromWireNumber } from 'assay-sdk/wire';
import { findRuns, shortId } from './findRun.ts';
import { tookText } from './runColumns.ts';

export interface CompareRunsFlags {
  readonly all?: boolean;
}

/** @returns the exit code */
export async function compareRuns(
  context: CommandContext,
  typed: readonly string[],
  { all = false }: CompareRunsFlags,
): Promise<number> {
  if (typed.length < 2) {
    throw new Refusal('One run cannot be compared with itself.', 'Name two or more: assay runs compare RUN RUN');
  }
  return withData(context, async ({ client }) => {
    const runs = await findRuns(client, typed);
    const comparison = await client.evidence.compare(runs.map(({ runId }) => runId));
    if (context.flags.json === true) {
      sayJson(context, comparison);
      return exitCodes.pass;
    }
    say(context, [
      ...runLines(comparison, context),
      ...settingLines('Params', comparison.params, comparison, all, context),
      ...settingLines('Datasets', comparison.datasets, comparison, all, context),
      ...metricLines(comparison, context),
    ]);
    return exitCodes.pass;
  });
}

function runLines({ runs, repeatsFirst }: WireComparison, context: CommandContext): string[] {
  const { style, width, now } = context;
  return tableLines(
    [{ title: '' }, { title: '' }, { title: '', least: 12 }, { title: '' }, { title: '' }, { title: '' }],
    runs.map((run, index): Cell[] => [
      { text: nameOf(index), paint: style.strong },
      { text: shortId(run.runId), paint: style.accent },
      visibleText(run.name),
      { text: run.status.toLowerCase(), paint: statusPaint(run.status, style) },
      { text: `${agoText(run.startTime, now())}${tookText(run, now()) === '' ? '' : `, took ${tookText(run, now())}`}`, paint: style.quiet },
      index > 0 && repeatsFirst[index - 1] === true ? `repeats ${nameOf(0)}` : '',
    ]),
    { indent: 0, width, titles: null },
  );
}

/** A, B, … Z, then R27 and so on: short enough to head a column. */
function nameOf(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : `R${index + 1}`;
}

function runColumns({ runs }: WireComparison, align: 'left' | 'point'): Column[] {
  return runs.map((_, index) => ({ title: nameOf(index), align, least: 8 }));
}

function settingLines(
  title: string,
  settings: readonly WireComparedSetting[],
  comparison: WireComparison,
  showsSame: boolean,
  { style, width }: CommandContext,
): string[] {
  if (settings.length === 0) return [];
  const differing = settings.filter(({ isSame }) => !isSame);
  const same = settings.length - differing.length;
  const shown = showsSame ? settings : differing;
  const noun = title.toLowerCase().slice(0, -1);
  const remark =
    differing.length === 0
      ? `${countText(same, noun)}, all the same`
      : `${differing.length} of ${settings.length} differ${showsSame || same === 0 ? '' : `; --all shows the ${same} that ${same === 1 ? 'is' : 'are'} the same`}`;
  const head = ['', `${style.strong(title)}  ${style.quiet(remark)}`];
  if (shown.length === 0) return head;
  return [
    ...head,
    ...tableLines(
      [{ title: '', least: 16 }, ...runColumns(comparison, 'left')],
      shown.map(({ key, values, isSame }): Cell[] => [
        visibleText(key),
        ...values.map((value): Cell => {
          if (value === null) return { text: '–', paint: style.quiet };
          return isSame ? { text: visibleText(value), paint: style.quiet } : visibleText(value);
        }),
      ]),
      { indent: 2, width, titles: style.quiet },
    ),
  ];
}

function metricLines(comparison: WireComparison, context: CommandContext): string[] {
  const { metrics } = comparison;
  const { style } = context;
  if (metrics.length === 0) return [];
  const known = metrics.filter(({ noise }) => noise.floor !== null).length;
  const remark = known === 0 ? 'no noise floor is known, so nothing here can be called a difference' : 'against A; n is how many repeats the noise floor comes from';
  const lines = comparison.runs.length === 2 ? pairTable(comparison, context) : manyTable(comparison, context);
  const unknown = [...new Set(metrics.flatMap(({ noise }) => noise.unknownBecause ?? []))];
  return [
    '',
    `${style.strong('Metrics')}  ${style.quiet(remark)}`,
    ...lines,
    ...(unknown.length === 0 ? [] : ['', ...unknown.map((why) => `  ${style.quiet(`No noise floor: ${why}.`)}`)]),
    ...(known === 0 ? [`  ${style.quiet('Declare repeats to learn it: assay runs repeat RUN --of OTHER-RUN')}`] : []),
  ];
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
        a?.value == null ? { text: '–', paint: style.quiet } : metricText(a.value),
        b?.value == null ? { text: '–', paint: style.quiet } : metricText(b.value),
        b?.difference == null ? '' : { text: differenceText(fromWireNumber(b.difference)), paint: verdictPaint(verdict, style) },
        noise.floor === null ? '' : { text: `±${metricText(noise.floor.leastDifference)}`, paint: style.quiet },
        noise.floor === null ? '' : { text: String(noise.floor.n), paint: style.quiet },
        { text: verdictText(verdict, noise.floor !== null), paint: verdictPaint(verdict, style) },
      ];
    }),
    { indent: 2, width, titles: style.quiet },
  );
}

/** More runs: a column each, the value followed by a sign for the verdict. */
function manyTable(comparison: WireComparison, { style, width }: CommandContext): string[] {
  const { metrics } = comparison;
  const used = new Set<WireVerdict>();
  const lines = tableLines(
    [{ title: '', least: 16 }, ...runColumns(comparison, 'left'), { title: 'noise' }, { title: 'n', align: 'right' }],
    metrics.map(({ key, values, noise }): Cell[] => [
      visibleText(key),
      ...values.map(({ value, verdict }): Cell => {
        if (value === null) return { text: '–', paint: style.quiet };
        if (verdict === null) return metricText(value);
        used.add(verdict);
        return { text: `${metricText(value)} ${verdictSigns[verdict]}`.trimEnd(), paint: verdictPaint(verdict, style) };
      }),
      noise.floor === null ? '' : { text: `±${metricText(noise.floor.leastDifference)}`, paint: style.quiet },
      noise.floor === null ? '' : { text: String(noise.floor.n), paint: style.quiet },
    ]),
    { indent: 2, width, titles: style.quiet },
  );
  const legend = [...used].filter((verdict) => verdictSigns[verdict] !== '').map((verdict) => `${verdictSigns[verdict]} ${verdictText(verdict, true)}`);
  return legend.length === 0 ? lines : [...lines, '', `  ${style.quiet(legend.join('   '))}`];
}

const verdictSigns: Readonly<Record<WireVerdict, string>> = {
  identical: '=',
  reproduced: '✓',
  'not-reproduced': '✗',
  'within-noise': '≈',
  different: '≠',
  unknown: '',
};

function verdictText(verdict: WireVerdict, hasFloor: boolean): string {
  switch (verdict) {
    case 'identical':
      return 'identical';
    case 'reproduced':
      return 'reproduced';
    case 'not-reproduced':
      return 'not reproduced';
    case 'within-noise':
      return 'within noise';
    case 'different':
      return 'different';
    case 'unknown':
      return hasFloor ? 'not comparable' : 'no noise floor known';
  }
}

/** A difference is neither good nor bad here: nobody has said which direction is better. */
function verdictPaint(verdict: WireVerdict, style: Style): Paint {
  switch (verdict) {
    case 'reproduced':
      return style.good;
    case 'not-reproduced':
      return style.bad;
    case 'different':
      return style.strong;
    case 'identical':
    case 'within-noise':
    case 'unknown':
      return style.quiet;
  }
}
