// A child process that dies, hangs and prints costs the request in flight, never the next one.
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { LineProcess, type LineProcessOptions } from './lineProcess.ts';
import type { ProcessReply } from './processReply.ts';

const program = [process.execPath, `${import.meta.dirname}/fixtures/obedient.mjs`];
const never = new AbortController().signal;
const open: LineProcess[] = [];

function start(over: Partial<LineProcessOptions> = {}): LineProcess {
  const started = new LineProcess({
    command: program,
    folder: import.meta.dirname,
    timeoutMs: 5_000,
    startupMs: 10_000,
    waitsForReady: false,
    mostInFlight: 8,
    mostLineBytes: 1_000_000,
    graceMs: 300,
    elapsed: () => performance.now(),
    sleep: (ms, signal) => wait(ms, undefined, { signal }),
    ...over,
  });
  open.push(started);
  return started;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

const ask = (to: LineProcess, act: string, more: JsonObject = {}, signal = never) =>
  to.request({ act, ...more }, signal);

function failureOf(reply: ProcessReply): { reason: string; message: string; isRetryable: boolean } {
  if (reply.kind !== 'failed') throw new Error(`it replied ${JSON.stringify(reply.reply)}`);
  return reply.failure;
}

async function pidOf(of: LineProcess): Promise<number> {
  const reply = await ask(of, 'pid');
  return reply.kind === 'replied' ? Number(reply.reply['pid']) : Number.NaN;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function gone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 200 && isAlive(pid); tries++) await wait(10);
  return !isAlive(pid);
}

test('many requests share one process and are replied to in any order', async () => {
  const process = start();
  const held = [ask(process, 'hold'), ask(process, 'hold'), ask(process, 'hold')];
  expect(await ask(process, 'release')).toMatchObject({ kind: 'replied', reply: { released: 3 } });
  expect(await Promise.all(held)).toMatchObject(held.map(() => ({ reply: { held: true } })));
  expect(await ask(process, 'number')).toMatchObject({ reply: { number: true } });
  const pids = await Promise.all(Array.from({ length: 50 }, () => pidOf(process)));
  expect(new Set(pids).size).toBe(1);
});

test('a process that dies costs the request in flight, says why, and the next request has a new one', async () => {
  const process = start();
  const before = await pidOf(process);
  const failure = failureOf(await ask(process, 'die'));
  expect(failure).toMatchObject({ reason: 'died', isRetryable: false });
  expect(failure.message).toBe('The process ended with exit code 3. Its last words on stderr: out of cheese');
  expect(await pidOf(process)).not.toBe(before);
});

test('those that were in flight beside a death may be asked again, one at a time, so that the culprit dies alone', async () => {
  const process = start();
  const replies = await Promise.all([ask(process, 'hold'), ask(process, 'die'), ask(process, 'hold')]);
  expect(replies.map(failureOf)).toMatchObject(replies.map(() => ({ reason: 'died', isRetryable: true })));
  const again = await Promise.all([
    ask(process, 'echo', { n: 1 }),
    ask(process, 'die'),
    ask(process, 'echo', { n: 2 }),
  ]);
  expect(again).toMatchObject([
    { reply: { n: 1 } },
    { failure: { reason: 'died', isRetryable: false } },
    { reply: { n: 2 } },
  ]);
});

test('a request that hangs is timed out; the process is ended and the next has a new one', async () => {
  const process = start({ timeoutMs: 150 });
  const before = await pidOf(process);
  const [hung, beside] = await Promise.all([ask(process, 'hang'), ask(process, 'hold')]);
  expect(failureOf(hung)).toMatchObject({ reason: 'timeout', isRetryable: false });
  // Both hang here; whichever timer fires first ends the process.
  expect(['timeout', 'died']).toContain(failureOf(beside).reason);
  expect(await gone(before)).toBe(true);
  expect(await pidOf(process)).not.toBe(before);
});

test('what is printed to stdout is an error of the example in flight; a late reply to it is ignored', async () => {
  const process = start();
  const failure = failureOf(await ask(process, 'print'));
  expect(failure).toMatchObject({ reason: 'bad-line', isRetryable: false });
  expect(failure.message).toContain('debugging here');
  expect(await ask(process, 'echo', { n: 1 })).toMatchObject({ reply: { n: 1 } });
});

test.each([
  ['nan', 'bad-line', 'NaN'],
  ['array', 'bad-line', '[1,2]'],
  ['latin1', 'bad-line', 'UTF-8'],
  ['deep', 'bad-line', 'nested deeper'],
  ['wrongId', 'unknown-id', '999999'],
  ['noId', 'unknown-id', 'no "id"'],
])('a reply that cannot be used (%s) is an error with its reason', async (act, reason, message) => {
  const process = start();
  const [failure, other] = await Promise.all([ask(process, act), ask(process, 'echo', { n: 1 })]);
  expect(failureOf(failure)).toMatchObject({ reason });
  expect(failureOf(failure).message).toContain(message);
  expect(other).toMatchObject({ reply: { n: 1 } });
});

