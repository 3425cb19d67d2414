// Rules of the queue: when a job is tried again, when a schedule comes, what may be queued at all.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AssayError } from '../model/errors.ts';
import { type TestAssay, testAssay } from '../server/testAssay.ts';
import type { JobContext } from './context.ts';
import { enqueueJob, enqueueOnce, type JobRequest } from './enqueueJob.ts';
import { fireSchedules } from './fireSchedules.ts';
import { isWorthRetrying } from './isWorthRetrying.ts';
import { keepSchedule, pauseSchedule, removeSchedule, type ScheduleRequest } from './keepSchedule.ts';
import { nextTime } from './nextTime.ts';
import { retryDelay } from './retryDelay.ts';

let assay: TestAssay;
let context: JobContext;
beforeEach(async () => {
  assay = await testAssay();
  const kind = {
    kind: 'sweep',
    mostAttempts: 3,
    check(payload: unknown) {
      if (payload === 'bad') throw new AssayError('job/invalid-payload', 'bad');
    },
  };
  context = { ...assay.jobs, kinds: [kind] };
});
afterEach(async () => assay.close());

const request: JobRequest = {
  kind: 'sweep',
  payload: { a: 1 },
  priority: 0,
  notBefore: null,
  sameAs: null,
  origin: 'test',
};
const schedule: ScheduleRequest = {
  name: 'nightly',
  kind: 'sweep',
  payload: {},
  priority: 0,
  cron: '0 3 * * *',
  timezone: 'UTC',
  isPaused: false,
};

test('waits double with every attempt, up to an hour, and no two jobs wait alike', () => {
  const none = Uint8Array.of(0, 0, 0, 0);
  const all = Uint8Array.of(255, 255, 255, 255);
  expect([1, 2, 3].map((attempts) => retryDelay(attempts, none))).toEqual([7_500, 15_000, 30_000]);
  expect([1, 2, 3].map((attempts) => retryDelay(attempts, all))).toEqual([15_000, 30_000, 60_000]);
  expect(retryDelay(1_000, none)).toBe(30 * 60_000);
  expect(retryDelay(1_000, all)).toBe(60 * 60_000);
  // A view into a larger buffer, as generators of random bytes hand out.
  expect(retryDelay(1, new Uint8Array([9, 9, 0, 0, 0, 0]).subarray(2))).toBe(7_500);
});

test('trouble is tried again, a refusal is not, and a dataset that is away comes back', () => {
  expect(isWorthRetrying(new Error('ECONNRESET'))).toBe(true);
  expect(isWorthRetrying(new AssayError('store/write-failed', 'disk'))).toBe(true);
  expect(isWorthRetrying(new AssayError('dataset/nothing-published', 'x'))).toBe(true);
  expect(isWorthRetrying(new AssayError('dataset/hash-mismatch', 'x'))).toBe(false);
  expect(isWorthRetrying(new AssayError('policy/invalid', 'x'))).toBe(false);
});

test('only what somebody does is queued, with a payload it takes', async () => {
  await expect(enqueueJob(context, { ...request, kind: 'swep' })).rejects.toMatchObject({
    code: 'job/unknown-kind',
  });
  await expect(enqueueJob(context, { ...request, payload: 'bad' })).rejects.toMatchObject({
    code: 'job/invalid-payload',
  });
  expect(await enqueueJob(context, request)).toMatchObject({ isNew: true, job: { mostAttempts: 3 } });
});

test('what is done once is not queued again when it has ended', async () => {
  const { job } = await enqueueOnce(context, 'once', request);
  await context.store.jobs.cancel(job.jobId, 5);
  expect(await enqueueOnce(context, 'once', request)).toMatchObject({
    isNew: false,
    job: { state: 'cancelled' },
  });
});

test('cron expressions come at the time of their zone, also across a change of the clock', () => {
  const at = (text: string): number => Date.parse(text);
  expect(nextTime('0 3 * * 1-5', 'Europe/Berlin', at('2026-03-27T12:00:00Z'))).toBe(
    at('2026-03-30T01:00:00Z'),
  );
  expect(nextTime('30 2 * * *', 'Europe/Berlin', at('2026-10-24T12:00:00Z'))).toBe(
    at('2026-10-25T00:30:00Z'),
  );
  expect(nextTime('*/15 * * * *', 'UTC', at('2026-01-01T00:00:00Z'))).toBe(at('2026-01-01T00:15:00Z'));
});

test.each([
  ['* * * *', 'UTC', /five/],
  ['* * * * * *', 'UTC', /5 parts/],
  ['0 25 * * *', 'UTC', /hour/],
  ['0 3 * * *', 'Mars/Olympus', /'Mars\/Olympus' is no time zone/],
  ['0 0 30 2 *', 'UTC', /never comes/],
  ['tomorrow', 'UTC', /five fields/],
])('the schedule %s in %s is refused with the reason', async (cron, timezone, reason) => {
  await expect(keepSchedule(context, { ...schedule, cron, timezone })).rejects.toMatchObject({
    code: 'schedule/invalid',
    message: expect.stringMatching(reason) as string,
  });
});

test('a schedule makes one job when it is due, none while that one waits, and goes on from now after a pause', async () => {
  const hour = 60 * 60 * 1_000;
  await keepSchedule(context, schedule);
  expect(await fireSchedules(context)).toEqual([]);
  assay.advance(4 * hour);
  const [job] = await fireSchedules(context);
  expect(job).toMatchObject({ kind: 'sweep', origin: expect.stringMatching(/^schedule:/) as string });
  assay.advance(48 * hour);
  // Two nights passed; the job of the first still waits.
  expect((await fireSchedules(context)).map(({ jobId }) => jobId)).toEqual([job?.jobId]);
  expect(await pauseSchedule(context, 'nightly', true)).toMatchObject({ nextAt: null });
  assay.advance(48 * hour);
  expect(await fireSchedules(context)).toEqual([]);
  const { nextAt } = await pauseSchedule(context, 'nightly', false);
  expect(nextAt).toBeGreaterThan(assay.jobs.now());
  await removeSchedule(context, 'nightly');
  await expect(removeSchedule(context, 'nightly')).rejects.toMatchObject({ code: 'schedule/not-found' });
});

test('a schedule that is put again keeps its identity and its last time', async () => {
  const first = await keepSchedule(context, schedule);
  const second = await keepSchedule(context, { ...schedule, cron: '0 5 * * *' });
  expect(second.scheduleId).toBe(first.scheduleId);
  expect(await context.store.jobs.schedules()).toHaveLength(1);
});
