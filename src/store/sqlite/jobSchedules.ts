// Schedules of jobs in SQLite: a schedule that is due makes its job and moves on in one transaction.
import type { DatabaseSync } from 'node:sqlite';
import { AssayError } from '../../model/errors.ts';
import type { Job } from '../../model/job.ts';
import type { JobStore, NewJob } from '../jobStore.ts';
import { text } from './columns.ts';
import type { GroupCommit } from './groupCommit.ts';
import { scheduleOf } from './jobRows.ts';

type Schedules = Pick<JobStore, 'keepSchedule' | 'removeSchedule' | 'schedules' | 'fireDue'>;

interface Parts {
  readonly db: DatabaseSync;
  readonly commit: GroupCommit;
  /** Inside the transaction of the caller. */
  readonly enqueue: (job: NewJob, now: number) => { readonly job: Job; readonly isNew: boolean };
}

export function jobSchedules({ db, commit, enqueue }: Parts): Schedules {
  const selectNamed = db.prepare('SELECT schedule_id FROM job_schedule WHERE name = ?');
  const upsert = db.prepare(
    `INSERT INTO job_schedule (schedule_id, name, kind, payload, priority, cron, timezone, paused, next_at, last_at, created)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (schedule_id) DO UPDATE SET name = excluded.name, kind = excluded.kind, payload = excluded.payload,
       priority = excluded.priority, cron = excluded.cron, timezone = excluded.timezone, paused = excluded.paused,
       next_at = excluded.next_at`,
  );
  const remove = db.prepare('DELETE FROM job_schedule WHERE schedule_id = ?');
  const selectAll = db.prepare('SELECT * FROM job_schedule ORDER BY name');
  const selectDue = db.prepare(
    'SELECT * FROM job_schedule WHERE paused = 0 AND next_at <= ? ORDER BY next_at, name',
  );
  const moveOn = db.prepare('UPDATE job_schedule SET next_at = ?, last_at = ? WHERE schedule_id = ?');

  return {
    keepSchedule(schedule) {
      return commit.submit(() => {
        const named = selectNamed.get(schedule.name);
        if (named !== undefined && text(named, 'schedule_id') !== schedule.scheduleId) {
          throw new AssayError('schedule/name-taken', `Another schedule is named '${schedule.name}'.`);
        }
        upsert.run(
          schedule.scheduleId,
          schedule.name,
          schedule.kind,
          JSON.stringify(schedule.payload),
          schedule.priority,
          schedule.cron,
          schedule.timezone,
          schedule.isPaused ? 1 : 0,
          schedule.nextAt,
          schedule.lastAt,
          schedule.createdAt,
        );
      });
    },
    removeSchedule: (scheduleId) => commit.submit(() => remove.run(scheduleId).changes > 0),
    async schedules() {
      return selectAll.all().map(scheduleOf);
    },
    fireDue(now, plan) {
      return commit.submit(() =>
        selectDue.all(now).map((row) => {
          const schedule = scheduleOf(row);
          const { job, nextAt } = plan(schedule);
          moveOn.run(nextAt, now, schedule.scheduleId);
          return enqueue(job, now).job;
        }),
      );
    },
  };
}
