// `assay gate thresholds`: holds a run to the quality thresholds that its MLflow client recorded with it.
import { fromWireNumber } from 'assay-sdk/wire';
import { checkThresholds } from '../../gate/tracking/checkThresholds.ts';
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { type Cell, tableLines } from '../print/table.ts';
import { visibleText } from '../print/visibleText.ts';
import { withData } from '../reach/reachData.ts';
import { findRun } from '../runs/findRun.ts';
import { verdictPaint } from './listGateRuns.ts';

const codes = {
  PASS: exitCodes.pass,
  FAIL: exitCodes.fail,
  INCONCLUSIVE: exitCodes.inconclusive,
} as const;

/** @returns 0 when all hold, 1 when one is broken, 2 when a metric is missing and none is broken */
export async function checkRunThresholds(context: CommandContext, typed: string): Promise<number> {
  return withData(context, async ({ client }) => {
    const run = await findRun(client, typed);
    const found = checkThresholds({
      runId: run.runId,
      tags: run.tags,
      metrics: run.metrics.map(({ key, value }) => ({ key, value: fromWireNumber(value) })),
    });
    if (context.flags.json === true) {
      sayJson(context, found);
      return codes[found.verdict];
    }
    const { style, width } = context;
    say(context, [
      `${verdictPaint(found.verdict, style)(found.verdict)}  run ${run.runId}: ${found.checks.length} quality thresholds`,
      ...tableLines(
        [
          { title: 'METRIC', least: 16 },
          { title: 'DEMAND' },
          { title: 'VALUE', align: 'point' },
          { title: '' },
        ],
        found.checks.map((check): Cell[] => [
          visibleText(check.metric),
          `${check.comparator} ${check.threshold}`,
          check.value === null ? 'not logged' : String(check.value),
          { text: check.verdict, paint: verdictPaint(check.verdict, style) },
        ]),
        { indent: 2, width, titles: style.quiet },
      ),
      style.quiet(
        'Point values against fixed thresholds: no interval and no baseline. A gate file says more (docs/gate.md).',
      ),
    ]);
    return codes[found.verdict];
  });
}
