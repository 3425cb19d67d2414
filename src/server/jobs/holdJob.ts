// One job in the hands of a worker: has it done, keeps its lease, and says how it ended. Not which job comes next.
import type { JobContext } from '../../jobs/context.ts';
import { isWorthRetrying } from '../../jobs/isWorthRetrying.ts';
import { retryDelay } from '../../jobs/retryDelay.ts';
import { AssayError } from '../../model/errors.ts';
import type { Job, JobError } from '../../model/job.ts';
import type { Json } from '../../model/json.ts';
import type { JobHandler } from './jobHandler.ts';
import type { Timers } from './timers.ts';

export interface HoldParts {
  readonly context: JobContext;
  readonly handler: JobHandler;
  readonly job: Job;
  readonly owner: string;
  readonly leaseMs: number;
  readonly timers: Timers;
  readonly onFault: (cause: unknown) => void;
}

export interface JobHolding {
  /** Resolves when the worker is rid of the job, however that came. */
  readonly ended: Promise<void>;
  /** Looks at once whether somebody cancelled it. */
  askWhetherToStop(): void;
  stop(reason: unknown): void;
  /** Puts it back into the queue although the handler has not ended. */
  giveBack(): Promise<void>;
}

/** Why a handler is asked to stop when the server does. */
export const stopping = new Error('The server stops.');

const cancelled = new AssayError('job/cancelled', 'The job was cancelled.');
const lost = new AssayError('job/lease-lost', 'The job was taken by another worker.');

/** Progress is announced at most so often. */
const progressEveryMs = 1_000;

export function holdJob(parts: HoldParts): JobHolding {
  const { context, handler, job, owner, leaseMs, timers, onFault } = parts;
  const { jobs } = context.store;
  const lease = { jobId: job.jobId, owner };
  const abort = new AbortController();
  let progress: Json = job.progress;
  let toldAt = 0;
  let isTelling = false;
  let isOver = false;

  const tell = (): void => {
    isTelling = true;
    context.announce({ type: 'job', jobId: job.jobId });
    isTelling = false;
  };

  async function beat(): Promise<void> {
    if (isOver) return;
    try {
      const seen = await jobs.extend(lease, context.now() + leaseMs, progress);
      if (seen.isCancelRequested) abort.abort(cancelled);
    } catch (cause) {
      if (isOver) return;
      if (isLeaseLost(cause)) abort.abort(lost);
      else onFault(cause);
    }
  }

  function report(next: Json): void {
    progress = next;
    const now = context.now();
    if (now - toldAt < progressEveryMs) return;
    toldAt = now;
    void beat().then(tell);
  }

  async function work(): Promise<void> {
    // Three beats a lease: two may be late.
    const stopBeating = timers.every(leaseMs / 3, () => void beat());
    try {
      const result = await handler.run({ job, signal: abort.signal, report });
      isOver = true;
      await jobs.extend(lease, context.now() + leaseMs, progress);
      await jobs.complete(lease, result, context.now());
    } catch (cause) {
      isOver = true;
      await settle(cause);
    } finally {
      stopBeating();
    }
  }

  async function settle(cause: unknown): Promise<void> {
    const { reason } = abort.signal as { readonly reason: unknown };
    // Who lost it has nothing more to say about it.
    if (isLeaseLost(cause) || reason === lost) return;
    if (reason === stopping) return jobs.release(lease, context.now());
    if (reason === cancelled) return jobs.fail(lease, errorOf(cancelled), null, context.now());
    const now = context.now();
    const triesAgain = isWorthRetrying(cause) && job.attempts < job.mostAttempts;
    const retryAt = triesAgain ? now + retryDelay(job.attempts, context.randomBytes(4)) : null;
    await jobs.fail(lease, errorOf(cause), retryAt, now);
  }

  const ended = work()
    .catch((cause: unknown) => {
      // Given back, or taken away, in the meantime.
      if (!isLeaseLost(cause)) onFault(cause);
    })
    .finally(tell);

  return {
    ended,
    askWhetherToStop() {
      if (!isTelling) void beat();
    },
    stop: (reason) => abort.abort(reason),
    async giveBack() {
      isOver = true;
      try {
        await jobs.release(lease, context.now());
      } catch (cause) {
        if (!isLeaseLost(cause)) onFault(cause);
      }
    },
  };
}

const isLeaseLost = (cause: unknown): boolean =>
  cause instanceof AssayError && cause.code === 'job/lease-lost';

function errorOf(cause: unknown): JobError {
  if (cause instanceof AssayError) return { code: cause.code, message: cause.message };
  return { code: 'server/fault', message: cause instanceof Error ? cause.message : String(cause) };
}
