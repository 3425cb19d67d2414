// Work that is done later, by whoever is free: a job and the schedules that make them. Not how it is done.
import type { Json } from './json.ts';

/** `dead`: tried as often as allowed, and waiting for a person. */
export type JobState = 'queued' | 'running' | 'done' | 'dead' | 'cancelled';

export interface JobError {
  readonly code: string;
  readonly message: string;
}

export interface Job {
  readonly jobId: string;
  /** Which handler does it, such as `gate`. */
  readonly kind: string;
  readonly payload: Json;
  /** Higher first; 0 for what nobody waits for. */
  readonly priority: number;
  readonly state: JobState;
  /** How often it was begun. */
  readonly attempts: number;
  readonly mostAttempts: number;
  /** Milliseconds since the epoch; it is not begun earlier. */
  readonly notBefore: number;
  /** While one of these is queued or running, another with the same key is the same job. */
  readonly sameAs: string | null;
  /** Who asked: a person, `schedule:<id>`, `dataset-published`. */
  readonly origin: string;
  /** The worker that has it, and until when it need not be asked again. */
  readonly leaseOwner: string | null;
  readonly leaseUntil: number | null;
  readonly isCancelRequested: boolean;
  /** What the handler last said about how far it is. */
  readonly progress: Json;
  readonly result: Json;
  readonly lastError: JobError | null;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

/** Makes a job at the times of a cron expression. */
export interface Schedule {
  readonly scheduleId: string;
  readonly name: string;
  readonly kind: string;
  readonly payload: Json;
  readonly priority: number;
  /** Five fields; `0 3 * * 1-5` is three o'clock on weekdays. */
  readonly cron: string;
  /** An IANA name such as `Europe/Berlin`. */
  readonly timezone: string;
  readonly isPaused: boolean;
  readonly nextAt: number | null;
  readonly lastAt: number | null;
  readonly createdAt: number;
}
