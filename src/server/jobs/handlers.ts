// The kinds of jobs this server does: one line each. Not how any is done.
import { gateJob } from './handlers/gateJob.ts';
import { reevaluateJob } from './handlers/reevaluateJob.ts';
import { verifyDatasetJob } from './handlers/verifyDatasetJob.ts';
import type { JobHandler, JobParts } from './jobHandler.ts';

export function jobHandlers(parts: JobParts): readonly JobHandler[] {
  return [gateJob(parts), reevaluateJob(parts), verifyDatasetJob(parts)];
}
