// The wire types of jobs and schedules. The only copy; the rules of the JSON are told in wire.ts.
import type { WireJson } from './wireJson.ts';
import type { WireTier } from './wirePolicy.ts';

/** `dead`: tried as often as allowed, and waiting for a person. */
export type WireJobState = 'queued' | 'running' | 'done' | 'dead' | 'cancelled';

export interface WireJobError {
  readonly code: string;
  readonly message: string;
}

export interface WireJob {
  readonly jobId: string;
  /** Which handler does it, such as `gate`. */
  readonly kind: string;
  readonly payload: WireJson;
  /** Higher first; 0 for what nobody waits for. */
  readonly priority: number;
  readonly state: WireJobState;
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
  readonly progress: WireJson;
  readonly result: WireJson;
  readonly lastError: WireJobError | null;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

/** Makes a job at the times of a cron expression. */
export interface WireSchedule {
  readonly scheduleId: string;
  readonly name: string;
  readonly kind: string;
  readonly payload: WireJson;
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

export interface WireJobQuery {
  readonly state?: WireJobState | undefined;
  readonly kind?: string | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

export interface WireNewJob {
  /** A kind that this server does: see docs/jobs.md. */
  readonly kind: string;
  readonly payload: WireJson;
  /** Higher first; 0 when absent. */
  readonly priority?: number | undefined;
  /** Not begun earlier; at once when absent. */
  readonly notBefore?: number | undefined;
  /** While a job with this key is queued or running, that job is the answer. */
  readonly sameAs?: string | undefined;
  /** Who asks. */
  readonly actor?: string | undefined;
}

/** For the page of jobs. */
export interface WireJobFigures {
  readonly counts: { readonly [state in WireJobState]: number };
  /** Milliseconds the oldest job that could be begun has waited; null when none waits. */
  readonly oldestWaitMs: number | null;
}

export interface WireNewSchedule {
  readonly kind: string;
  readonly payload: WireJson;
  readonly priority?: number | undefined;
  /** Five fields; `0 3 * * 1-5` is three o'clock on weekdays. */
  readonly cron: string;
  /** An IANA name; UTC when absent. */
  readonly timezone?: string | undefined;
  readonly isPaused?: boolean | undefined;
}

/** A gate run for the server to carry out. */
export interface WireQueuedGateRun {
  /** The text of a gate file (assay.yaml). */
  readonly policy: string;
  /** `merge` when absent. */
  readonly tier?: WireTier | undefined;
  readonly priority?: number | undefined;
  /** Goes on although the precheck refuses. */
  readonly isForced?: boolean | undefined;
  /** Who asks. */
  readonly actor?: string | undefined;
}
