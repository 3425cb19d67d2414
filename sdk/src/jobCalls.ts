// Typed calls about jobs and schedules. Part of the client.
import type { Call } from './transport.ts';
import type { WirePage } from './wire.ts';
import type {
  WireJob,
  WireJobFigures,
  WireJobQuery,
  WireNewJob,
  WireNewSchedule,
  WireQueuedGateRun,
  WireSchedule,
} from './wireJobs.ts';

type Ask = <T>(call: Call) => Promise<T>;

const part = encodeURIComponent;

export function jobCalls(ask: Ask) {
  return {
    /** Newest first. */
    list: (query: WireJobQuery = {}) =>
      ask<WirePage<WireJob>>({ method: 'GET', path: '/jobs', query: { ...query } }),
    get: (jobId: string) => ask<WireJob>({ method: 'GET', path: `/jobs/${part(jobId)}` }),
    enqueue: (body: WireNewJob) => ask<WireJob>({ method: 'POST', path: '/jobs', body }),
    /** A gate run that the server carries out. */
    queueGateRun: (body: WireQueuedGateRun) =>
      ask<WireJob>({ method: 'POST', path: '/gate-runs/queue', body }),
    /** A queued job ends at once, a running one is asked to stop. */
    cancel: (jobId: string) => ask<WireJob>({ method: 'POST', path: `/jobs/${part(jobId)}/cancel` }),
    /** A dead or cancelled job begins afresh. */
    retry: (jobId: string) => ask<WireJob>({ method: 'POST', path: `/jobs/${part(jobId)}/retry` }),
    figures: () => ask<WireJobFigures>({ method: 'GET', path: '/job-figures' }),
  };
}

export function scheduleCalls(ask: Ask) {
  return {
    /** All of them, by name. */
    list: () => ask<WirePage<WireSchedule>>({ method: 'GET', path: '/schedules' }),
    /** Adds the schedule, or replaces the one of this name. */
    put: (name: string, body: WireNewSchedule) =>
      ask<WireSchedule>({ method: 'PUT', path: `/schedules/${part(name)}`, body }),
    pause: (name: string) => ask<WireSchedule>({ method: 'POST', path: `/schedules/${part(name)}/pause` }),
    resume: (name: string) => ask<WireSchedule>({ method: 'POST', path: `/schedules/${part(name)}/resume` }),
    delete: (name: string) => ask<void>({ method: 'DELETE', path: `/schedules/${part(name)}` }),
  };
}
