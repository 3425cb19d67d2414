// Makes the jobs of the schedules that are due: one each, however late, and none while the last one is still queued or running.
import type { Job, Schedule } from '../model/job.ts';
import { AssayError } from '../model/errors.ts';
import type { JobContext } from './context.ts';
import { nextTime } from './nextTime.ts';

/** @returns the jobs that are queued now */
export async function fireSchedules(context: JobContext): Promise<readonly Job[]> {
  const now = context.now();
  const jobs = await context.store.jobs.fireDue(now, (schedule) => ({
    job: {
      jobId: Buffer.from(context.randomBytes(8)).toString('hex'),
      kind: schedule.kind,
      payload: schedule.payload,
      priority: schedule.priority,
      mostAttempts: context.kinds.find(({ kind }) => kind === schedule.kind)?.mostAttempts ?? 1,
      notBefore: now,
      sameAs: `schedule:${schedule.scheduleId}`,
      origin: `schedule:${schedule.scheduleId}`,
    },
    nextAt: followingTime(schedule, now),
  }));
  for (const { jobId } of jobs) context.announce({ type: 'job', jobId });
  return jobs;
}

/** Null for a schedule that will not come again. */
function followingTime({ cron, timezone }: Schedule, now: number): number | null {
  try {
    return nextTime(cron, timezone, now);
  } catch (cause) {
    if (cause instanceof AssayError && cause.code === 'schedule/invalid') return null;
    throw cause;
  }
}
