// The life of a version on a real store: pushed, reviewed, published, opened, tampered with, withdrawn.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ChangeEvent } from '../../model/changeEvent.ts';
import type { Example } from '../../model/example.ts';
import { openSqliteStore } from '../../store/sqlite/sqliteStore.ts';
import { canonicalHash } from '../canonicalHash.ts';
import { inputText } from '../checks/inputText.ts';
import type { DatasetContext } from '../context.ts';
import { versionIdOf } from '../identity/versionIdOf.ts';
import { openDataset } from '../opening/openDataset.ts';
import { emptyCard } from '../opening/openFiles.ts';
import { findVersion } from './findVersion.ts';
import { openVersion } from './openVersion.ts';
import { type Publication, publishVersion } from './publishVersion.ts';
import { pushVersion } from './pushVersion.ts';
import { recordLook } from './recordLook.ts';
import { type ReviewStep, reviewVersion } from './reviewVersion.ts';
import { verifyVersion } from './verifyVersion.ts';
import { withdrawVersion } from './withdrawVersion.ts';

let folder: string;
let context: DatasetContext;
let announced: ChangeEvent[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-versions-'));
  let time = 1_000;
  let seed = 0;
  announced = [];
  context = {
    store: openSqliteStore({ folder, isInMemory: false, now: () => ++time }),
    now: () => ++time,
    randomBytes: (size) => Uint8Array.from({ length: size }, () => ++seed % 256),
    announce: (event) => void announced.push(event),
  };
});
afterEach(async () => {
  await context.store.close();
  await rm(folder, { recursive: true });
});

const example = (input: string, more: Partial<Example> = {}): Example => ({
  exampleId: canonicalHash(input),
  input,
  expected: `the answer to ${input}`,
  metadata: { topic: 'x' },
  tags: [],
  split: null,
  cluster: null,
  ...more,
});
const three = ['where is the harbour', 'who wrote the letters', 'when does it rain'].map((input) =>
  example(input),
);
const header = {
  name: 'faq',
  card: { ...emptyCard, custodian: 'grace' },
  slices: [{ name: 'x', tags: [], metadata: { topic: ['x'] } }],
  inputSchema: null,
  author: 'ada',
  note: null,
};
const push = async (examples: readonly Example[] = three, over: Partial<typeof header> = {}) =>
  (await pushVersion(context, { ...header, ...over }, examples)).version;
const step = (
  action: ReviewStep['action'],
  actor: string | null,
  over: Partial<ReviewStep> = {},
): ReviewStep => ({
  action,
  actor,
  note: null,
  reviewer: null,
  ...over,
});
const publication = (over: Partial<Publication> = {}): Publication => ({
  actor: 'ada',
  label: null,
  acknowledge: null,
  withoutReview: null,
  against: null,
  ...over,
});
const alone = publication({ withoutReview: 'nobody else is here' });

test('what is pushed is a draft with the id that the content has anywhere, and is read back whole', async () => {
  const version = await push();
  expect(version).toMatchObject({
    standing: 'draft',
    author: 'ada',
    coverage: { examples: 3, withExpectation: 3 },
  });
  const content = { examples: three, slices: header.slices, inputSchema: null };
  expect(version.versionId).toBe(versionIdOf(content));
  const opened = await openVersion(context, version);
  expect(opened.examples.toSorted(byInput)).toEqual(three.toSorted(byInput));
  expect(opened).toMatchObject({ name: 'faq', slices: header.slices, card: header.card });
  expect(announced).toEqual([{ type: 'dataset', name: 'faq' }]);
});

const byInput = (a: Example, b: Example): number => (inputText(a.input) < inputText(b.input) ? -1 : 1);

test('an example is kept once, whatever versions have it', async () => {
  await push();
  await push([...three, example('one more')]);
  await push(three, { name: 'other' });
  const db = new DatabaseSync(join(folder, 'assay.db'));
  expect(db.prepare('SELECT count(*) AS n FROM golden_example').get()).toEqual({ n: 4 });
  db.close();
});

test('the same content again is the same version; a draft takes the new card, a published one keeps its own', async () => {
  const version = await push();
  const card = { ...header.card, description: 'better' };
  expect(await pushVersion(context, { ...header, card }, three)).toMatchObject({
    isNew: false,
    isCardKept: false,
    version: { versionId: version.versionId, card: { description: 'better' } },
  });
  await publishVersion(context, await findVersion(context, 'faq', 'newest'), alone);
  expect(await pushVersion(context, header, three)).toMatchObject({
    isNew: false,
    isCardKept: true,
    version: { card: { description: 'better' } },
  });
});

test('an input that occurs twice is refused, and so is a name with a path in it', async () => {
  await expect(push([...three, example('who wrote the letters', { expected: 'me' })])).rejects.toMatchObject({
    code: 'dataset/invalid-examples',
  });
  for (const name of ['', '../faq', 'a/b', '.faq', 'x'.repeat(101)]) {
    await expect(push(three, { name })).rejects.toMatchObject({ code: 'dataset/invalid-name' });
  }
});

