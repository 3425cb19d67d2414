// `assay experiments list`: a table of experiments, newest change first.
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { countText } from '../print/numbers.ts';
import { type Cell, tableLines } from '../print/table.ts';
import { agoText } from '../print/times.ts';
import { visibleText } from '../print/visibleText.ts';
import { withData } from '../reach/reachData.ts';

export interface ListExperimentsFlags {
  readonly filter?: string;
  readonly limit?: number;
  readonly after?: string;
  readonly deleted?: boolean;
}

/** @returns the exit code */
export async function listExperiments(context: CommandContext, flags: ListExperimentsFlags): Promise<number> {
  const { filter, limit = 100, after, deleted = false } = flags;
  return withData(context, async ({ client }) => {
    const view = deleted ? 'deleted' : 'active';
    const page = await client.experiments.list({ filter, limit, cursor: after, view });
    if (context.flags.json === true) {
      sayJson(context, page);
      return exitCodes.pass;
    }
    const { style, width, now } = context;
    if (page.items.length === 0) {
      say(context, ['No experiments match.']);
      return exitCodes.pass;
    }
    const lines = tableLines(
      [
        { title: 'ID', align: 'right' },
        { title: 'NAME', least: 16 },
        { title: 'CREATED', align: 'right' },
        { title: 'CHANGED', align: 'right' },
        { title: 'ARTIFACTS', least: 16 },
      ],
      page.items.map((each): Cell[] => [
        { text: each.experimentId, paint: style.accent },
        visibleText(each.name),
        agoText(each.creationTime, now()),
        agoText(each.lastUpdateTime, now()),
        { text: visibleText(each.artifactLocation), paint: style.quiet },
      ]),
      { indent: 0, width, titles: style.quiet },
    );
    say(context, lines);
    if (page.next !== null) {
      say(context, [
        '',
        style.quiet(`${countText(page.items.length, 'experiment')} shown; more: --after ${page.next}`),
      ]);
    }
    return exitCodes.pass;
  });
}
