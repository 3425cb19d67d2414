// Delivery in order, without loss and without duplicates, whatever the network does and wherever the process dies.
// The network is a fake; the disk is real.
import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { client } from '../client.ts';
import { replaySpool } from '../replaySpool.ts';
import type { FetchLike } from '../transport.ts';
import { deliver } from './deliver.ts';
import { Outbox } from './outbox.ts';
import { Spool } from './spool.ts';

let root: string;
beforeEach(() => {
  root = join(mkdtempSync(join(tmpdir(), 'assay-outbox-')), 'spool');
});
afterEach(() => rmSync(join(root, '..'), { recursive: true, force: true }));

type Fault = 'none' | 'away' | 'busy' | 'answer lost';
const url = 'http://assay.test';
const runId = 'r1';

/** Knows what arrived, in order; its network fails as the script says and is fine afterwards. */
function fakeServer(script: readonly Fault[]) {
  const faults = [...script];
  const arrived: string[] = [];
  const fetch: FetchLike = async (_url, init) => {
    const fault = faults.shift() ?? 'none';
    if (fault === 'away') throw new TypeError('fetch failed');
    if (fault === 'busy') return new Response('', { status: 503 });
    const body: unknown = JSON.parse(typeof init.body === 'string' ? init.body : '{}');
    arrived.push(typeof body === 'object' && body !== null && 'name' in body ? String(body.name) : '?');
    if (fault === 'answer lost') throw new TypeError('fetch failed');
    return new Response('{}');
  };
  return { fetch, arrived };
}

/** A process that records; `kill` stops it between any two steps, with what is on its way never answered. */
function recordingProcess(server: { readonly fetch: FetchLike }, mostInMemory: number) {
  let isDead = false;
  const fetch: FetchLike = async (target, init) => {
    const answer = isDead ? await new Promise<never>(() => undefined) : await server.fetch(target, init);
    return isDead ? new Promise<never>(() => undefined) : answer;
  };
  const connection = client({ url, fetch });
  const outbox = new Outbox({
    deliver: (entry) =>
      deliver(connection, runId, entry, (what) => expect.unreachable(`${what} was refused`)),
    openSpool: () => Spool.create(root, { version: 1, url, runId }, 0),
    onAway: () => undefined,
    onBack: () => undefined,
    onLost: (_entry, error) => expect.unreachable(String(error)),
    retryAfterMs: () => 0,
    mostInMemory,
  });
  return {
    outbox,
    push: (name: string) => outbox.push({ kind: 'change', change: { name } }),
    kill() {
      isDead = true;
      for (const spool of existsSync(root) ? readdirSync(root) : []) {
        writeFileSync(
          join(root, spool, 'owner'),
          JSON.stringify({ host: hostname(), pid: 2 ** 30, start: null }),
        );
      }
    },
  };
}

/** Telling an entry twice changes nothing, so repetitions do not count. */
const withoutRepetitions = (names: readonly string[]): string[] => {
  let last = -1;
  return names.filter((name) => {
    const number = Number(name.slice(1));
    if (number <= last) return false;
    last = number;
    return true;
  });
};

const fault = fc.constantFrom<Fault[]>('none', 'none', 'away', 'busy', 'answer lost');
const scripts = fc.record({
  faults: fc.array(fault, { maxLength: 12 }),
  /** How many entries are pushed before each turn of the event loop. */
  bursts: fc.array(fc.nat({ max: 5 }), { maxLength: 8 }),
  mostInMemory: fc.integer({ min: 1, max: 6 }),
  faultsOfReplay: fc.array(fault, { maxLength: 6 }),
  tornBytes: fc.nat({ max: 20 }),
});

async function pushAll(bursts: readonly number[], push: (name: string) => void): Promise<number> {
  let count = 0;
  for (const burst of bursts) {
    for (let i = 0; i < burst; i += 1) push(`e${count++}`);
    await turn();
  }
  return count;
}

async function replayUntilEmpty(faults: readonly Fault[], arrived: string[]): Promise<void> {
  const later = fakeServer(faults);
  const fetch: FetchLike = async (target, init) => later.fetch(target, init);
  for (let tries = 0; tries < 50; tries += 1) {
    const { left } = await replaySpool({
      spoolFolder: root,
      fetch,
      logger: { warn: (text) => expect.unreachable(text) },
    });
    if (left === 0) break;
  }
  arrived.push(...later.arrived);
  expect(existsSync(root) ? readdirSync(root) : []).toEqual([]);
}

const expected = (count: number): string[] => Array.from({ length: count }, (_, i) => `e${i}`);

test('whatever the network does, everything arrives once and in order', async () => {
  await fc.assert(
    fc.asyncProperty(scripts, async ({ faults, bursts, mostInMemory }) => {
      const server = fakeServer(faults);
      const { outbox, push } = recordingProcess(server, mostInMemory);
      const count = await pushAll(bursts, push);
      while (!(await outbox.settle(1000))) await turn();
      expect(withoutRepetitions(server.arrived)).toEqual(expected(count));
      expect(existsSync(root) ? readdirSync(root) : []).toEqual([]);
    }),
    { numRuns: 40, seed: 1 },
  );
});

test('a process that ends puts the rest on the disk, and a later one delivers it', async () => {
  await fc.assert(
    fc.asyncProperty(scripts, async ({ faults, bursts, mostInMemory, faultsOfReplay, tornBytes }) => {
      const server = fakeServer(faults);
      const process = recordingProcess(server, mostInMemory);
      const count = await pushAll(bursts, process.push);
      process.outbox.spill();
      process.kill();
      for (const spool of existsSync(root) ? readdirSync(root) : []) {
        appendFileSync(join(root, spool, 'log.jsonl'), '{"kind":"change","change":{}}'.slice(0, tornBytes));
      }
      const arrived = [...server.arrived];
      await replayUntilEmpty(faultsOfReplay, arrived);
      expect(withoutRepetitions(arrived)).toEqual(expected(count));
    }),
    { numRuns: 40, seed: 2 },
  );
});

test('a process that is killed loses nothing that was on the disk, and leaves no gap', async () => {
  await fc.assert(
    fc.asyncProperty(scripts, async ({ faults, bursts, mostInMemory, faultsOfReplay }) => {
      const server = fakeServer(faults);
      const process = recordingProcess(server, mostInMemory);
      const count = await pushAll(bursts, process.push);
      const wasOnDisk = process.outbox.spoolFolder !== null;
      process.kill();
      const arrived = [...server.arrived];
      await replayUntilEmpty(faultsOfReplay, arrived);
      const whole = withoutRepetitions(arrived);
      expect(whole).toEqual(expected(whole.length));
      if (wasOnDisk) expect(whole.length).toBe(count);
    }),
    { numRuns: 40, seed: 3 },
  );
});

test('a spool that a living process has is left to it', async () => {
  const server = fakeServer(['away', 'away', 'away']);
  const { outbox, push } = recordingProcess(server, 10);
  push('e0');
  outbox.spill();
  const report = await replaySpool({
    spoolFolder: root,
    fetch: server.fetch,
    logger: { warn: () => undefined },
  });
  expect(report).toEqual({ delivered: 0, refused: 0, left: 0 });
  expect(readdirSync(root)).toHaveLength(1);
  await outbox.settle(1000);
});