test('a draft is submitted, sent back, approved by another, and published with a label', async () => {
  const version = await push();
  await expect(publishVersion(context, version, publication())).rejects.toMatchObject({
    code: 'dataset/not-reviewed',
  });
  const submitted = await reviewVersion(context, version, step('submit', 'ada', { reviewer: 'grace' }));
  await expect(reviewVersion(context, submitted, step('approve', 'ada'))).rejects.toThrow(
    'ada is the author',
  );
  await expect(reviewVersion(context, submitted, step('approve', null))).rejects.toThrow('is not said');
  await expect(reviewVersion(context, submitted, step('approve', 'eve'))).rejects.toThrow(
    'was given to grace',
  );
  await expect(publishVersion(context, submitted, publication())).rejects.toThrow('nobody approved it yet');
  await expect(reviewVersion(context, submitted, step('request-changes', 'grace'))).rejects.toThrow(
    "'note' is missing",
  );
  await reviewVersion(context, submitted, step('request-changes', 'grace', { note: 'more letters' }));
  await reviewVersion(context, version, step('submit', 'ada'));
  const approved = await reviewVersion(context, version, step('approve', 'grace'));
  const { version: published, published: event } = await publishVersion(
    context,
    approved,
    publication({ label: '1.0.0' }),
  );
  expect(published).toMatchObject({ standing: 'published', label: '1.0.0', approvedBy: 'grace' });
  expect(event).toMatchObject({
    name: 'faq',
    versionId: version.versionId,
    label: '1.0.0',
    previousId: null,
    custodian: 'grace',
  });
  const history = await context.store.datasets.events('faq', version.versionId);
  expect(history.map(({ kind }) => kind)).toEqual([
    'pushed',
    'submitted',
    'changes-requested',
    'submitted',
    'approved',
    'published',
  ]);
});

test('a published version never changes again', async () => {
  const { version } = await publishVersion(context, await push(), alone);
  await expect(reviewVersion(context, version, step('submit', 'ada'))).rejects.toMatchObject({
    code: 'dataset/wrong-standing',
  });
  await expect(publishVersion(context, version, alone)).rejects.toMatchObject({
    code: 'dataset/wrong-standing',
  });
  const [last] = (await context.store.datasets.events('faq', null)).slice(-1);
  expect(last?.detail).toMatchObject({ withoutReview: 'nobody else is here', acknowledged: null });
});

test('the next publication knows which version it follows', async () => {
  const first = await publishVersion(context, await push(), alone);
  const second = await publishVersion(context, await push([...three, example('one more')]), alone);
  expect(second.published.previousId).toBe(first.version.versionId);
});

test('near-duplicates and leaks hold up a publication until somebody says why they are right', async () => {
  const leaky = [
    example('how do I reset the password of my account', { split: 'train' }),
    example('How do I reset the password of my account?', { split: 'test' }),
    example('something else entirely', { split: 'test' }),
  ];
  const version = await push(leaky);
  await expect(publishVersion(context, version, alone)).rejects.toMatchObject({
    code: 'dataset/unacknowledged-findings',
    message: expect.stringMatching(/1 leaks between splits[^]*100 %/) as string,
  });
  const { findings } = await publishVersion(context, version, {
    ...alone,
    acknowledge: 'a test of punctuation',
  });
  expect(findings.leaks).toHaveLength(1);
});

test('a version is checked against another dataset that must not leak into it', async () => {
  const trained = await push([example('Where is the harbour?')], { name: 'trained-on' });
  const version = await push();
  await expect(publishVersion(context, version, { ...alone, against: trained })).rejects.toThrow(
    '1 shared with another dataset',
  );
});

test('labels that could be taken for something else are refused', async () => {
  const version = await push();
  for (const label of ['', 'deadbeef', 'newest', 'a b', '-x']) {
    await expect(publishVersion(context, version, { ...alone, label })).rejects.toMatchObject({
      code: 'dataset/invalid-label',
    });
  }
});

test('a dataset is opened by name, by label and by the beginning of its id', async () => {
  const version = await push();
  await expect(openDataset(context, { source: 'faq', version: null }, folder)).rejects.toMatchObject({
    code: 'dataset/nothing-published',
  });
  await publishVersion(context, version, { ...alone, label: '1.0.0' });
  await push([example('a later draft')]);
  for (const reference of [null, '1.0.0', version.versionId, version.versionId.slice(0, 8)]) {
    expect((await openDataset(context, { source: 'faq', version: reference }, folder)).versionId).toBe(
      version.versionId,
    );
  }
  await expect(openDataset(context, { source: 'fag', version: null }, folder)).rejects.toThrow(
    "Did you mean 'faq'?",
  );
  await expect(openDataset(context, { source: 'faq', version: '9.9.9' }, folder)).rejects.toMatchObject({
    code: 'dataset/unknown-version',
  });
});

test('a withdrawn version is refused with the reason', async () => {
  const { version } = await publishVersion(context, await push(), alone);
  await withdrawVersion(context, version, { actor: 'grace', reason: 'the answers are wrong' });
  await expect(openDataset(context, { source: 'faq', version: version.versionId }, folder)).rejects.toThrow(
    'was withdrawn: the answers are wrong',
  );
});

