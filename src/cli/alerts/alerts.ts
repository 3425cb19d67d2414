// `assay alerts list` and `assay alerts acknowledge`: what a person should look at.
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { countText } from '../print/numbers.ts';
import { type Cell, tableLines } from '../print/table.ts';
import { agoText } from '../print/times.ts';
import { visibleText } from '../print/visibleText.ts';
import { withData } from '../reach/reachData.ts';

export interface ListAlertsFlags {
  readonly limit?: number;
  readonly after?: string;
}

/** @returns the exit code */
export async function listAlerts(
  context: CommandContext,
  { limit = 20, after }: ListAlertsFlags,
): Promise<number> {
  return withData(context, async ({ client }) => {
    const page = await client.alerts.list({ limit, cursor: after });
    if (context.flags.json === true) {
      sayJson(context, page);
      return exitCodes.pass;
    }
    const { style, width, now } = context;
    if (page.items.length === 0) {
      say(context, ['No alerts.']);
      return exitCodes.pass;
    }
    const columns = [
      { title: 'ID', least: 8 },
      { title: 'KIND' },
      { title: 'ABOUT', least: 12 },
      { title: 'FOR', least: 6 },
      { title: 'RAISED', align: 'right' },
      { title: 'SEEN', align: 'right' },
      { title: 'WHAT', least: 30 },
    ] as const;
    const rows = page.items.map((alert): Cell[] => [
      { text: visibleText(alert.alertId), paint: style.accent },
      { text: visibleText(alert.kind), paint: alert.acknowledgedAt === null ? style.bad : style.quiet },
      visibleText(alert.subject),
      visibleText(alert.recipient ?? '–'),
      agoText(alert.raisedAt, now()),
      alert.acknowledgedAt === null ? 'no' : agoText(alert.acknowledgedAt, now()),
      visibleText(alert.message),
    ]);
    say(context, tableLines(columns, rows, { indent: 0, width, titles: style.quiet }));
    if (page.next !== null) {
      say(context, [
        '',
        style.quiet(`${countText(page.items.length, 'alert')} shown; more: --after ${page.next}`),
      ]);
    }
    return exitCodes.pass;
  });
}

/** @returns the exit code */
export async function acknowledgeAlerts(
  context: CommandContext,
  alertIds: readonly string[],
): Promise<number> {
  return withData(context, async ({ client }) => {
    for (const alertId of alertIds) await client.alerts.acknowledge(alertId);
    if (context.flags.json === true) sayJson(context, { acknowledged: alertIds });
    else say(context, [`${countText(alertIds.length, 'alert')} acknowledged.`]);
    return exitCodes.pass;
  });
}
