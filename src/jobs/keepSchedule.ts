// Adds, changes and removes schedules, by name. Not making their jobs.
import { AssayError } from '../model/errors.ts';
import type { Schedule } from '../model/job.ts';
import type { Json } from '../model/json.ts';
import type { JobContext } from './context.ts';
import { checkedKind } from './enqueueJob.ts';
import { nextTime } from './nextTime.ts';

export interface ScheduleRequest {
  readonly name: string;
  readonly kind: string;
  readonly payload: Json;
  readonly priority: number;
  readonly cron: string;
  readonly timezone: string;
  readonly isPaused: boolean;
}

/** A paused schedule has no next time; going on, it begins with the next time from now. */
export async function keepSchedule(context: JobContext, request: ScheduleRequest): Promise<Schedule> {
  checkedKind(context, request.kind, request.payload);
  const now = context.now();
  const next = nextTime(request.cron, request.timezone, now);
  const before = await scheduleNamed(context, request.name);
  const schedule: Schedule = {
    scheduleId: before?.scheduleId ?? Buffer.from(context.randomBytes(8)).toString('hex'),
    ...request,
    nextAt: request.isPaused ? null : next,
    lastAt: before?.lastAt ?? null,
    createdAt: before?.createdAt ?? now,
  };
  await context.store.jobs.keepSchedule(schedule);
  return schedule;
}

/** @throws AssayError `schedule/not-found` */
export async function pauseSchedule(context: JobContext, name: string, isPaused: boolean): Promise<Schedule> {
  const schedule = await requireSchedule(context, name);
  const nextAt = isPaused ? null : nextTime(schedule.cron, schedule.timezone, context.now());
  const changed = { ...schedule, isPaused, nextAt };
  await context.store.jobs.keepSchedule(changed);
  return changed;
}

/** @throws AssayError `schedule/not-found` */
export async function removeSchedule(context: JobContext, name: string): Promise<void> {
  const { scheduleId } = await requireSchedule(context, name);
  await context.store.jobs.removeSchedule(scheduleId);
}

async function requireSchedule(context: JobContext, name: string): Promise<Schedule> {
  const schedule = await scheduleNamed(context, name);
  if (schedule !== undefined) return schedule;
  throw new AssayError('schedule/not-found', `There is no schedule '${name}'.`);
}

async function scheduleNamed({ store }: JobContext, name: string): Promise<Schedule | undefined> {
  return (await store.jobs.schedules()).find((schedule) => schedule.name === name);
}
