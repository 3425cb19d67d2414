// What every engine must answer about golden datasets, their versions, examples and looks.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { DatasetEvent, DatasetVersion, HoldoutLook } from '../../model/dataset.ts';
import type { KeptExample } from '../datasetStore.ts';
import type { Store } from '../store.ts';

const first = { limit: 100, after: null };
const none = { counts: [], others: 0 };

export function goldenDatasetsConformance(store: () => Store): void {
  const datasets = () => store().datasets;
  let clock = 1_000;

  const example = (word: string): KeptExample => ({
    leafHash: hashOf(`leaf ${word}`),
    exampleId: hashOf(word),
    bytes: new Uint8Array(Buffer.from(`{"input":"${word}"}`)),
  });
  const version = (name: string, word: string, over: Partial<DatasetVersion> = {}): DatasetVersion => ({
    name,
    versionId: hashOf(`${name} ${word}`),
    standing: 'draft',
    label: null,
    card: {
      description: 'ünïcode',
      curator: null,
      custodian: null,
      classification: 'internal',
      limitations: ['one'],
      licence: null,
    },
    slices: [{ name: 'a', tags: ['x'], metadata: { topic: ['y', 3, true] } }],
    inputSchema: null,
    coverage: {
      examples: 1,
      withExpectation: 0,
      holdout: 0,
      tags: none,
      splits: none,
      slices: none,
      metadata: {},
      clusters: { count: 0, examples: 0, largest: 0 },
      inputLength: null,
    },
    basedOn: null,
    author: 'ada',
    createdAt: ++clock,
    approvedBy: null,
    approvedAt: null,
    publishedAt: null,
    ...over,
  });
  const event = (kind: DatasetEvent['kind'], note: string | null = null) => ({
    kind,
    actor: 'ada',
    note,
    detail: { n: 1 },
    at: ++clock,
  });
  const create = async (made: DatasetVersion, words: readonly string[]) => {
    await datasets().keepExamples(words.map(example));
    return datasets().createVersion(
      made,
      words.map((word) => example(word).leafHash),
      event('pushed'),
    );
  };

  test('a version is read as it was made, and its examples in their order', async () => {
    const made = version('plain', '1');
    expect(await create(made, ['b', 'a', 'c'])).toEqual({ version: made, isNew: true });
    expect(await datasets().get('plain')).toEqual({
      name: 'plain',
      versions: 1,
      newest: made,
      published: null,
    });
    const page = await datasets().examples('plain', made.versionId, { limit: 2, after: null });
    expect(page.items).toEqual([example('b'), example('a')]);
    const rest = await datasets().examples('plain', made.versionId, { limit: 2, after: page.next });
    expect(rest).toEqual({ items: [example('c')], next: null });
    expect(await datasets().get('Plain')).toBeUndefined();
    expect((await datasets().examples('plain', 'f'.repeat(64), first)).items).toEqual([]);
    await expect(
      datasets().examples('plain', made.versionId, { limit: 2, after: 'x' }),
    ).rejects.toMatchObject({
      code: 'request/bad-page-token',
    });
  });

  test('the same content again is the version that is there', async () => {
    const made = version('twice', '1');
    await create(made, ['a']);
    const again = await create({ ...made, author: 'bob', createdAt: 9 }, ['a']);
    expect(again).toEqual({ version: made, isNew: false });
    expect(await datasets().events('twice', null)).toHaveLength(1);
  });

  test('a version with an example that was not kept is refused, and leaves nothing', async () => {
    const made = version('lacking', '1');
    await expect(
      datasets().createVersion(made, [hashOf('never kept')], event('pushed')),
    ).rejects.toMatchObject({ code: 'dataset/example-missing' });
    expect(await datasets().get('lacking')).toBeUndefined();
  });

  test('versions follow each other, newest first, and know what they are based on', async () => {
    const made = ['1', '2', '3'].map((word) => version('line', word));
    for (const each of made) await create(each, ['a', each.versionId]);
    const page = await datasets().versions('line', { limit: 2, after: null });
    expect(page.items.map(({ versionId }) => versionId)).toEqual([made[2]?.versionId, made[1]?.versionId]);
    expect(page.items.map(({ basedOn }) => basedOn)).toEqual([made[1]?.versionId, made[0]?.versionId]);
    const rest = await datasets().versions('line', { limit: 2, after: page.next });
    expect(rest.items.map(({ versionId, basedOn }) => [versionId, basedOn])).toEqual([
      [made[0]?.versionId, null],
    ]);
    expect(rest.next).toBeNull();
  });

  test('a version is found by label, by its id and by the beginning of it', async () => {
    const made = version('found', '1');
    await create(made, ['a']);
    await datasets().change('found', made.versionId, {
      expects: ['draft'],
      label: '1.0.0',
      event: event('published'),
    });
    for (const reference of ['1.0.0', made.versionId, made.versionId.slice(0, 8)]) {
      expect((await datasets().findVersions('found', reference)).map(({ versionId }) => versionId)).toEqual([
        made.versionId,
      ]);
    }
    expect(await datasets().findVersions('found', '1.0')).toEqual([]);
    expect(await datasets().findVersions('other', made.versionId)).toEqual([]);
    expect(await datasets().findVersions('found', '%')).toEqual([]);
    expect(await datasets().namesOfVersion(made.versionId)).toEqual(['found']);
  });

  test('a change is made only from the standing it expects, and is kept in the history', async () => {
    const made = version('stepped', '1');
    await create(made, ['a']);
    const changed = await datasets().change('stepped', made.versionId, {
      expects: ['draft', 'in-review'],
      standing: 'published',
      label: '1.0.0',
      approval: { by: 'bob', at: 5 },
      publishedAt: 7,
      event: event('published', 'good'),
    });
    expect(changed).toEqual({
      ...made,
      standing: 'published',
      label: '1.0.0',
      approvedBy: 'bob',
      approvedAt: 5,
      publishedAt: 7,
    });
    expect((await datasets().get('stepped'))?.published).toEqual(changed);
    await expect(
      datasets().change('stepped', made.versionId, {
        expects: ['draft'],
        standing: 'in-review',
        event: event('submitted'),
      }),
    ).rejects.toMatchObject({ code: 'dataset/wrong-standing' });
    const history = await datasets().events('stepped', made.versionId);
    expect(history.map(({ kind, note, detail }) => ({ kind, note, detail }))).toEqual([
      { kind: 'pushed', note: null, detail: { n: 1 } },
      { kind: 'published', note: 'good', detail: { n: 1 } },
    ]);
    await expect(
      datasets().change('stepped', 'f'.repeat(64), { expects: ['draft'], event: event('submitted') }),
    ).rejects.toMatchObject({ code: 'dataset/unknown-version' });
  });

  test('a label names one version for good', async () => {
    const [one, two] = [version('labelled', '1'), version('labelled', '2')];
    await create(one, ['a']);
    await create(two, ['b']);
    const label = (versionId: string) =>
      datasets().change('labelled', versionId, {
        expects: ['draft'],
        label: '1.0.0',
        event: event('published'),
      });
    await label(one.versionId);
    await expect(label(two.versionId)).rejects.toMatchObject({ code: 'dataset/label-taken' });
    expect((await datasets().findVersions('labelled', '1.0.0'))[0]?.versionId).toBe(one.versionId);
  });

  test('datasets are listed by name, page by page', async () => {
    for (const name of ['z-list', 'a-list']) await create(version(name, '1'), ['a']);
    const names: string[] = [];
    let after: string | null = null;
    do {
      const page = await datasets().datasets({ limit: 1, after });
      names.push(...page.items.map(({ name }) => name));
      after = page.next;
    } while (after !== null);
    expect(names).toEqual(names.toSorted());
    expect(names).toEqual(expect.arrayContaining(['a-list', 'z-list']));
  });

  test('looks at the holdout are kept, also of a dataset that is not kept here', async () => {
    const look = (lookId: string): HoldoutLook => ({
      lookId,
      name: 'looked-at',
      versionId: 'e'.repeat(64),
      actor: null,
      purpose: 'gate',
      reason: null,
      gateRunId: 'g1',
      examples: 12,
      at: ++clock,
    });
    const looks = [look('l1'), look('l2'), look('l3')];
    for (const each of looks) await datasets().recordLook(each);
    const page = await datasets().looks('looked-at', { limit: 2, after: null });
    expect(page.items).toEqual([looks[2], looks[1]]);
    expect(await datasets().looks('looked-at', { limit: 2, after: page.next })).toEqual({
      items: [looks[0]],
      next: null,
    });
  });
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
