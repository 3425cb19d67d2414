// `assay gate waive`, `waivers` and `unwaive`: who answers for a check that does not pass, why, and until when.
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { type Cell, tableLines } from '../print/table.ts';
import { momentText } from '../print/times.ts';
import { visibleText } from '../print/visibleText.ts';
import { withData } from '../reach/reachData.ts';
import { Refusal } from '../refusal.ts';

export interface WaiveFlags {
  readonly slice?: string;
  readonly owner: string;
  readonly reason: string;
  readonly until: string;
}

/** @returns the exit code */
export async function waive(
  context: CommandContext,
  component: string,
  objective: string,
  { slice, owner, reason, until }: WaiveFlags,
): Promise<number> {
  const expiresAt = endOfDay(until);
  return withData(context, async ({ client }) => {
    const waiver = await client.waivers.grant({
      component,
      objective,
      slice: slice ?? null,
      owner,
      reason,
      expiresAt,
    });
    if (context.flags.json === true) sayJson(context, waiver);
    else {
      say(context, [
        `Waived until ${momentText(waiver.expiresAt)}: ${visibleText(objective)}${slice === undefined ? '' : ` on ${visibleText(slice)}`} of ${visibleText(component)} does not decide.`,
        `It stays visible in every report. Take it back: npx assay gate unwaive ${waiver.waiverId}`,
      ]);
    }
    return exitCodes.pass;
  });
}

/** @returns the exit code */
export async function unwaive(context: CommandContext, waiverId: string): Promise<number> {
  return withData(context, async ({ client }) => {
    await client.waivers.revoke(waiverId);
    if (context.flags.json === true) sayJson(context, { waiverId, revoked: true });
    else say(context, [`The waiver ${waiverId} holds no longer.`]);
    return exitCodes.pass;
  });
}

/** @returns the exit code */
export async function listWaivers(context: CommandContext, component: string): Promise<number> {
  return withData(context, async ({ client }) => {
    const { items } = await client.waivers.list(component);
    if (context.flags.json === true) {
      sayJson(context, items);
      return exitCodes.pass;
    }
    const { style, width, now } = context;
    if (items.length === 0) say(context, [`No waiver was ever granted for ${visibleText(component)}.`]);
    else {
      const lines = tableLines(
        [
          { title: 'ID' },
          { title: 'STANDING' },
          { title: 'OBJECTIVE', least: 10 },
          { title: 'SLICE', least: 8 },
          { title: 'OWNER', least: 8 },
          { title: 'UNTIL' },
          { title: 'REASON', least: 20 },
        ],
        items.map((each): Cell[] => {
          const standing =
            each.revokedAt !== null ? 'revoked' : each.expiresAt <= now() ? 'expired' : 'in force';
          return [
            { text: each.waiverId, paint: style.accent },
            { text: standing, paint: standing === 'in force' ? style.warning : style.quiet },
            visibleText(each.objective),
            visibleText(each.slice ?? 'the whole set'),
            visibleText(each.owner),
            momentText(each.expiresAt).slice(0, 10),
            visibleText(each.reason),
          ];
        }),
        { indent: 0, width, titles: style.quiet },
      );
      say(context, lines);
    }
    return exitCodes.pass;
  });
}

/** A day means its end, in UTC; a moment means itself. */
function endOfDay(until: string): number {
  const time = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(until) ? `${until}T23:59:59.999Z` : until);
  if (Number.isNaN(time)) {
    throw new Refusal(`'${until}' is no day.`, 'Write it as 2026-12-31.');
  }
  return time;
}