test('a reply of 100 MB is an error of its example and is never held in memory', async () => {
  const process = start({ timeoutMs: 15_000 });
  const [small, huge] = await Promise.all([
    ask(process, 'hold'),
    ask(process, 'huge', { bytes: 100_000_000 }),
    ask(process, 'release'),
  ]);
  expect(failureOf(huge)).toMatchObject({ reason: 'line-too-long' });
  expect(failureOf(huge).message).toContain('100.0 MB');
  expect(small).toMatchObject({ reply: { held: true } });
});

test('of two replies to one request the first counts', async () => {
  const process = start();
  expect(await ask(process, 'twice')).toMatchObject({ reply: { time: 1 } });
  expect(await ask(process, 'echo', { n: 1 })).toMatchObject({ reply: { n: 1 } });
});

test('a last line without its end is still a line', async () => {
  expect(await ask(start(), 'unfinished')).toMatchObject({ reply: { ok: true } });
});

test('a process that ends within a line costs that request only, and not the one that waits behind it', async () => {
  const process = start({ mostInFlight: 1 });
  const [cut, behind] = await Promise.all([ask(process, 'breakOff'), ask(process, 'echo', { n: 1 })]);
  expect(failureOf(cut)).toMatchObject({ reason: 'bad-line' });
  expect(behind).toMatchObject({ kind: 'replied', reply: { n: 1 } });
});

test('a process that closes its stdout and lives on is ended rather than waited for', async () => {
  const process = start({ mostInFlight: 1 });
  const before = await pidOf(process);
  const [mute, behind] = await Promise.all([ask(process, 'closeStdout'), ask(process, 'pid')]);
  expect(failureOf(mute)).toMatchObject({ reason: 'died', isRetryable: true });
  expect(failureOf(mute).message).toContain('closed its stdout');
  expect(behind).toMatchObject({ kind: 'replied' });
  expect(await gone(before)).toBe(true);
});

test('a program that does not exist fails every request and is not tried for each', async () => {
  const process = start({ command: ['/no/such/program'] });
  const replies = await Promise.all(Array.from({ length: 100 }, () => ask(process, 'echo')));
  expect(replies.map(failureOf)).toMatchObject(
    replies.map(() => ({ reason: 'not-started', isRetryable: false })),
  );
});

test('nothing is asked before a process says that it is ready, if it said that it would', async () => {
  const process = start({ command: [...program, 'ready'], waitsForReady: true });
  expect(await ask(process, 'echo', { n: 1 })).toMatchObject({ reply: { n: 1 } });
  const mute = start({ waitsForReady: true, startupMs: 100 });
  expect(failureOf(await ask(mute, 'echo')).message).toContain('{"ready":true}');
});

test('large requests wait for the process to read, and all arrive', async () => {
  const process = start({ mostInFlight: 4 });
  const text = 'y'.repeat(400_000);
  const replies = await Promise.all(Array.from({ length: 20 }, (_, n) => ask(process, 'echo', { n, text })));
  expect(replies).toMatchObject(replies.map((_, n) => ({ reply: { n } })));
});

test('an aborted request rejects at once, and its late reply disturbs nobody', async () => {
  const process = start();
  const abort = new AbortController();
  const held = ask(process, 'hold', {}, abort.signal);
  await ask(process, 'echo');
  abort.abort(new Error('enough'));
  await expect(held).rejects.toThrow('enough');
  await ask(process, 'release');
  expect(await ask(process, 'echo', { n: 1 })).toMatchObject({ reply: { n: 1 } });
  await expect(ask(process, 'echo', {}, abort.signal)).rejects.toThrow('enough');
});

test('closing ends the process and everything it started', async () => {
  const process = start();
  const own = await pidOf(process);
  const reply = await ask(process, 'child');
  const child = reply.kind === 'replied' ? Number(reply.reply['pid']) : Number.NaN;
  expect(isAlive(child)).toBe(true);
  await process.close();
  expect(await gone(own)).toBe(true);
  expect(await gone(child)).toBe(true);
  expect(failureOf(await ask(process, 'echo')).message).toContain('closed');
});

test('a process that ignores the end of its stdin and SIGTERM is killed', async () => {
  const process = start({ command: [...program, 'stubborn'], graceMs: 100 });
  const own = await pidOf(process);
  await process.close();
  expect(await gone(own)).toBe(true);
});
