// `assay runs compare`: what differs between runs, and which metrics differ by more than noise. It decides nothing.
import type { WireComparedMetric, WireComparedSetting, WireComparison } from 'assay-sdk/wireEvidence';
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { countText } from '../print/numbers.ts';
import { statusPaint } from '../print/statusPaint.ts';
import { type Cell, tableLines } from '../print/table.ts';
import { agoText } from '../print/times.ts';
import { visibleText } from '../print/visibleText.ts';
import { withData } from '../reach/reachData.ts';
import { Refusal } from '../refusal.ts';
import { metricLines } from './compare/metricLines.ts';
import { nameOf, runColumns } from './compare/runNames.ts';
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
    throw new Refusal(
      'One run cannot be compared with itself.',
      'Name two or more: assay runs compare RUN RUN',
    );
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
      ...metricLines({ ...comparison, metrics: baselineFirst(comparison.metrics) }, context),
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
      {
        text: `${agoText(run.startTime, now())}${tookText(run, now()) === '' ? '' : `, took ${tookText(run, now())}`}`,
        paint: style.quiet,
      },
      index > 0 && repeatsFirst[index - 1] === true ? `repeats ${nameOf(0)}` : '',
    ]),
    { indent: 0, width, titles: null },
  );
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

/** What the first run has can be compared; the rest is only listed. */
function baselineFirst(metrics: readonly WireComparedMetric[]): readonly WireComparedMetric[] {
  const lacks = ({ values }: WireComparedMetric): number => Number((values[0]?.value ?? null) === null);
  return [...metrics].sort((a, b) => lacks(a) - lacks(b));
}
