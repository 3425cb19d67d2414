// The job that somebody names by its id.
import { AssayError } from '../model/errors.ts';
import type { Job } from '../model/job.ts';
import type { JobContext } from './context.ts';

/** @throws AssayError `job/not-found` */
export async function findJob({ store }: JobContext, jobId: string): Promise<Job> {
  const job = await store.jobs.get(jobId);
  if (job !== undefined) return job;
  throw new AssayError('job/not-found', `No job has the id ${jobId}.`);
}
