// Puts the job queue of a server together: what is done here, by how many, and with which secrets. It does not start by itself.
import type { GateContext } from '../../gate/context.ts';
import type { JobContext } from '../../jobs/context.ts';
import type { ChangeFeed } from '../../protocols/changeFeed.ts';
import type { Configuration } from '../configuration.ts';
import { jobHandlers } from './handlers.ts';
import type { JobHandler } from './jobHandler.ts';
import { type JobWorker, jobWorker } from './jobWorker.ts';
import { realTimers } from './timers.ts';
import { watchPublished } from './watchPublished.ts';

export interface ServerJobs extends JobWorker {
  readonly jobs: JobContext;
}

interface Parts {
  readonly gate: GateContext;
  readonly changes: ChangeFeed;
  readonly configuration: Configuration;
  readonly onFault: (cause: unknown) => void;
}

export function composeJobs({ gate, changes, configuration, onFault }: Parts): ServerJobs {
  const { store, now, randomBytes, announce } = gate;
  const handlers: JobHandler[] = [];
  const jobs: JobContext = { store, now, randomBytes, announce, kinds: handlers };
  const { allowsCode, jobSecrets } = configuration;
  handlers.push(
    ...jobHandlers({
      gate: {
        ...gate,
        // A policy comes from whoever may queue one, and names the address that its secrets are sent to.
        secret: (name) => (jobSecrets.includes(name) ? gate.secret(name) : undefined),
      },
      jobs,
      allowsCode,
      codeFolder: process.cwd(),
    }),
  );
  const worker = jobWorker({
    context: jobs,
    handlers,
    changes,
    timers: realTimers,
    owner: `${process.pid}-${Buffer.from(randomBytes(4)).toString('hex')}`,
    concurrency: configuration.jobsAtATime,
    onFault,
  });
  let stopWatching: (() => void) | undefined;
  return {
    jobs,
    start() {
      stopWatching ??= watchPublished(jobs, changes, onFault);
      worker.start();
    },
    runDue: () => worker.runDue(),
    async close() {
      stopWatching?.();
      await worker.close();
    },
  };
}
