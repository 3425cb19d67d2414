// Routes of schedules: put, list, pause, resume, delete. By name.
import type { WireSchedule } from 'assay-sdk/wireJobs';
import { keepSchedule, pauseSchedule, removeSchedule } from '../../../jobs/keepSchedule.ts';
import { type NativeRoute, route } from '../route.ts';
import { newSchedule, scheduleList, scheduleOut, schedulePath } from '../schemas/jobs.ts';

const group = 'jobs';
const example: WireSchedule = {
  scheduleId: '7d6c5b4a39281706',
  name: 'nightly check',
  kind: 'verify-dataset',
  payload: { dataset: null, version: null },
  priority: 0,
  cron: '0 3 * * *',
  timezone: 'Europe/Berlin',
  isPaused: false,
  nextAt: 1767232800000,
  lastAt: null,
  createdAt: 1767225600000,
};
const answerSchedule = {
  status: 200,
  description: 'The schedule',
  content: [{ type: 'application/json', schema: scheduleOut, example }],
};

const list = route({
  method: 'GET',
  path: '/schedules',
  id: 'listSchedules',
  group,
  summary: 'List schedules',
  description: 'By name, with the time each comes next.',
  answer: {
    status: 200,
    description: 'All of them',
    content: [{ type: 'application/json', schema: scheduleList, example: { items: [example], next: null } }],
  },
  errors: [],
  handle: async (_input, { jobs }) => ({ items: await jobs.store.jobs.schedules(), next: null }),
});

const put = route({
  method: 'PUT',
  path: '/schedules/{name}',
  id: 'putSchedule',
  group,
  summary: 'Add or replace a schedule',
  description:
    'A job is queued at the times of a cron expression. One that is still queued or running is not doubled; times that passed while the server was down make one job.',
  params: schedulePath,
  body: newSchedule,
  bodyExample: {
    kind: 'verify-dataset',
    payload: { dataset: null, version: null },
    cron: '0 3 * * *',
    timezone: 'Europe/Berlin',
  },
  answer: answerSchedule,
  errors: [
    'schedule/invalid',
    'job/unknown-kind',
    'job/invalid-payload',
    'job/code-not-allowed',
    'policy/invalid',
  ],
  handle: async ({ params: { name }, body }, { jobs }) => keepSchedule(jobs, { name, ...body }),
});

const pause = route({
  method: 'POST',
  path: '/schedules/{name}/pause',
  id: 'pauseSchedule',
  group,
  summary: 'Pause a schedule',
  description: 'It makes no jobs until it is resumed.',
  params: schedulePath,
  answer: answerSchedule,
  errors: ['schedule/not-found', 'schedule/invalid'],
  handle: async ({ params }, { jobs }) => pauseSchedule(jobs, params.name, true),
});

const resume = route({
  method: 'POST',
  path: '/schedules/{name}/resume',
  id: 'resumeSchedule',
  group,
  summary: 'Resume a paused schedule',
  description: 'It goes on with the next time from now.',
  params: schedulePath,
  answer: answerSchedule,
  errors: ['schedule/not-found', 'schedule/invalid'],
  handle: async ({ params }, { jobs }) => pauseSchedule(jobs, params.name, false),
});

const remove = route({
  method: 'DELETE',
  path: '/schedules/{name}',
  id: 'deleteSchedule',
  group,
  summary: 'Delete a schedule',
  description: 'Jobs that it made stay.',
  params: schedulePath,
  answer: { status: 204, description: 'The schedule is gone', content: [] },
  errors: ['schedule/not-found'],
  handle: async ({ params }, { jobs }) => removeSchedule(jobs, params.name),
});

export const scheduleRoutes: readonly NativeRoute[] = [list, put, pause, resume, remove];
