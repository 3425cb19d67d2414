// Patience under a clock that is moved by hand: backoff, deadlines, pauses and turns are told apart without waiting for them.
import { expect, test } from 'vitest';
import { endpointFailure, type EndpointFailure } from './endpointFailure.ts';
import { type AnsweredAttempt, PatientCaller, type PatienceSettings } from './patientCaller.ts';

/** Time passes only when everyone sleeps: then it moves to the next who wakes. */
function handClock() {
  let time = 0;
  const sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    slept: [] as number[],
    now: () => 1_000_000 + time,
    elapsed: () => time,
    // Half of what might be waited at most.
    randomBytes: (size: number) => new Uint8Array(size).fill(128),
    sleep(ms: number, signal: AbortSignal) {
      this.slept.push(Math.round(ms));
      return new Promise<void>((resolve, reject) => {
        sleepers.push({ at: time + ms, wake: resolve });
        signal.addEventListener('abort', () => reject(new Error('woken')), { once: true });
      });
    },
    async run<T>(work: Promise<T>): Promise<T> {
      let isDone = false;
      void work.finally(() => (isDone = true)).catch(() => undefined);
      for (let i = 0; i < 10_000; i++) {
        await turn();
        if (isDone) break;
        sleepers.sort((a, b) => b.at - a.at);
        const next = sleepers.pop();
        if (next === undefined) continue;
        time = Math.max(time, next.at);
        next.wake();
      }
      return work;
    },
  };
}

const settings: PatienceSettings = {
  concurrency: 2,
  mostConcurrency: 2,
  mostAttempts: 3,
  callDeadlineMs: 60_000,
};
const never = new AbortController().signal;
const good: AnsweredAttempt = { kind: 'answered', pauseMs: null };
const broken = endpointFailure('endpoint/failed', 'HTTP 500.', { isRetryable: true });
const throttled = (retryAfterMs: number | null): EndpointFailure =>
  endpointFailure('endpoint/throttled', 'HTTP 429.', { isRetryable: true, isThrottled: true, retryAfterMs });

function script(...results: (AnsweredAttempt | EndpointFailure)[]) {
  let at = 0;
  return async () => results[Math.min(at++, results.length - 1)] ?? good;
}

test('what may pass is asked again after waits that double, and then answered', async () => {
  const clock = handClock();
  const caller = new PatientCaller(settings, clock);
  const end = await clock.run(caller.call(script(broken, broken, good), never));
  expect(end).toMatchObject({ kind: 'answered', attempts: 3, startedAt: 1_000_000 });
  expect(clock.slept).toEqual([251, 502]);
});

test('attempts are bounded, and the last failure is told with their number', async () => {
  const clock = handClock();
  const end = await clock.run(new PatientCaller(settings, clock).call(script(broken), never));
  expect(end).toMatchObject({
    kind: 'failed',
    attempts: 3,
    error: {
      code: 'endpoint/failed',
      message: 'HTTP 500. Given up after 3 attempts: no attempts were left.',
    },
  });
});

test('a failure that ends without a full stop is a sentence all the same', async () => {
  const clock = handClock();
  const unfinished = { ...broken, error: { ...broken.error, message: 'The reply is empty' } };
  const end = await clock.run(new PatientCaller(settings, clock).call(script(unfinished), never));
  expect(end).toMatchObject({
    error: {
      message: 'The reply is empty. Given up after 3 attempts: no attempts were left.',
    },
  });
});

test('being told to wait costs no attempts, only time, until the deadline of the call', async () => {
  const clock = handClock();
  const many = Array.from({ length: 20 }, () => throttled(1_000));
  const caller = new PatientCaller(settings, clock);
  expect(await clock.run(caller.call(script(...many, good), never))).toMatchObject({
    kind: 'answered',
    attempts: 21,
  });
  const late = await clock.run(new PatientCaller(settings, clock).call(script(throttled(1_000)), never));
  expect(late).toMatchObject({ kind: 'failed', error: { code: 'endpoint/throttled' } });
  expect(late.kind === 'failed' ? late.error.message : '').toContain('its time was over');
  const day = await clock.run(new PatientCaller(settings, clock).call(script(throttled(86_400_000)), never));
  expect(day).toMatchObject({ kind: 'failed', attempts: 1 });
});

test('while an endpoint is to be left alone nobody asks it, and then those who were refused come first', async () => {
  const clock = handClock();
  const caller = new PatientCaller({ ...settings, concurrency: 1, mostConcurrency: 1 }, clock);
  const order: string[] = [];
  const named = (name: string, ...results: (AnsweredAttempt | EndpointFailure)[]) => {
    const next = script(...results);
    return caller.call(() => {
      order.push(`${name} ${clock.elapsed()}`);
      return next();
    }, never);
  };
  await clock.run(Promise.all([named('a', throttled(5_000), good), named('b', good), named('c', good)]));
  // b and c may begin when the pause is over; a waits a little longer, so that not all return at once.
  expect(order).toEqual(['a 0', 'b 5000', 'c 5000', expect.stringMatching(/^a 51/)]);
});

test('no more are in flight than the limit allows', async () => {
  const clock = handClock();
  const caller = new PatientCaller({ ...settings, concurrency: 3, mostConcurrency: 3 }, clock);
  let inFlight = 0;
  let highest = 0;
  const calls = Array.from({ length: 20 }, () =>
    caller.call(async () => {
      highest = Math.max(highest, ++inFlight);
      await clock.sleep(10, never);
      inFlight--;
      return good;
    }, never),
  );
  await clock.run(Promise.all(calls));
  expect(highest).toBe(3);
  expect(caller.limit.highest).toBe(3);
});

test('when patience ends, those who wait are unfinished and those in flight finish', async () => {
  const clock = handClock();
  const patience = new AbortController();
  const caller = new PatientCaller({ ...settings, concurrency: 1, mostConcurrency: 1 }, clock);
  const { promise, resolve } = Promise.withResolvers<AnsweredAttempt>();
  const hooks = { patience: patience.signal };
  const first = caller.call(() => promise, never, hooks);
  const waits = caller.call(script(good), never, hooks);
  const backsOff = new PatientCaller(settings, clock).call(script(broken), never, hooks);
  await Promise.resolve();
  setImmediate(() => {
    patience.abort(new Error('enough'));
    resolve(good);
  });
  expect(await Promise.all([first, waits, backsOff])).toMatchObject([
    { kind: 'answered' },
    { kind: 'unfinished' },
    { kind: 'unfinished' },
  ]);
});

test('a call that is not to begin does not, and leaves its place to the next', async () => {
  const clock = handClock();
  const caller = new PatientCaller({ ...settings, concurrency: 1, mostConcurrency: 1 }, clock);
  const refused = caller.call(script(good), never, { mayBegin: () => false });
  const next = caller.call(script(good), never);
  expect(await clock.run(Promise.all([refused, next]))).toMatchObject([
    { kind: 'unfinished' },
    { kind: 'answered' },
  ]);
});
