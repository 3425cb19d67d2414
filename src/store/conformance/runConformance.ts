// What every engine must answer about runs; their search has a suite of its own.
import { expect, test } from 'vitest';
import type { DatasetInput } from '../../model/run.ts';
import type { Store } from '../store.ts';
import { batch, newRun, point } from './newRun.ts';

const dataset: DatasetInput = {
  name: 'wine',
  digest: 'abc123',
  sourceType: 'local',
  source: '{"uri":"wine.csv"}',
  schema: null,
  profile: '{"rows":10}',
  tags: [{ key: 'mlflow.data.context', value: 'train' }],
};

export function runConformance(store: () => Store): void {
  test('a run is read back as it was made', async () => {
    const made = await store().runs.create(
      newRun('made', {
        tags: [
          { key: 'b', value: '2' },
          { key: 'a', value: '' },
        ],
      }),
    );
    expect(await store().runs.get('made')).toEqual(made);
    expect(made.tags).toEqual([
      { key: 'a', value: '' },
      { key: 'b', value: '2' },
    ]);
    expect(made.info).toMatchObject({
      status: 'RUNNING',
      endTime: null,
      startTime: 1_000,
      lifecycleStage: 'active',
    });
  });

  test('a run id is given once', async () => {
    await store().runs.create(newRun('once'));
    await expect(store().runs.create(newRun('once'))).rejects.toMatchObject({ code: 'run/exists' });
  });

  test('times beyond 2^53 come back exactly', async () => {
    const startTime = 2n ** 62n + 1n;
    await store().runs.create(newRun('long ago', { startTime }));
    await store().runs.update('long ago', { endTime: startTime });
    expect(await store().runs.info('long ago')).toMatchObject({ startTime, endTime: startTime });
  });

  test('a batch adds points, params and tags together', async () => {
    await store().runs.create(newRun('batched'));
    await store().runs.append(
      'batched',
      batch({
        points: [point('loss', 0.5, 1), point('loss', 0.25, 2), point('acc', 0.9, 1)],
        params: [{ key: 'lr', value: '0.1' }],
        tags: [
          { key: 't', value: 'first' },
          { key: 't', value: 'last' },
        ],
        name: 'renamed',
      }),
    );
    expect(await store().runs.get('batched')).toMatchObject({
      info: { name: 'renamed' },
      params: [{ key: 'lr', value: '0.1' }],
      metrics: [point('acc', 0.9, 1), point('loss', 0.25, 2)],
      tags: [{ key: 't', value: 'last' }],
    });
  });

  test('a batch that changes a param is refused whole', async () => {
    await store().runs.create(newRun('refused'));
    await store().runs.append('refused', batch({ params: [{ key: 'lr', value: '0.1' }] }));
    const change = store().runs.append(
      'refused',
      batch({
        points: [point('loss', 1)],
        params: [
          { key: 'new', value: '1' },
          { key: 'lr', value: '0.2' },
        ],
        tags: [{ key: 't', value: '1' }],
        name: 'other',
      }),
    );
    await expect(change).rejects.toMatchObject({
      code: 'run/param-changed',
      details: { changed: [{ key: 'lr', oldValue: '0.1', newValue: '0.2' }] },
    });
    expect(await store().runs.get('refused')).toMatchObject({
      info: { name: 'name of refused' },
      params: [{ key: 'lr', value: '0.1' }],
      metrics: [],
      tags: [],
    });
  });

  test('the same param value again is nothing new', async () => {
    await store().runs.create(newRun('again'));
    await store().runs.append('again', batch({ params: [{ key: 'p', value: 'x' }] }));
    await store().runs.append('again', batch({ params: [{ key: 'p', value: 'x' }] }));
    expect((await store().runs.get('again'))?.params).toEqual([{ key: 'p', value: 'x' }]);
  });

  test('a refused batch does not disturb those that arrive with it', async () => {
    await store().runs.create(newRun('neighbour'));
    const outcomes = await Promise.allSettled([
      store().runs.append('neighbour', batch({ params: [{ key: 'a', value: '1' }] })),
      store().runs.append('nobody', batch({ params: [{ key: 'a', value: '1' }] })),
      store().runs.append('neighbour', batch({ params: [{ key: 'a', value: '2' }] })),
      store().runs.append('neighbour', batch({ params: [{ key: 'b', value: '3' }] })),
    ]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    expect((await store().runs.get('neighbour'))?.params).toEqual([
      { key: 'a', value: '1' },
      { key: 'b', value: '3' },
    ]);
  });

  test('a deleted run is found and refuses writes; restored it takes them again', async () => {
    await store().runs.create(newRun('deleted'));
    await store().runs.setLifecycle('deleted', 'deleted', 2_000);
    expect((await store().runs.get('deleted'))?.info.lifecycleStage).toBe('deleted');
    await expect(store().runs.append('deleted', batch({ points: [point('m', 1)] }))).rejects.toMatchObject({
      code: 'run/not-active',
    });
    await store().runs.setLifecycle('deleted', 'active', 3_000);
    await store().runs.append('deleted', batch({ points: [point('m', 1)] }));
  });

  test('a finished run still takes points', async () => {
    await store().runs.create(newRun('finished'));
    await store().runs.update('finished', { status: 'FINISHED', endTime: 5_000 });
    await store().runs.append('finished', batch({ points: [point('late', 1, 7)] }));
    expect(await store().runs.get('finished')).toMatchObject({
      info: { status: 'FINISHED', endTime: 5_000 },
      metrics: [point('late', 1, 7)],
    });
  });

  test('what is absent in a change stays', async () => {
    await store().runs.create(newRun('partly'));
    const changed = await store().runs.update('partly', { name: 'new', tags: [{ key: 'k', value: 'v' }] });
    expect(changed).toMatchObject({ name: 'new', status: 'RUNNING', endTime: null });
  });

  test('inputs and outputs are recorded once', async () => {
    await store().runs.create(newRun('inputs'));
    await store().runs.addInputs('inputs', [dataset, dataset], ['m-1']);
    await store().runs.addInputs('inputs', [dataset], ['m-1', 'm-2']);
    await store().runs.addOutputs('inputs', [{ modelId: 'm-3', step: 4 }]);
    expect(await store().runs.get('inputs')).toMatchObject({
      datasetInputs: [dataset],
      modelInputs: ['m-1', 'm-2'],
      modelOutputs: [{ modelId: 'm-3', step: 4 }],
    });
    expect(await store().runs.datasetSummaries(['0'], 10)).toEqual([
      { experimentId: '0', name: 'wine', digest: 'abc123', context: 'train' },
    ]);
  });

  test('unknown runs are refused everywhere', async () => {
    const refused = { code: 'run/not-found' };
    expect(await store().runs.get('nobody')).toBeUndefined();
    await expect(store().runs.update('nobody', {})).rejects.toMatchObject(refused);
    await expect(store().runs.setLifecycle('nobody', 'deleted', 1)).rejects.toMatchObject(refused);
    await expect(store().runs.addInputs('nobody', [dataset], [])).rejects.toMatchObject(refused);
    await expect(store().runs.deleteTag('nobody', 'k')).rejects.toMatchObject(refused);
  });

  test('a tag is deleted once', async () => {
    await store().runs.create(newRun('tagged', { tags: [{ key: 'k', value: 'v' }] }));
    await store().runs.deleteTag('tagged', 'k');
    await expect(store().runs.deleteTag('tagged', 'k')).rejects.toMatchObject({ code: 'run/tag-not-found' });
  });
}