test('one flipped byte of an example is found, named and told to the custodian', async () => {
  const version = await push();
  expect(await verifyVersion(context, version)).toMatchObject({
    isIntact: true,
    problems: [],
    alertId: null,
  });
  const db = new DatabaseSync(join(folder, 'assay.db'));
  const victim = Buffer.from(canonicalHash('who wrote the letters'), 'hex');
  const row = db.prepare('SELECT content FROM golden_example WHERE example_id = ?').get(victim);
  const bytes = Buffer.from(row?.['content'] as Uint8Array);
  const at = bytes.indexOf('letters');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  db.prepare('UPDATE golden_example SET content = ? WHERE example_id = ?').run(bytes, victim);
  db.close();
  const report = await verifyVersion(context, version);
  expect(report).toMatchObject({ isIntact: false, problems: [{ exampleId: victim.toString('hex') }] });
  expect(report.computedId).not.toBe(version.versionId);
  const { items } = await context.store.gateRuns.alerts({ limit: 10, after: null });
  expect(items).toMatchObject([
    { alertId: report.alertId, kind: 'dataset-hash-mismatch', subject: 'dataset:faq', recipient: 'grace' },
  ]);
  expect(announced.at(-1)).toEqual({ type: 'alert', alertId: report.alertId });
  await expect(openVersion(context, version)).rejects.toThrow(`Example ${victim.toString('hex')}`);
});

test('what was altered is told once until somebody has seen it', async () => {
  const version = await push();
  const db = new DatabaseSync(join(folder, 'assay.db'));
  db.exec('UPDATE golden_example SET leaf_hash = zeroblob(32) WHERE id = 1');
  db.close();
  const first = await verifyVersion(context, version);
  expect(first.alertId).not.toBeNull();
  expect((await verifyVersion(context, version)).alertId).toBe(first.alertId);
  await context.store.gateRuns.acknowledgeAlert(String(first.alertId), 1);
  expect((await verifyVersion(context, version)).alertId).not.toBe(first.alertId);
});

test('an altered slice, schema, hash or list of members is found too', async () => {
  const alterations = [
    `UPDATE golden_version SET slices = replace(slices, '"x"', '"y"')`,
    `UPDATE golden_version SET input_schema = '{}'`,
    `DELETE FROM golden_member WHERE position = 1`,
    `UPDATE golden_member SET example = (SELECT min(id) FROM golden_example) WHERE position = 2`,
    `UPDATE golden_example SET leaf_hash = zeroblob(32) WHERE id = 1`,
    `UPDATE golden_example SET content = CAST(replace(CAST(content AS TEXT), 'harbour', 'airport') AS BLOB), leaf_hash = randomblob(32) WHERE id = 1`,
  ];
  for (const [index, alteration] of alterations.entries()) {
    const words = ['the harbour', 'the second', 'the third'].map((word) => example(`${word} ${index}`));
    const { name, versionId } = await push(words, { name: `d${index}` });
    const db = new DatabaseSync(join(folder, 'assay.db'));
    db.exec(alteration.replace('id = 1', `id = ${1 + 3 * index}`));
    db.close();
    const report = await verifyVersion(context, await findVersion(context, name, versionId));
    expect(report.isIntact, alteration).toBe(false);
    expect(report.alertId, alteration).not.toBeNull();
  }
});

test('looks at the holdout are kept, and at nothing else', async () => {
  const version = await push([
    example('a', { split: 'holdout' }),
    example('b', { split: 'holdout' }),
    example('c'),
  ]);
  const { examples } = await openVersion(context, version);
  const look = { actor: 'ada', purpose: 'gate', reason: 'tier production', gateRunId: 'g1' } as const;
  expect(
    await recordLook(
      context,
      version,
      examples.filter(({ split }) => split === null),
      look,
    ),
  ).toBeUndefined();
  expect(await recordLook(context, version, examples, look)).toMatchObject({
    examples: 2,
    versionId: version.versionId,
  });
  const { items } = await context.store.datasets.looks('faq', { limit: 10, after: null });
  expect(items).toMatchObject([{ actor: 'ada', purpose: 'gate', gateRunId: 'g1', examples: 2 }]);
});

test('twenty thousand examples are pushed, opened and verified in seconds', async () => {
  function* many(): Generator<Example> {
    for (let i = 0; i < 20_000; i += 1)
      yield example(`question number ${i} about topic ${i % 97}`, {
        split: i % 10 === 0 ? 'holdout' : 'test',
      });
  }
  const started = performance.now();
  const { version } = await pushVersion(context, header, many());
  const pushed = performance.now();
  expect((await verifyVersion(context, version)).isIntact).toBe(true);
  const verified = performance.now();
  expect(version.coverage.holdout).toBe(2_000);
  process.stdout.write(
    `20,000 examples: pushed in ${Math.round(pushed - started)} ms, verified in ${Math.round(verified - pushed)} ms\n`,
  );
  expect(pushed - started).toBeLessThan(15_000);
}, 60_000);
