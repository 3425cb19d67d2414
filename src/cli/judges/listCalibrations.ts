// `assay judge list`: a table of calibrations, newest first.
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { countText } from '../print/numbers.ts';
import { type Cell, tableLines } from '../print/table.ts';
import { agoText } from '../print/times.ts';
import { visibleText } from '../print/visibleText.ts';
import { withData } from '../reach/reachData.ts';
import { figureText } from './calibrationLines.ts';

export interface ListCalibrationsFlags {
  readonly component?: string;
  readonly objective?: string;
  readonly limit?: number;
  readonly after?: string;
}

/** @returns the exit code */
export async function listCalibrations(
  context: CommandContext,
  flags: ListCalibrationsFlags,
): Promise<number> {
  const { component, objective, limit = 20, after } = flags;
  return withData(context, async ({ client }) => {
    const page = await client.judges.calibrations({ component, objective, limit, cursor: after });
    if (context.flags.json === true) {
      sayJson(context, page);
      return exitCodes.pass;
    }
    const { style, width, now } = context;
    if (page.items.length === 0) {
      say(context, [
        'No judge was measured yet. Measure one: npx assay judge calibrate assay.yaml --objective <name> --labels labels.jsonl',
      ]);
      return exitCodes.pass;
    }
    const paint = { calibrated: style.good, stale: style.warning, uncalibrated: style.bad };
    say(
      context,
      tableLines(
        [
          { title: 'ID' },
          { title: 'STANDING' },
          { title: 'COMPONENT', least: 10 },
          { title: 'OBJECTIVE', least: 10 },
          { title: 'MODEL', least: 12 },
          { title: 'LABELS', align: 'right' },
          { title: 'AGREEMENT' },
          { title: 'WHEN', align: 'right' },
        ],
        page.items.map((each): Cell[] => [
          { text: each.calibrationId.slice(0, 8), paint: style.accent },
          { text: each.status.required.kind, paint: paint[each.status.required.kind] },
          visibleText(each.component ?? '–'),
          visibleText(each.objective),
          visibleText(each.pin.parts['model'] ?? '–'),
          String(each.figures.n),
          figureText(each.figures.headline),
          agoText(each.calibratedAt, now()),
        ]),
        { indent: 0, width, titles: style.quiet },
      ),
    );
    if (page.next !== null) {
      say(context, [
        '',
        style.quiet(`${countText(page.items.length, 'calibration')} shown; more: --after ${page.next}`),
      ]);
    }
    return exitCodes.pass;
  });
}
