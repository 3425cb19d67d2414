// `assay jobs schedules`, `schedule`, `pause`, `resume` and `unschedule`: work that comes again and again.
import type { WireNewSchedule, WireSchedule } from 'assay-sdk/wireJobs';
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { type Cell, tableLines } from '../print/table.ts';
import { agoText, momentText } from '../print/times.ts';
import { visibleText } from '../print/visibleText.ts';
import { withData } from '../reach/reachData.ts';
import { Refusal } from '../refusal.ts';
import { readPayload, readPolicy, type Tier } from './workFiles.ts';

export interface ScheduleFlags {
  readonly cron: string;
  readonly timezone?: string;
  readonly kind?: string;
  readonly payload?: string;
  readonly gate?: string;
  readonly tier?: Tier;
  readonly priority?: number;
}

/** @returns the exit code */
export async function listSchedules(context: CommandContext): Promise<number> {
  return withData(context, async ({ client }) => {
    const page = await client.schedules.list();
    if (context.flags.json === true) {
      sayJson(context, page);
      return exitCodes.pass;
    }
    const { style, width, now } = context;
    if (page.items.length === 0) {
      say(context, [
        'There are no schedules. Add one: npx assay jobs schedule nightly --cron "0 3 * * *" --kind verify-dataset',
      ]);
      return exitCodes.pass;
    }
    const columns = [
      { title: 'NAME', least: 12 },
      { title: 'KIND' },
      { title: 'CRON' },
      { title: 'ZONE' },
      { title: 'NEXT' },
      { title: 'LAST', align: 'right' },
    ] as const;
    const rows = page.items.map((schedule): Cell[] => [
      { text: visibleText(schedule.name), paint: style.accent },
      visibleText(schedule.kind),
      schedule.cron,
      schedule.timezone,
      nextText(schedule),
      schedule.lastAt === null ? 'never' : agoText(schedule.lastAt, now()),
    ]);
    say(context, tableLines(columns, rows, { indent: 0, width, titles: style.quiet }));
    return exitCodes.pass;
  });
}

/** @returns the exit code */
export async function keepSchedule(
  context: CommandContext,
  name: string,
  flags: ScheduleFlags,
): Promise<number> {
  const { cron, timezone, priority } = flags;
  const work = await workOf(flags);
  return withData(context, async ({ client }) =>
    tell(context, await client.schedules.put(name, { ...work, cron, timezone, priority })),
  );
}

/** @returns the exit code */
export async function pauseSchedule(
  context: CommandContext,
  name: string,
  isPaused: boolean,
): Promise<number> {
  return withData(context, async ({ client: { schedules } }) =>
    tell(context, await (isPaused ? schedules.pause(name) : schedules.resume(name))),
  );
}

/** @returns the exit code */
export async function removeSchedule(context: CommandContext, name: string): Promise<number> {
  return withData(context, async ({ client }) => {
    await client.schedules.delete(name);
    if (context.flags.json === true) sayJson(context, { name, removed: true });
    else say(context, [`The schedule ${visibleText(name)} is gone; jobs that it made stay.`]);
    return exitCodes.pass;
  });
}

async function workOf({
  kind,
  payload,
  gate,
  tier,
}: ScheduleFlags): Promise<Pick<WireNewSchedule, 'kind' | 'payload'>> {
  if ((kind === undefined) === (gate === undefined)) {
    throw new Refusal(
      'A schedule needs either --kind or --gate.',
      'Such as --kind verify-dataset, or --gate assay.yaml.',
    );
  }
  if (gate === undefined) return { kind: kind ?? '', payload: readPayload(payload ?? '{}') };
  if (payload !== undefined)
    throw new Refusal('--payload goes with --kind, not with --gate.', 'Leave it out.');
  return {
    kind: 'gate',
    payload: { policy: await readPolicy(gate), path: gate, tier: tier ?? 'merge', trigger: 'schedule' },
  };
}

function tell(context: CommandContext, schedule: WireSchedule): number {
  if (context.flags.json === true) sayJson(context, schedule);
  else say(context, [`${visibleText(schedule.name)}: ${nextText(schedule)}`]);
  return exitCodes.pass;
}

function nextText({ isPaused, nextAt }: WireSchedule): string {
  if (isPaused) return 'paused';
  return nextAt === null ? 'never again' : momentText(nextAt);
}
