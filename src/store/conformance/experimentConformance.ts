// What every engine must answer about experiments.
import { expect, test } from 'vitest';
import type { Store } from '../store.ts';
import { newRun } from './newRun.ts';

const everything = { filter: null, orderBy: [], view: 'active', limit: 100, after: null } as const;

export function experimentConformance(store: () => Store): void {
  const create = (name: string, now = 1_000) =>
    store().experiments.create({
      name,
      artifactLocationOf: (id) => `root/${id}`,
      tags: [{ key: 'team', value: name }],
      now,
    });

  test('the default experiment is there from the start', async () => {
    expect(await store().experiments.get('0')).toMatchObject({ name: 'Default', lifecycleStage: 'active' });
  });

  test('a new experiment knows its id in its artifact location', async () => {
    const made = await create('first');
    expect(made.artifactLocation).toBe(`root/${made.experimentId}`);
    expect(await store().experiments.get(made.experimentId)).toEqual(made);
    expect(await store().experiments.byName('first')).toEqual(made);
  });

  test('a name stays taken, also by a deleted experiment', async () => {
    const made = await create('taken');
    await store().experiments.setLifecycle(made.experimentId, 'deleted', 2_000);
    await expect(create('taken')).rejects.toMatchObject({ code: 'experiment/exists' });
  });

  test('of two creations of one name that arrive together exactly one wins', async () => {
    const outcomes = await Promise.allSettled([create('raced'), create('raced')]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('ids that are not numbers are simply unknown', async () => {
    for (const id of ['abc', '', '-1', '1e3', '99999999999999999999', "0' OR 1"]) {
      expect(await store().experiments.get(id)).toBeUndefined();
    }
  });

  test('deleting takes the runs along, restoring brings them back', async () => {
    const { experimentId } = await create('cascade');
    await store().runs.create(newRun('cascade-run', { experimentId }));
    await store().experiments.setLifecycle(experimentId, 'deleted', 2_000);
    expect((await store().runs.info('cascade-run'))?.lifecycleStage).toBe('deleted');
    await expect(store().runs.update('cascade-run', { name: 'x' })).rejects.toMatchObject({
      code: 'run/not-active',
    });
    await expect(store().runs.create(newRun('late', { experimentId }))).rejects.toMatchObject({
      code: 'experiment/not-active',
    });
    await store().experiments.setLifecycle(experimentId, 'active', 3_000);
    expect((await store().runs.update('cascade-run', { name: 'x' })).name).toBe('x');
  });

  test('a deleted experiment refuses changes', async () => {
    const { experimentId } = await create('frozen');
    await store().experiments.setLifecycle(experimentId, 'deleted', 2_000);
    const refused = { code: 'experiment/not-active' };
    await expect(store().experiments.rename(experimentId, 'y', 1)).rejects.toMatchObject(refused);
    await expect(store().experiments.setTag(experimentId, { key: 'a', value: 'b' }, 1)).rejects.toMatchObject(
      refused,
    );
  });

  test('tags are set, replaced and deleted', async () => {
    const { experimentId } = await create('tags');
    await store().experiments.setTag(experimentId, { key: 'team', value: 'new' }, 5);
    expect((await store().experiments.get(experimentId))?.tags).toEqual([{ key: 'team', value: 'new' }]);
    await store().experiments.deleteTag(experimentId, 'team', 6);
    await expect(store().experiments.deleteTag(experimentId, 'team', 7)).rejects.toMatchObject({
      code: 'experiment/tag-not-found',
    });
  });

  test('search pages stay right while experiments are added', async () => {
    for (let i = 0; i < 7; i++) await create(`paged ${i}`, 10_000 + i);
    const filter = {
      kind: 'compare',
      field: { entity: 'attribute', key: 'name' },
      op: 'like',
      value: 'paged %',
    } as const;
    const first = await store().experiments.search({ ...everything, filter, limit: 3 });
    await create('paged newest', 99_999);
    const names = first.items.map((item) => item.name);
    let next = first.next;
    while (next !== null) {
      const page = await store().experiments.search({ ...everything, filter, limit: 3, after: next });
      names.push(...page.items.map((item) => item.name));
      next = page.next;
    }
    expect(names).toEqual([6, 5, 4, 3, 2, 1, 0].map((i) => `paged ${i}`));
  });

  test('a cursor of another question is refused', async () => {
    for (let i = 0; i < 3; i++) await create(`cursor ${i}`);
    const page = await store().experiments.search({ ...everything, limit: 1 });
    await expect(
      store().experiments.search({ ...everything, view: 'all', limit: 1, after: page.next }),
    ).rejects.toMatchObject({ code: 'request/bad-page-token' });
    await expect(store().experiments.search({ ...everything, after: 'nonsense' })).rejects.toMatchObject({
      code: 'request/bad-page-token',
    });
  });
}
