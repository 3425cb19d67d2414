// What is asked of storage about jobs and schedules. Not when to retry: that is the caller's rule.
import type { Job, JobError, JobState, Schedule } from '../model/job.ts';
import type { Json } from '../model/json.ts';
import type { Page, PageRequest } from './page.ts';

export interface NewJob {
  readonly jobId: string;
  readonly kind: string;
  readonly payload: Json;
  readonly priority: number;
  readonly mostAttempts: number;
  readonly notBefore: number;
  readonly sameAs: string | null;
  readonly origin: string;
}

export interface Lease {
  readonly jobId: string;
  readonly owner: string;
}

export interface JobFilter {
  readonly state: JobState | null;
  readonly kind: string | null;
}

/** For health, metrics and the page of jobs. */
export interface JobFigures {
  readonly counts: { readonly [state in JobState]: number };
  /** Milliseconds the oldest job that could be begun has waited; null when none waits. */
  readonly oldestWaitMs: number | null;
}

export interface JobStore {
  /** @returns the job, or the one with the same `sameAs` that is queued or running */
  enqueue(job: NewJob, now: number): Promise<{ readonly job: Job; readonly isNew: boolean }>;
  /**
   * Takes the job that should be begun next: highest priority, then the one that waited longest. Jobs whose lease ran out are taken
   * again while they have attempts left, and are dead when they have none.
   */
  take(owner: string, kinds: readonly string[], now: number, leaseMs: number): Promise<Job | undefined>;
  /** Still at it. @returns the job, to see whether it should stop. @throws AssayError `job/lease-lost` */
  extend(lease: Lease, until: number, progress: Json): Promise<Job>;
  /** @throws AssayError `job/lease-lost` */
  complete(lease: Lease, result: Json, now: number): Promise<void>;
  /** `retryAt` null: no more attempts, the job is dead (or cancelled, when that was asked). @throws AssayError `job/lease-lost` */
  fail(lease: Lease, error: JobError, retryAt: number | null, now: number): Promise<void>;
  /** Gives it back unbegun: the attempt does not count. @throws AssayError `job/lease-lost` */
  release(lease: Lease, now: number): Promise<void>;
  /** A queued job ends at once, a running one is asked to stop; one that ended stays as it is. @throws AssayError `job/not-found` */
  cancel(jobId: string, now: number): Promise<Job>;
  /** Queues a dead or cancelled job afresh. @throws AssayError `job/not-found`, `job/not-ended` */
  revive(jobId: string, now: number): Promise<Job>;
  get(jobId: string): Promise<Job | undefined>;
  /** Newest first. Exact. */
  list(filter: JobFilter, page: PageRequest): Promise<Page<Job>>;
  figures(now: number): Promise<JobFigures>;

  /** Adds it, or replaces the one of the same id. @throws AssayError `schedule/name-taken` */
  keepSchedule(schedule: Schedule): Promise<void>;
  removeSchedule(scheduleId: string): Promise<boolean>;
  /** By name. */
  schedules(): Promise<readonly Schedule[]>;
  /**
   * Makes the jobs of all schedules that are due, one for each however late, and moves them on; together or not at all.
   *
   * @param plan the job of a schedule, and when it is due next
   */
  fireDue(
    now: number,
    plan: (schedule: Schedule) => { readonly job: NewJob; readonly nextAt: number | null },
  ): Promise<readonly Job[]>;
}
