// What every engine must answer about logged models and the points measured on them.
import { expect, test } from 'vitest';
import type { Comparison, Filter } from '../../model/filter.ts';
import type { ModelMetricPoint } from '../../model/run.ts';
import type { LoggedModelOrder, LoggedModelSearch, NewLoggedModel } from '../loggedModelStore.ts';
import type { Store } from '../store.ts';
import { batch, newRun, point } from './newRun.ts';

export function loggedModelConformance(store: () => Store): void {
  let clock = 1_000;
  const models = () => store().loggedModels;
  const create = (modelId: string, over: Partial<NewLoggedModel> = {}) =>
    models().create({
      modelId,
      experimentId: '0',
      name: `name of ${modelId}`,
      modelType: '',
      sourceRunId: '',
      artifactUriOf: (root) => `${root}/models/${modelId}/artifacts`,
      params: [],
      tags: [],
      now: ++clock,
      ...over,
    });
  const experiment = async (name: string): Promise<string> =>
    (await store().experiments.create({ name, artifactLocationOf: (id) => `root/${id}`, tags: [], now: 1 }))
      .experimentId;
  const measured = (
    modelId: string,
    key: string,
    value: number,
    over: Partial<ModelMetricPoint> = {},
  ): ModelMetricPoint => ({ ...point(key, value), modelId, datasetName: null, datasetDigest: null, ...over });
  const search = async (experimentId: string, over: Partial<LoggedModelSearch> = {}): Promise<string[]> => {
    const { items } = await models().search({
      experimentIds: [experimentId],
      filter: null,
      datasets: [],
      orderBy: [],
      limit: 100,
      after: null,
      ...over,
    });
    return items.map((each) => each.modelId);
  };
  const metric = (op: Comparison['op'], value: number | null): Filter => ({
    kind: 'compare',
    field: { entity: 'metric', key: 'acc' },
    op,
    value,
  });

  test('a new logged model is pending and lives beside the runs of its experiment', async () => {
    const experimentId = await experiment('lm-new');
    const made = await create('m-new', {
      experimentId,
      modelType: 'LLM',
      sourceRunId: 'any',
      params: [{ key: 'p', value: '1' }],
      tags: [{ key: 't', value: '2' }],
    });
    expect(made).toMatchObject({
      status: 'PENDING',
      modelType: 'LLM',
      artifactUri: `root/${experimentId}/models/m-new/artifacts`,
      params: [{ key: 'p', value: '1' }],
      tags: [{ key: 't', value: '2' }],
      metrics: [],
    });
    expect(await models().get('m-new')).toEqual(made);
  });

  test('a deleted or unknown experiment takes no logged models', async () => {
    const experimentId = await experiment('lm-frozen');
    await store().experiments.setLifecycle(experimentId, 'deleted', 2);
    await expect(create('m-late', { experimentId })).rejects.toMatchObject({ code: 'experiment/not-active' });
    await expect(create('m-lost', { experimentId: '999999' })).rejects.toMatchObject({
      code: 'experiment/not-found',
    });
    expect(await models().get('m-late')).toBeUndefined();
  });

  test('the status moves, and the update time with it', async () => {
    const made = await create('m-status');
    const ready = await models().setStatus('m-status', 'READY', made.creationTime + 5);
    expect(ready).toMatchObject({ status: 'READY', lastUpdateTime: made.creationTime + 5 });
    await expect(models().setStatus('m-none', 'READY', 1)).rejects.toMatchObject({
      code: 'logged-model/not-found',
    });
  });

  test('params never change; the same again is nothing new', async () => {
    await create('m-params', { params: [{ key: 'a', value: '1' }] });
    await models().addParams('m-params', [
      { key: 'a', value: '1' },
      { key: 'b', value: '2' },
    ]);
    await expect(
      models().addParams('m-params', [
        { key: 'c', value: '3' },
        { key: 'a', value: 'other' },
      ]),
    ).rejects.toMatchObject({ code: 'logged-model/param-changed' });
    expect((await models().get('m-params'))?.params.map((each) => each.key)).toEqual(['a', 'b']);
  });

  test('tags are set, replaced and removed', async () => {
    await create('m-tags', { tags: [{ key: 'a', value: '1' }] });
    await models().setTags('m-tags', [
      { key: 'a', value: '2' },
      { key: 'b', value: '' },
    ]);
    await models().deleteTag('m-tags', 'b');
    expect((await models().get('m-tags'))?.tags).toEqual([{ key: 'a', value: '2' }]);
    await expect(models().deleteTag('m-tags', 'b')).rejects.toMatchObject({
      code: 'logged-model/tag-not-found',
    });
    await expect(models().setTags('m-none', [])).rejects.toMatchObject({ code: 'logged-model/not-found' });
  });

  test('a deleted model is not found, and late writes to it do not bring it back', async () => {
    await create('m-deleted');
    await models().delete('m-deleted', 5);
    await models().delete('m-deleted', 6);
    await models().setTags('m-deleted', [{ key: 'a', value: 'b' }]);
    expect(await models().get('m-deleted')).toBeUndefined();
    expect(await search('0', { filter: null })).not.toContain('m-deleted');
    await expect(models().delete('m-none', 1)).rejects.toMatchObject({ code: 'logged-model/not-found' });
  });

  test('a point measured on a model is in its run and in the model, once', async () => {
    await create('m-measured');
    await store().runs.create(newRun('lm-run'));
    const points = [
      measured('m-measured', 'acc', 0.5, { datasetName: 'd', datasetDigest: 'x', step: 1 }),
      measured('m-measured', 'acc', NaN, { step: 2n ** 60n }),
    ];
    await store().runs.append('lm-run', batch({ modelPoints: points }));
    await store().runs.append('lm-run', batch({ modelPoints: points }));
    const metrics = (await models().get('m-measured'))?.metrics ?? [];
    expect(
      metrics.map(({ key, value, step, runId, datasetName }) => [key, value, step, runId, datasetName]),
    ).toEqual([
      ['acc', 0.5, 1, 'lm-run', 'd'],
      ['acc', NaN, 2n ** 60n, 'lm-run', null],
    ]);
    expect((await store().runs.get('lm-run'))?.metrics.map((each) => each.key)).toEqual(['acc']);
  });

  test('a batch that names an unknown model is refused whole', async () => {
    await store().runs.create(newRun('lm-refused'));
    await expect(
      store().runs.append(
        'lm-refused',
        batch({ params: [{ key: 'p', value: '1' }], modelPoints: [measured('m-none', 'acc', 1)] }),
      ),
    ).rejects.toMatchObject({ code: 'logged-model/not-found' });
    expect(await store().runs.get('lm-refused')).toMatchObject({ params: [], metrics: [] });
  });

  test('models are found and sorted by what was measured on which dataset', async () => {
    const experimentId = await experiment('lm-search');
    await store().runs.create(newRun('lm-search-run', { experimentId }));
    for (const id of ['m-s1', 'm-s2', 'm-s3', 'm-s4']) await create(id, { experimentId });
    const one = { datasetName: 'one', datasetDigest: 'o' };
    const two = { datasetName: 'two', datasetDigest: 't' };
    await store().runs.append(
      'lm-search-run',
      batch({
        modelPoints: [
          measured('m-s1', 'acc', 0.9, one),
          measured('m-s1', 'acc', 0.8, { ...two, step: 1 }),
          measured('m-s2', 'acc', 0.7, one),
          measured('m-s2', 'acc', 0.95, { ...two, step: 1 }),
          measured('m-s3', 'acc', NaN),
        ],
      }),
    );
    expect(await search(experimentId)).toEqual(['m-s4', 'm-s3', 'm-s2', 'm-s1']);
    expect(await search(experimentId, { filter: metric('>', 0.85) })).toEqual(['m-s2', 'm-s1']);
    expect(await search(experimentId, { filter: metric('!=', 0.5) })).toEqual(['m-s3', 'm-s2', 'm-s1']);
    expect(await search(experimentId, { filter: metric('is null', null) })).toEqual(['m-s4']);
    expect(await search(experimentId, { datasets: [{ name: 'one', digest: null }] })).toEqual([
      'm-s2',
      'm-s1',
    ]);
    expect(await search(experimentId, { datasets: [{ name: 'one', digest: 'other' }] })).toEqual([]);
    expect(
      await search(experimentId, { filter: metric('>', 0.85), datasets: [{ name: 'two', digest: 't' }] }),
    ).toEqual(['m-s2']);
    const by = (descending: boolean, name: string | null): LoggedModelOrder[] => [
      { entity: 'metric', key: 'acc', descending, measuredOn: name === null ? null : { name, digest: null } },
    ];
    expect(await search(experimentId, { orderBy: by(false, 'one') })).toEqual([
      'm-s2',
      'm-s1',
      'm-s4',
      'm-s3',
    ]);
    expect(await search(experimentId, { orderBy: by(true, null) })).toEqual(['m-s2', 'm-s1', 'm-s3', 'm-s4']);
  });

  test('pages follow each other in any order, with absent values and NaN last', async () => {
    const experimentId = await experiment('lm-pages');
    await store().runs.create(newRun('lm-pages-run', { experimentId }));
    const ids = Array.from({ length: 9 }, (_, i) => `m-p${i}`);
    for (const id of ids) await create(id, { experimentId, now: 7 });
    await store().runs.append(
      'lm-pages-run',
      batch({
        modelPoints: ids
          .slice(0, 6)
          .map((id, i) => measured(id, 'acc', i === 5 ? NaN : i === 4 ? Infinity : i % 2)),
      }),
    );
    for (const descending of [true, false]) {
      const orderBy: LoggedModelOrder[] = [{ entity: 'metric', key: 'acc', descending, measuredOn: null }];
      const whole = await search(experimentId, { orderBy });
      const paged: string[] = [];
      let after: string | null = null;
      do {
        const page = await models().search({
          experimentIds: [experimentId],
          filter: null,
          datasets: [],
          orderBy,
          limit: 2,
          after,
        });
        paged.push(...page.items.map((each) => each.modelId));
        after = page.next;
      } while (after !== null);
      expect(paged).toEqual(whole);
      expect(whole.slice(5)).toEqual(['m-p5', 'm-p6', 'm-p7', 'm-p8']);
      expect(whole.indexOf('m-p4')).toBe(descending ? 0 : 4);
    }
  });
}
