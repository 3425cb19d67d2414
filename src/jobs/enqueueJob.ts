// Queues a job: its kind is known and its payload is one that the kind takes. Not doing it.
import { AssayError } from '../model/errors.ts';
import type { Job } from '../model/job.ts';
import type { Json } from '../model/json.ts';
import type { JobContext } from './context.ts';
import type { JobKind } from './jobKind.ts';

export interface JobRequest {
  readonly kind: string;
  readonly payload: Json;
  /** Higher first; integer. */
  readonly priority: number;
  /** Milliseconds since the epoch; null for at once. */
  readonly notBefore: number | null;
  /** While a job with this key is queued or running, that job is the answer. */
  readonly sameAs: string | null;
  readonly origin: string;
}

/** @throws AssayError `job/unknown-kind`, `job/invalid-payload`, and what the kind refuses */
export async function enqueueJob(
  context: JobContext,
  request: JobRequest,
): Promise<{ readonly job: Job; readonly isNew: boolean }> {
  const jobId = Buffer.from(context.randomBytes(8)).toString('hex');
  return enqueueAs(context, jobId, request);
}

/**
 * Queues what is to be done once for good: a job of this id that ever was is the answer, also when it has ended.
 *
 * @throws AssayError as `enqueueJob`
 */
export async function enqueueOnce(
  context: JobContext,
  jobId: string,
  request: JobRequest,
): Promise<{ readonly job: Job; readonly isNew: boolean }> {
  const before = await context.store.jobs.get(jobId);
  return before === undefined ? enqueueAs(context, jobId, request) : { job: before, isNew: false };
}

async function enqueueAs(
  context: JobContext,
  jobId: string,
  request: JobRequest,
): Promise<{ readonly job: Job; readonly isNew: boolean }> {
  const { kind, payload, priority, sameAs, origin } = request;
  const { mostAttempts } = checkedKind(context, kind, payload);
  const now = context.now();
  const notBefore = request.notBefore ?? now;
  const queued = await context.store.jobs.enqueue(
    { jobId, kind, payload, priority, mostAttempts, notBefore, sameAs, origin },
    now,
  );
  context.announce({ type: 'job', jobId: queued.job.jobId });
  return queued;
}

/** @throws AssayError `job/unknown-kind`, `job/invalid-payload`, and what the kind refuses */
export function checkedKind({ kinds }: JobContext, kind: string, payload: Json): JobKind {
  const found = kinds.find((known) => known.kind === kind);
  if (found === undefined) {
    throw new AssayError(
      'job/unknown-kind',
      `No jobs of the kind '${kind}' are done here; there are ${kinds.map((known) => known.kind).join(', ')}.`,
    );
  }
  found.check(payload);
  return found;
}
