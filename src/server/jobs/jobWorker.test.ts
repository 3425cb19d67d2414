// The worker: who takes a job does it alone, keeps it while it lives, and is missed when it dies. Time is moved by hand.
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JobContext } from '../../jobs/context.ts';
import { cancelJob } from '../../jobs/changeJob.ts';
import { enqueueJob } from '../../jobs/enqueueJob.ts';
import { AssayError } from '../../model/errors.ts';
import type { ChangeEvent } from '../../model/changeEvent.ts';
import type { Job } from '../../model/job.ts';
import type { Json } from '../../model/json.ts';
import type { Store } from '../../store/store.ts';
import { changeHub, type ChangeHub } from '../changeHub.ts';
import type { JobHandler, JobWork } from './jobHandler.ts';
import { type TestAssay, testAssay } from '../testAssay.ts';
import { type JobWorker, jobWorker, leaseMs } from './jobWorker.ts';
import type { Timers } from './timers.ts';

let assay: TestAssay;
let store: Store;
let hub: ChangeHub;
let now: number;
let seed: number;
const workers: JobWorker[] = [];
const beats = new Set<() => void>();
const faults: unknown[] = [];

beforeEach(async () => {
  now = 1_000_000;
  seed = 1;
  assay = await testAssay();
  ({ store } = assay);
  hub = changeHub();
  faults.length = 0;
});
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.close();
  beats.clear();
  await assay.close();
  expect(faults).toEqual([]);
});

/** Whatever is done again and again is done when the test says so. */
const timers: Timers = {
  every(_ms, work) {
    beats.add(work);
    return () => beats.delete(work);
  },
};

function contextOf(handlers: readonly JobHandler[]): JobContext {
  return {
    store,
    now: () => now,
    randomBytes: (size) => Uint8Array.from({ length: size }, () => (seed = (seed * 75 + 74) % 65_537) & 255),
    announce: (event: ChangeEvent) => hub.announce(event),
    kinds: handlers,
  };
}

function handlerOf(run: (work: JobWork) => Promise<Json>, mostAttempts = 3): JobHandler {
  return { kind: 'work', mostAttempts, check: () => undefined, run };
}

function workerOf(handler: JobHandler, owner = 'one', concurrency = 1): JobWorker {
  const worker = jobWorker({
    context: contextOf([handler]),
    handlers: [handler],
    changes: hub,
    timers,
    owner,
    concurrency,
    onFault: (cause) => faults.push(cause),
  });
  workers.push(worker);
  return worker;
}

async function queue(handler: JobHandler, payload: Json = null): Promise<Job> {
  const request = { kind: 'work', payload, priority: 0, notBefore: null, sameAs: null, origin: 'test' };
  return (await enqueueJob(contextOf([handler]), request)).job;
}

/** Waits for what a condition waits for, without a clock: a few turns of the event loop. */
async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 10_000 && !isSo(); turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(isSo()).toBe(true);
}

const never = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });

test('a job is done, and its result is kept', async () => {
  const handler = handlerOf(async ({ job, report }) => {
    report({ half: true });
    return { twice: Number(job.payload) * 2 };
  });
  const { jobId } = await queue(handler, 21);
  expect(await workerOf(handler).runDue()).toBe(1);
  expect(await store.jobs.get(jobId)).toMatchObject({
    state: 'done',
    result: { twice: 42 },
    progress: { half: true },
    attempts: 1,
  });
});

test('a failure is tried again after a wait, as often as allowed, and then it is dead', async () => {
  let calls = 0;
  const handler = handlerOf(async () => {
    calls += 1;
    throw new Error('no connection');
  });
  const { jobId } = await queue(handler);
  const worker = workerOf(handler);
  await worker.runDue();
  expect(await store.jobs.get(jobId)).toMatchObject({ state: 'queued', attempts: 1 });
  expect(await worker.runDue()).toBe(0);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    now += 60 * 60 * 1_000;
    await worker.runDue();
  }
  expect(calls).toBe(3);
  expect(await store.jobs.get(jobId)).toMatchObject({
    state: 'dead',
    lastError: { code: 'server/fault', message: 'no connection' },
  });
});

test('a refusal is not tried again', async () => {
  const handler = handlerOf(() => Promise.reject(new AssayError('policy/invalid', 'line 3')));
  const { jobId } = await queue(handler);
  await workerOf(handler).runDue();
  expect(await store.jobs.get(jobId)).toMatchObject({ state: 'dead', lastError: { code: 'policy/invalid' } });
});

