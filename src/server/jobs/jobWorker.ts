// Takes jobs from the queue and has them done, a few at a time, holding a lease on each. Not what a job does, nor when it is retried.
import type { JobContext } from '../../jobs/context.ts';
import { fireSchedules } from '../../jobs/fireSchedules.ts';
import type { Job } from '../../model/job.ts';
import type { ChangeFeed } from '../../protocols/changeFeed.ts';
import type { JobHandler } from './jobHandler.ts';
import { type JobHolding, holdJob, stopping } from './holdJob.ts';
import type { Timers } from './timers.ts';

export interface WorkerParts {
  readonly context: JobContext;
  readonly handlers: readonly JobHandler[];
  readonly changes: ChangeFeed;
  readonly timers: Timers;
  /** Names this worker in leases; no two workers share one. */
  readonly owner: string;
  /** Jobs at a time; integer ≥ 1. */
  readonly concurrency: number;
  /** Trouble of the queue itself, such as a disk that is full; the next look tries again. */
  readonly onFault: (cause: unknown) => void;
}

export interface JobWorker {
  /** Looks now, whenever a job is announced, and every few seconds. */
  start(): void;
  /** Does all that is due now, without being started; for tests and for embedding. @returns how many attempts were made */
  runDue(): Promise<number>;
  /** Takes no more, asks what runs to stop, and gives back what did not end. */
  close(): Promise<void>;
}

/** A worker that dies is missed after this long. */
export const leaseMs = 60_000;
/** How often a worker looks by itself: for retries, schedules and leases that ran out. One look is one short question. */
const lookEveryMs = 5_000;
/** What runs may take this long to stop; then its lease is given back anyway. */
const longestGoodbyeMs = 5_000;

export function jobWorker(parts: WorkerParts): JobWorker {
  const { context, handlers, changes, timers, owner, concurrency, onFault } = parts;
  const kinds = handlers.map(({ kind }) => kind);
  const held = new Map<string, JobHolding>();
  const undo: (() => void)[] = [];
  let isStarted = false;
  let isClosed = false;
  let looking: Promise<number> | undefined;
  let looksAgain = false;

  /** Fills the free places. @returns how many jobs were begun */
  async function fill(): Promise<number> {
    let begun = 0;
    await fireSchedules(context);
    while (held.size < concurrency && !isClosed) {
      const job = await context.store.jobs.take(owner, kinds, context.now(), leaseMs);
      if (job === undefined) return begun;
      begun += 1;
      begin(job);
    }
    return begun;
  }

  function begin(job: Job): void {
    const handler = handlers.find(({ kind }) => kind === job.kind);
    if (handler === undefined) throw new Error(`a job of the kind ${job.kind} was taken that nobody does`);
    const holding = holdJob({ context, handler, job, owner, leaseMs, timers, onFault });
    held.set(job.jobId, holding);
    void holding.ended.then(() => {
      held.delete(job.jobId);
      if (isStarted) look();
    });
  }

  /** One look at a time; what is announced meanwhile makes it look once more. */
  function look(): void {
    if (isClosed) return;
    if (looking !== undefined) {
      looksAgain = true;
      return;
    }
    looking = fill()
      .catch((cause: unknown) => {
        onFault(cause);
        return 0;
      })
      .finally(() => {
        looking = undefined;
        if (!looksAgain) return;
        looksAgain = false;
        look();
      });
  }

  return {
    start() {
      if (isStarted || isClosed) return;
      isStarted = true;
      undo.push(
        changes.subscribe((event) => {
          if (event.type !== 'job') return;
          const holding = held.get(event.jobId);
          if (holding === undefined) look();
          else holding.askWhetherToStop();
        }),
        timers.every(lookEveryMs, look),
      );
      look();
    },
    async runDue() {
      let done = 0;
      for (;;) {
        const begun = await fill();
        if (begun === 0 && held.size === 0) return done;
        done += begun;
        await Promise.all([...held.values()].map(({ ended }) => ended));
      }
    },
    async close() {
      isClosed = true;
      for (const stop of undo.splice(0)) stop();
      await looking;
      const ends = [...held.values()].map((holding) => {
        holding.stop(stopping);
        return holding.ended;
      });
      await within(longestGoodbyeMs, Promise.all(ends));
      for (const holding of held.values()) await holding.giveBack();
    },
  };
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const patience = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => patience.resolve(undefined), ms);
  await Promise.race([work, patience.promise]);
  clearTimeout(timer);
}
