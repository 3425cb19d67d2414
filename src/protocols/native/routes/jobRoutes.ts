// Routes of jobs: queue, list, read, cancel, try again, figures; and gate runs for the server to carry out.
import type { WireJob } from 'assay-sdk/wireJobs';
import { cancelJob, retryJob } from '../../../jobs/changeJob.ts';
import { enqueueJob } from '../../../jobs/enqueueJob.ts';
import { findJob } from '../../../jobs/findJob.ts';
import { type NativeRoute, route } from '../route.ts';
import { jobFigures, jobOut, jobPage, jobPath, jobQuery, newJob, queuedGateRun } from '../schemas/jobs.ts';

const group = 'jobs';
const example: WireJob = {
  jobId: '3f9a1c2b4d5e6f70',
  kind: 'verify-dataset',
  payload: { dataset: 'faq', version: null },
  priority: 0,
  state: 'done',
  attempts: 1,
  mostAttempts: 5,
  notBefore: 1767225600000,
  sameAs: null,
  origin: 'ana',
  leaseOwner: null,
  leaseUntil: null,
  isCancelRequested: false,
  progress: { done: 1, total: 1 },
  result: { verified: [] },
  lastError: null,
  createdAt: 1767225600000,
  startedAt: 1767225600100,
  endedAt: 1767225600900,
};
/** Also what its test reads: a policy that can be queued. */
export const examplePolicy = `component: { name: customer-faq, kind: prompt }
dataset: faq
candidate: { version: 1.1.0, openai: { model: small, baseUrl: "http://127.0.0.1:8000/v1", prompt: "{{input}}" } }
objectives:
  answer: { use: exact-match, floor: 0.9 }
`;
const answerJob = {
  status: 200,
  description: 'The job',
  content: [{ type: 'application/json', schema: jobOut, example }],
};

const list = route({
  method: 'GET',
  path: '/jobs',
  id: 'listJobs',
  group,
  summary: 'List jobs',
  description: 'Newest first.',
  query: jobQuery,
  answer: {
    status: 200,
    description: 'One page',
    content: [{ type: 'application/json', schema: jobPage, example: { items: [example], next: null } }],
  },
  errors: ['request/bad-page-token'],
  handle: async ({ query: { state, kind, limit, cursor } }, { jobs }) =>
    jobs.store.jobs.list({ state: state ?? null, kind: kind ?? null }, { limit, after: cursor ?? null }),
});

const enqueue = route({
  method: 'POST',
  path: '/jobs',
  id: 'enqueueJob',
  group,
  summary: 'Queue a job',
  description: 'The kinds and their payloads are told in docs/jobs.md.',
  body: newJob,
  bodyExample: { kind: 'verify-dataset', payload: { dataset: 'faq', version: null }, actor: 'ana' },
  answer: { ...answerJob, status: 201 },
  errors: ['job/unknown-kind', 'job/invalid-payload', 'job/code-not-allowed', 'policy/invalid'],
  async handle({ body }, { jobs }) {
    const { kind, payload, priority, notBefore = null, sameAs = null, actor = 'api' } = body;
    return (await enqueueJob(jobs, { kind, payload, priority, notBefore, sameAs, origin: actor })).job;
  },
});

const queueGateRun = route({
  method: 'POST',
  path: '/gate-runs/queue',
  id: 'queueGateRun',
  group,
  summary: 'Have the server carry out a gate run',
  description:
    'Its dataset must be stored here and its targets reachable from here. Policies that need commands, modules or files are refused unless the server was started with --allow-code; secrets are those of ASSAY_JOB_SECRETS.',
  body: queuedGateRun,
  bodyExample: {
    policy: examplePolicy,
    tier: 'merge',
    priority: 10,
    actor: 'ana',
  },
  answer: { ...answerJob, status: 201, description: 'The job; its result names the gate run' },
  errors: ['job/invalid-payload', 'job/code-not-allowed', 'policy/invalid'],
  async handle({ body: { policy, tier, isForced, priority, actor = null } }, { jobs }) {
    const payload = { policy, tier, isForced, actor, trigger: 'api' };
    const origin = actor ?? 'api';
    return (
      await enqueueJob(jobs, { kind: 'gate', payload, priority, notBefore: null, sameAs: null, origin })
    ).job;
  },
});

const get = route({
  method: 'GET',
  path: '/jobs/{jobId}',
  id: 'getJob',
  group,
  summary: 'Read a job',
  description: 'With how far it is, or what became of it.',
  params: jobPath,
  answer: answerJob,
  errors: ['job/not-found'],
  handle: async ({ params }, { jobs }) => findJob(jobs, params.jobId),
});

const cancel = route({
  method: 'POST',
  path: '/jobs/{jobId}/cancel',
  id: 'cancelJob',
  group,
  summary: 'Cancel a job',
  description: 'A queued job ends at once, a running one is asked to stop; one that ended stays as it is.',
  params: jobPath,
  answer: answerJob,
  errors: ['job/not-found'],
  handle: async ({ params }, { jobs }) => cancelJob(jobs, params.jobId),
});

const retry = route({
  method: 'POST',
  path: '/jobs/{jobId}/retry',
  id: 'retryJob',
  group,
  summary: 'Try a dead or cancelled job again',
  description: 'It begins afresh, with all its attempts.',
  params: jobPath,
  answer: answerJob,
  errors: ['job/not-found', 'job/not-ended'],
  handle: async ({ params }, { jobs }) => retryJob(jobs, params.jobId),
});

const figures = route({
  method: 'GET',
  path: '/job-figures',
  id: 'getJobFigures',
  group,
  summary: 'How the queue stands',
  description: 'Jobs by state, and how long the oldest has waited.',
  answer: {
    status: 200,
    description: 'The figures',
    content: [
      {
        type: 'application/json',
        schema: jobFigures,
        example: {
          counts: { queued: 2, running: 1, done: 120, dead: 0, cancelled: 3 },
          oldestWaitMs: 1200,
        },
      },
    ],
  },
  errors: [],
  handle: async (_input, { jobs }) => jobs.store.jobs.figures(jobs.now()),
});

export const jobRoutes: readonly NativeRoute[] = [list, enqueue, queueGateRun, get, cancel, retry, figures];
