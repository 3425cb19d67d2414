// `assay runs ticket`: links a run to a ticket. A run may have several; the same link twice is one.
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { visibleText } from '../print/visibleText.ts';
import { withData } from '../reach/reachData.ts';
import { Refusal } from '../refusal.ts';
import { findRun, shortId } from './findRun.ts';

/** Tags `assay.ticket.1`, `assay.ticket.2`, … as the SDK writes them. */
const ticketTag = /^assay\.ticket\.(\d{1,6})$/;

/** @returns the exit code */
export async function linkTicket(context: CommandContext, typed: string, url: string): Promise<number> {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new Refusal(
      `'${visibleText(url)}' is no link to a ticket.`,
      'It looks like https://tracker.example/CHURN-42.',
    );
  }
  return withData(context, async ({ client }) => {
    const run = await findRun(client, typed);
    const tickets = run.tags.filter(({ key }) => key.startsWith('assay.ticket'));
    const isKnown = tickets.some(({ value }) => value === url);
    const numbers = tickets.map(({ key }) => Number(ticketTag.exec(key)?.[1] ?? 0));
    const key = `assay.ticket.${Math.max(0, ...numbers) + 1}`;
    if (!isKnown) await client.runs.batch(run.runId, { tags: [{ key, value: url }] });
    if (context.flags.json === true) sayJson(context, await client.runs.get(run.runId));
    else {
      const named = `Run ${shortId(run.runId)} ${visibleText(run.name)}`;
      say(context, [isKnown ? `${named} is linked to ${url} already` : `${named} is linked to ${url}`]);
    }
    return exitCodes.pass;
  });
}
