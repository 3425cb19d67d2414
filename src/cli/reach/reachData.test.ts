// Where commands find their data: a server that was named, the server of a data directory, or the directory itself.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { composeAssay } from '../../server/compose.ts';
import { readConfiguration } from '../../server/configuration.ts';
import { publishAddress } from '../../server/serverAddress.ts';
import { nobodyAnswers, runCaptured } from '../testProgram.ts';
import { injectedFetch } from './injectedFetch.ts';

let data: string;

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'assay-reach-'));
});
afterEach(() => rm(data, { recursive: true }));

const serverOn = (folder: string) =>
  composeAssay(readConfiguration({ data: folder, logLevel: 'silent' }, {}));

test('without a server the data directory is opened, and let go of again', async () => {
  await (await serverOn(data)).close();
  for (const args of [['--data', data], []]) {
    const ran = await runCaptured(['experiments', 'list', ...args], {
      fetch: nobodyAnswers,
      env: { ASSAY_DATA: data },
    });
    expect(ran).toMatchObject({ exitCode: 0, err: '' });
    expect(ran.out).toContain('Default');
  }
});

test('the server of a data directory is found wherever it listens', async () => {
  const server = await serverOn(data);
  try {
    publishAddress(data, 'http://localhost:49999');
    const asked: string[] = [];
    const answer = injectedFetch(server.http);
    const fetch: typeof answer = (url, init) => {
      asked.push(new URL(url).origin);
      return answer(url, init);
    };
    const { exitCode, out } = await runCaptured(['experiments', 'list', '--data', data], { fetch });
    expect(exitCode).toBe(0);
    expect(out).toContain('Default');
    expect(new Set(asked)).toEqual(new Set(['http://localhost:49999']));
  } finally {
    await server.close();
  }
});

test('a directory that another process holds without answering is refused with a sentence', async () => {
  const server = await serverOn(data);
  try {
    const { exitCode, err } = await runCaptured(['runs', 'list', '--data', data], { fetch: nobodyAnswers });
    expect(exitCode).toBe(3);
    expect(err).toMatch(/in use by another process[^]*--url/);
  } finally {
    await server.close();
  }
});

test('a server that was named and is away is an error, whatever lies here', async () => {
  await (await serverOn(data)).close();
  for (const given of [
    { args: ['--url', 'http://localhost:1'], env: {} },
    { args: [], env: { ASSAY_URL: 'http://localhost:1' } },
  ]) {
    const ran = await runCaptured(['runs', 'list', ...given.args], {
      fetch: nobodyAnswers,
      env: { ASSAY_DATA: data, ...given.env },
    });
    expect(ran.exitCode).toBe(3);
    expect(ran.err).toContain('http://localhost:1 did not answer');
  }
});

test('nothing to talk to is said with what to do', async () => {
  const nowhere = join(data, 'none');
  const ran = await runCaptured(['runs', 'list'], { fetch: nobodyAnswers, env: { ASSAY_DATA: nowhere } });
  expect(ran.exitCode).toBe(3);
  expect(ran.err).toContain('assay serve');
  const json = await runCaptured(['runs', 'list', '--json'], {
    fetch: nobodyAnswers,
    env: { ASSAY_DATA: nowhere },
  });
  expect(JSON.parse(json.err)).toMatchObject({
    code: null,
    remedy: expect.stringContaining('assay serve') as string,
  });
});

test('what answers without being an Assay is not taken for one', async () => {
  const stranger = () =>
    Promise.resolve(new Response('<html>', { headers: { 'content-type': 'text/html' } }));
  const ran = await runCaptured(['runs', 'list', '--url', 'http://localhost:1'], { fetch: stranger });
  expect(ran.exitCode).not.toBe(0);
  expect(ran.err).not.toMatch(/at .*\.ts:/);
  expect((await runCaptured(['runs', 'list', '--url', 'nonsense'], { fetch: stranger })).exitCode).toBe(3);
});
