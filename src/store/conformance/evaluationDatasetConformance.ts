// What every engine must answer about MLflow's evaluation datasets and their records.
import { expect, test } from 'vitest';
import type { EvaluationDatasetSearch, RecordDraft, UpsertRequest } from '../evaluationDatasetStore.ts';
import type { Store } from '../store.ts';

export function evaluationDatasetConformance(store: () => Store): void {
  let clock = 1_000;
  let ids = 0;
  const datasets = () => store().evaluationDatasets;
  const create = (
    name: string,
    experimentIds: readonly string[] = [],
    tags: Readonly<Record<string, string>> = {},
  ) =>
    datasets().create({
      datasetId: `d-${name}`,
      name,
      tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
      experimentIds,
      createdBy: tags['mlflow.user'] ?? null,
      digest: 'first',
      now: ++clock,
    });
  const draft = (inputs: string, over: Partial<RecordDraft> = {}): RecordDraft => ({
    inputHash: `hash of ${inputs}`,
    inputs,
    outputs: null,
    expectations: null,
    tags: null,
    source: null,
    by: null,
    ...over,
  });
  const upsert = (datasetId: string, drafts: readonly RecordDraft[], over: Partial<UpsertRequest> = {}) =>
    datasets().upsertRecords(datasetId, {
      drafts,
      recordId: () => `dr-${++ids}`,
      merge: (older, newer) => `${older}+${newer}`,
      describe: (_before, count) => ({
        schema: '{}',
        profile: `{"n":${count}}`,
        digest: `after ${count}`,
        by: null,
      }),
      now: ++clock,
      ...over,
    });
  const search = async (over: Partial<EvaluationDatasetSearch>): Promise<string[]> => {
    const { items } = await datasets().search({
      experimentIds: null,
      filter: null,
      orderBy: [],
      view: 'active',
      limit: 100,
      after: null,
      ...over,
    });
    return items.map((each) => each.name);
  };
  const experiment = async (name: string): Promise<string> =>
    (await store().experiments.create({ name, artifactLocationOf: (id) => `root/${id}`, tags: [], now: 1 }))
      .experimentId;

  test('a new dataset is read as it was made', async () => {
    const made = await create('plain', ['0'], { 'mlflow.user': 'ada', z: '1', a: '2' });
    expect(made).toMatchObject({ schema: null, profile: null, createdBy: 'ada', experimentIds: ['0'] });
    expect(made.tags.map((tag) => tag.key)).toEqual(['mlflow.user', 'z', 'a']);
    expect(await datasets().get('d-plain')).toEqual(made);
    await expect(create('lost', ['999999'])).rejects.toMatchObject({ code: 'experiment/not-found' });
    expect(await datasets().get('d-lost')).toBeUndefined();
  });

  test('records with the same inputs become one, and what is told twice is merged', async () => {
    await create('merged');
    const first = await upsert('d-merged', [
      draft('{"q":1}', {
        expectations: 'e1',
        tags: 't1',
        by: 'ada',
        source: { sourceType: 'TRACE', sourceId: 'tr1', sourceData: '{}' },
      }),
      draft('{"q":2}'),
      draft('{"q":1}', {
        expectations: 'e2',
        outputs: 'o2',
        by: 'bob',
        source: { sourceType: 'HUMAN', sourceId: null, sourceData: '{}' },
      }),
    ]);
    expect(first).toEqual({ inserted: 2, updated: 1 });
    const { items } = await datasets().records('d-merged', { limit: 10, after: null });
    expect(items).toMatchObject([
      {
        inputs: '{"q":1}',
        outputs: 'o2',
        expectations: 'e1+e2',
        tags: 't1',
        createdBy: 'ada',
        lastUpdatedBy: 'bob',
        source: { sourceType: 'TRACE', sourceId: 'tr1' },
      },
      { inputs: '{"q":2}', outputs: null, expectations: null, tags: null, source: null },
    ]);
    expect(await datasets().get('d-merged')).toMatchObject({ profile: '{"n":2}', digest: 'after 2' });
    await expect(upsert('d-none', [draft('{}')])).rejects.toMatchObject({ code: 'dataset/not-found' });
  });

  test('records are paged in the order they came, and deleted by id', async () => {
    await create('paged');
    await upsert(
      'd-paged',
      Array.from({ length: 5 }, (_, i) => draft(`{"i":${i}}`)),
    );
    const first = await datasets().records('d-paged', { limit: 2, after: null });
    const rest = await datasets().records('d-paged', { limit: 10, after: first.next });
    expect([...first.items, ...rest.items].map((each) => each.inputs)).toEqual(
      Array.from({ length: 5 }, (_, i) => `{"i":${i}}`),
    );
    expect(rest.next).toBeNull();
    const gone = first.items.map((each) => each.recordId);
    const describe: UpsertRequest['describe'] = (_before, count) => ({
      schema: null,
      profile: null,
      digest: `left ${count}`,
      by: null,
    });
    expect(await datasets().deleteRecords('d-paged', [...gone, 'dr-none'], describe, ++clock)).toBe(2);
    expect((await datasets().get('d-paged'))?.digest).toBe('left 3');
    expect((await datasets().records('d-none', { limit: 10, after: null })).items).toEqual([]);
  });

  test('tags are set and removed', async () => {
    await create('tagged', [], { a: '1' });
    await datasets().setTags('d-tagged', [
      { key: 'b', value: '2' },
      { key: 'a', value: '3' },
    ]);
    await datasets().deleteTag('d-tagged', 'b');
    await datasets().deleteTag('d-none', 'b');
    expect((await datasets().get('d-tagged'))?.tags).toEqual([{ key: 'a', value: '3' }]);
    await expect(datasets().setTags('d-none', [])).rejects.toMatchObject({ code: 'dataset/not-found' });
  });

  test('experiments are added and removed, each once', async () => {
    const one = await experiment('ds-one');
    const two = await experiment('ds-two');
    await create('shared', [one]);
    expect((await datasets().addExperiments('d-shared', [one, two], ++clock)).experimentIds).toEqual([
      one,
      two,
    ]);
    expect((await datasets().removeExperiments('d-shared', [one, '999999'], ++clock)).experimentIds).toEqual([
      two,
    ]);
    await expect(datasets().addExperiments('d-shared', ['999999'], ++clock)).rejects.toMatchObject({
      code: 'experiment/not-found',
    });
    await expect(datasets().addExperiments('d-none', [], ++clock)).rejects.toMatchObject({
      code: 'dataset/not-found',
    });
    expect(await search({ experimentIds: [two] })).toEqual(['shared']);
    expect(await search({ experimentIds: [one] })).toEqual([]);
  });

  test('datasets are found by name, tag and who made them, newest first', async () => {
    const where = await experiment('ds-search');
    await create('s-a', [where], { team: 'ml' });
    await create('s-b', [where], { team: 'data', 'mlflow.user': 'ada' });
    await create('s-c', [where]);
    const experimentIds = [where];
    expect(await search({ experimentIds })).toEqual(['s-c', 's-b', 's-a']);
    expect(
      await search({
        experimentIds,
        filter: { kind: 'compare', field: { entity: 'tag', key: 'team' }, op: '!=', value: 'ml' },
      }),
    ).toEqual(['s-b']);
    expect(
      await search({
        experimentIds,
        filter: { kind: 'compare', field: { entity: 'attribute', key: 'created_by' }, op: '=', value: 'ada' },
      }),
    ).toEqual(['s-b']);
    const orderBy = [{ field: { entity: 'attribute', key: 'name' }, descending: false }] as const;
    expect(await search({ experimentIds, orderBy })).toEqual(['s-a', 's-b', 's-c']);
    const first = await datasets().search({
      experimentIds,
      filter: null,
      orderBy,
      view: 'active',
      limit: 1,
      after: null,
    });
    expect(await search({ experimentIds, orderBy, after: first.next })).toEqual(['s-b', 's-c']);
  });

  test('a deleted dataset takes its records along; deleting again changes nothing', async () => {
    await create('deleted');
    await upsert('d-deleted', [draft('{}')]);
    await datasets().delete('d-deleted');
    await datasets().delete('d-deleted');
    expect(await datasets().get('d-deleted')).toBeUndefined();
    expect((await datasets().records('d-deleted', { limit: 10, after: null })).items).toEqual([]);
  });
}
