// `assay gate list`: a table of gate runs, newest first.
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { countText } from '../print/numbers.ts';
import { type Cell, tableLines } from '../print/table.ts';
import type { Style, Paint } from '../print/style.ts';
import { agoText } from '../print/times.ts';
import { visibleText } from '../print/visibleText.ts';
import { withData } from '../reach/reachData.ts';

export interface ListGateRunsFlags {
  readonly component?: string;
  readonly dataset?: string;
  readonly verdict?: 'PASS' | 'FAIL' | 'INCONCLUSIVE';
  readonly limit?: number;
  readonly after?: string;
}

/** @returns the exit code */
export async function listGateRuns(context: CommandContext, flags: ListGateRunsFlags): Promise<number> {
  const { component, dataset, verdict, limit = 20, after } = flags;
  return withData(context, async ({ client }) => {
    const page = await client.gateRuns.list({ component, dataset, verdict, limit, cursor: after });
    if (context.flags.json === true) {
      sayJson(context, page);
      return exitCodes.pass;
    }
    const { style, width, now } = context;
    if (page.items.length === 0) {
      say(context, ['No gate runs match. Run one: npx assay gate examples/docs-assistant']);
      return exitCodes.pass;
    }
    const lines = tableLines(
      [
        { title: 'ID' },
        { title: 'VERDICT' },
        { title: 'COMPONENT', least: 12 },
        { title: 'CANDIDATE', least: 8 },
        { title: 'BASELINE', least: 8 },
        { title: 'TIER' },
        { title: 'DATASET', least: 12 },
        { title: 'WHEN', align: 'right' },
        { title: 'WHY', least: 20 },
      ],
      page.items.map((each): Cell[] => [
        { text: each.gateRunId.slice(0, 8), paint: style.accent },
        { text: each.verdict ?? each.status, paint: verdictPaint(each.verdict ?? each.status, style) },
        visibleText(each.component),
        visibleText(each.candidateLabel ?? each.candidateHash.slice(0, 8)),
        visibleText(each.baselineLabel ?? each.baselineHash?.slice(0, 8) ?? '–'),
        each.tier,
        `${visibleText(each.datasetName)}@${each.datasetVersionId.slice(0, 8)}`,
        agoText(each.startedAt, now()),
        { text: visibleText(each.headline ?? ''), paint: style.quiet },
      ]),
      { indent: 0, width, titles: style.quiet },
    );
    say(context, lines);
    if (page.next !== null) {
      say(context, [
        '',
        style.quiet(`${countText(page.items.length, 'gate run')} shown; more: --after ${page.next}`),
      ]);
    }
    return exitCodes.pass;
  });
}

export function verdictPaint(verdict: string, style: Style): Paint {
  if (verdict === 'PASS') return style.good;
  if (verdict === 'FAIL' || verdict === 'ERROR') return style.bad;
  return style.warning;
}
