// The contract of who does a kind of job. Knows no kind; the queue and its leases are the worker's.
import type { JobContext } from '../../jobs/context.ts';
import type { JobKind } from '../../jobs/jobKind.ts';
import type { GateContext } from '../../gate/context.ts';
import type { Job } from '../../model/job.ts';
import type { Json } from '../../model/json.ts';

/** What a handler is given of one job. */
export interface JobWork {
  readonly job: Job;
  /** Aborted when the job is cancelled, when it was taken away, and when the server stops. */
  readonly signal: AbortSignal;
  /** How far it is; kept with the job, and there again for the next attempt. */
  readonly report: (progress: Json) => void;
}

export interface JobHandler extends JobKind {
  /** @returns the result that is kept; whatever it throws ends the attempt */
  run(work: JobWork): Promise<Json>;
}

/** What handlers are made of. */
export interface JobParts {
  readonly gate: GateContext;
  readonly jobs: JobContext;
  /** Commands, modules and files that a payload names may be used. */
  readonly allowsCode: boolean;
  /** Where they are meant from. */
  readonly codeFolder: string;
}
