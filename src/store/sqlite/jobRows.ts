// Reads jobs and schedules out of their rows.
import type { Job, JobState, Schedule } from '../../model/job.ts';
import type { Json } from '../../model/json.ts';
import { number, numberOrNull, type Row, text, textOrNull } from './columns.ts';

/** The engine wrote these from the same types; nobody else writes here. */
export function jobOf(row: Row): Job {
  const code = textOrNull(row, 'error_code');
  return {
    jobId: text(row, 'job_id'),
    kind: text(row, 'kind'),
    payload: json(row, 'payload'),
    priority: number(row, 'priority'),
    state: text(row, 'state') as JobState,
    attempts: number(row, 'attempts'),
    mostAttempts: number(row, 'most_attempts'),
    notBefore: number(row, 'not_before'),
    sameAs: textOrNull(row, 'same_as'),
    origin: text(row, 'origin'),
    leaseOwner: textOrNull(row, 'lease_owner'),
    leaseUntil: numberOrNull(row, 'lease_until'),
    isCancelRequested: number(row, 'cancel_requested') === 1,
    progress: json(row, 'progress'),
    result: json(row, 'result'),
    lastError: code === null ? null : { code, message: text(row, 'error_message') },
    createdAt: number(row, 'created'),
    startedAt: numberOrNull(row, 'started'),
    endedAt: numberOrNull(row, 'ended'),
  };
}

export function scheduleOf(row: Row): Schedule {
  return {
    scheduleId: text(row, 'schedule_id'),
    name: text(row, 'name'),
    kind: text(row, 'kind'),
    payload: json(row, 'payload'),
    priority: number(row, 'priority'),
    cron: text(row, 'cron'),
    timezone: text(row, 'timezone'),
    isPaused: number(row, 'paused') === 1,
    nextAt: numberOrNull(row, 'next_at'),
    lastAt: numberOrNull(row, 'last_at'),
    createdAt: number(row, 'created'),
  };
}

function json(row: Row, column: string): Json {
  return JSON.parse(text(row, column)) as Json;
}