test('a started worker begins what is announced, and a cancelled job is told at once', async () => {
  let isBegun = false;
  const handler = handlerOf(({ signal }) => {
    isBegun = true;
    return never(signal);
  });
  const worker = workerOf(handler);
  worker.start();
  const { jobId } = await queue(handler);
  await until(() => isBegun);
  await cancelJob(contextOf([handler]), jobId);
  let state = '';
  await until(() => {
    void store.jobs.get(jobId).then((job) => (state = job?.state ?? ''));
    return state === 'cancelled';
  });
  expect(await store.jobs.get(jobId)).toMatchObject({ lastError: { code: 'job/cancelled' } });
});

test('a worker that lives keeps its job however long it takes; one that died is missed, and another takes over with the progress', async () => {
  const seen: Json[] = [];
  const ends: (() => void)[] = [];
  const slow = handlerOf(async ({ job, report }) => {
    seen.push(job.progress);
    report({ examples: 17 });
    await new Promise<void>((resolve) => ends.push(resolve));
    return null;
  });
  const { jobId } = await queue(slow);
  const first = workerOf(slow, 'one');
  first.start();
  await until(() => seen.length === 1);
  for (let beat = 0; beat < 5; beat += 1) {
    now += leaseMs / 2;
    for (const each of [...beats]) each();
    let leaseUntil = 0;
    await until(() => {
      void store.jobs.get(jobId).then((job) => (leaseUntil = job?.leaseUntil ?? 0));
      return leaseUntil > now;
    });
  }
  const second = workerOf(slow, 'two');
  expect(await second.runDue()).toBe(0);
  expect(seen).toHaveLength(1);
  // The first one dies: nothing of it beats or ends any more.
  beats.clear();
  now += leaseMs + 1;
  const again = second.runDue();
  await until(() => seen.length === 2);
  expect(seen[1]).toEqual({ examples: 17 });
  expect(await store.jobs.get(jobId)).toMatchObject({ leaseOwner: 'two', attempts: 2 });
  for (const end of ends) end();
  await again;
  expect(await store.jobs.get(jobId)).toMatchObject({ state: 'done' });
});

test('who lost its job says nothing more about it', async () => {
  const ends: ((value: Json) => void)[] = [];
  const handler = handlerOf(() => new Promise<Json>((resolve) => ends.push(resolve)));
  const { jobId } = await queue(handler);
  const first = workerOf(handler, 'one').runDue();
  await until(() => ends.length === 1);
  now += leaseMs + 1;
  const second = workerOf(handler, 'two').runDue();
  await until(() => ends.length === 2);
  ends[0]?.('of the first');
  await first;
  expect(await store.jobs.get(jobId)).toMatchObject({ state: 'running', leaseOwner: 'two', result: null });
  ends[1]?.('of the second');
  await second;
  expect(await store.jobs.get(jobId)).toMatchObject({ state: 'done', result: 'of the second' });
});

test('a worker that is closed gives its job back at once, and the attempt does not count', async () => {
  let isBegun = false;
  const handler = handlerOf(({ signal }) => {
    isBegun = true;
    return never(signal);
  });
  const { jobId } = await queue(handler);
  const worker = workerOf(handler);
  worker.start();
  await until(() => isBegun);
  await worker.close();
  expect(await store.jobs.get(jobId)).toMatchObject({ state: 'queued', attempts: 0, leaseOwner: null });
});

test('no job is ever done twice, however many workers there are', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(4), { minLength: 1, maxLength: 25 }),
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 4 }),
      async (turns, places) => {
        const done = new Map<string, number>();
        const handler = handlerOf(async ({ job }) => {
          done.set(job.jobId, (done.get(job.jobId) ?? 0) + 1);
          for (let turn = 0; turn < Number(job.payload); turn += 1) {
            await new Promise((resolve) => setImmediate(resolve));
          }
          return null;
        });
        const jobs = await Promise.all(turns.map((turn) => queue(handler, turn)));
        const crew = places.map((place, index) => workerOf(handler, `w${index}`, place));
        await Promise.all(crew.map((worker) => worker.runDue()));
        expect(jobs.map(({ jobId }) => done.get(jobId))).toEqual(jobs.map(() => 1));
      },
    ),
    { numRuns: 40 },
  );
});
