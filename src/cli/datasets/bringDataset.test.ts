import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDataset } from '../../datasets/opening/openDataset.ts';
import { openSqliteStore } from '../../store/sqlite/sqliteStore.ts';
import type { Store } from '../../store/store.ts';
import { type TestProgram, testProgram } from '../testProgram.ts';
import { tellLooks } from './tellLooks.ts';
import { type Bringing, bringDataset } from './bringDataset.ts';

let program: TestProgram;
let folder: string;
let store: Store;
beforeEach(async () => {
  program = await testProgram();
  folder = await mkdtemp(join(tmpdir(), 'assay-bring-'));
  store = openSqliteStore({ folder, isInMemory: true, now: () => 1 });
});
afterEach(async () => {
  await store.close();
  await program.close();
  await rm(folder, { recursive: true });
});

const bringing = (): Bringing => ({
  server: program.client,
  store,
  folder,
  actor: 'ada',
  reason: 'a gate of faq-bot',
});
const push = async (...inputs: readonly string[]) => {
  const lines = [{}, ...inputs.map((input) => ({ input, split: input === 'held' ? 'holdout' : 'test' }))];
  const content = new TextEncoder().encode(lines.map((line) => JSON.stringify(line)).join('\n'));
  return (await program.client.datasets.push('faq', content)).version.versionId;
};
const publish = (versionId: string, label: string) =>
  program.client.datasets.publish('faq', versionId, { label, withoutReview: 'a test', actor: 'ada' });
const open = (version: string | null) => {
  const context = {
    store,
    now: () => 1,
    randomBytes: (size: number) => new Uint8Array(size),
    announce: () => undefined,
  };
  return openDataset(context, { source: 'faq', version }, folder);
};

test('a dataset that the server published is opened here by name, and fetched once', async () => {
  const versionId = await push('one', 'held');
  await publish(versionId, '1.0.0');
  for (let time = 0; time < 2; time += 1) await bringDataset(bringing(), { source: 'faq', version: null });
  expect(await open(null)).toMatchObject({ versionId, label: '1.0.0', standing: 'published' });
  const { items } = await program.client.datasets.looks('faq');
  expect(items).toMatchObject([{ actor: 'ada', reason: 'a gate of faq-bot', examples: 1 }]);
});

test('a draft that was brought is published here too once it is on the server', async () => {
  const versionId = await push('one');
  await bringDataset(bringing(), { source: 'faq', version: versionId });
  expect((await open(versionId)).standing).toBe('draft');
  await publish(versionId, '1.0.0');
  await bringDataset(bringing(), { source: 'faq', version: null });
  expect((await open('1.0.0')).standing).toBe('published');
});

test('the newest version is brought beside the older one', async () => {
  await publish(await push('one'), '1.0.0');
  await bringDataset(bringing(), { source: 'faq', version: null });
  const newer = await push('one', 'two');
  await publish(newer, '1.1.0');
  await bringDataset(bringing(), { source: 'faq', version: null });
  expect((await open(null)).versionId).toBe(newer);
  expect((await open('1.0.0')).label).toBe('1.0.0');
});

test('a look that a gate took here is told to the server', async () => {
  const versionId = await push('one', 'held');
  const look = {
    name: 'faq',
    versionId,
    actor: 'ada',
    purpose: 'gate',
    reason: null,
    examples: 1,
    at: 1,
  } as const;
  await store.datasets.recordLook({ ...look, lookId: 'a', gateRunId: 'this' });
  await store.datasets.recordLook({ ...look, lookId: 'b', gateRunId: 'another' });
  await tellLooks(program.client, store, { dataset: { name: 'faq' }, gateRunId: 'this' });
  const { items } = await program.client.datasets.looks('faq');
  expect(items).toMatchObject([{ purpose: 'gate', actor: 'ada', gateRunId: 'this', examples: 1, versionId }]);
});

test('a withdrawn version is refused, and what the server does not know is left to be looked for here', async () => {
  const versionId = await push('one');
  await publish(versionId, '1.0.0');
  await bringDataset(bringing(), { source: 'faq', version: null });
  await program.client.datasets.withdraw('faq', versionId, { reason: 'wrong' });
  await expect(bringDataset(bringing(), { source: 'faq', version: '1.0.0' })).rejects.toMatchObject({
    code: 'dataset/withdrawn',
  });
  await bringDataset(bringing(), { source: 'other', version: null });
  await bringDataset({ ...bringing(), server: null }, { source: 'faq', version: null });
});
