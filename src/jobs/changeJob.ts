// Stops a job, or tries one again that ended without success.
import type { Job } from '../model/job.ts';
import type { JobContext } from './context.ts';

/** A queued job ends at once, a running one is asked to stop; one that ended stays as it is. @throws AssayError `job/not-found` */
export async function cancelJob(context: JobContext, jobId: string): Promise<Job> {
  const job = await context.store.jobs.cancel(jobId, context.now());
  context.announce({ type: 'job', jobId });
  return job;
}

/** @throws AssayError `job/not-found`, `job/not-ended` */
export async function retryJob(context: JobContext, jobId: string): Promise<Job> {
  const job = await context.store.jobs.revive(jobId, context.now());
  context.announce({ type: 'job', jobId: job.jobId });
  return job;
}
