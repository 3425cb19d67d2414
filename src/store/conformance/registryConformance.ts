// What every engine must answer about registered models, versions, stages and aliases.
import { expect, test } from 'vitest';
import type { Filter } from '../../model/filter.ts';
import type { ModelVersion } from '../../model/registeredModel.ts';
import type { Act, NewModelVersion } from '../registryStore.ts';
import type { Store } from '../store.ts';

const everything = { filter: null, orderBy: [], view: 'active', limit: 100, after: null } as const;

export function registryConformance(store: () => Store): void {
  let clock = 1_000;
  const act = (by: string | null = null): Act => ({ now: ++clock, by });
  const registry = () => store().registry;
  const model = (name: string, tags: Readonly<Record<string, string>> = {}) =>
    registry().createModel({ name, description: null, tags: pairs(tags) }, act());
  const version = (name: string, over: Partial<NewModelVersion> = {}) =>
    registry().createVersion(
      {
        name,
        source: 's3://b/m',
        downloadUri: 's3://b/m',
        runId: null,
        runLink: null,
        description: null,
        tags: [],
        loggedModel: null,
        ...over,
      },
      act(),
    );
  const named = (name: string): Filter => ({
    kind: 'compare',
    field: { entity: 'attribute', key: 'name' },
    op: '=',
    value: name,
  });

  test('a new model is read as it was made', async () => {
    const made = await model('plain', { b: '2', a: '1' });
    expect(made).toMatchObject({ name: 'plain', description: null, aliases: [], latestVersions: [] });
    expect(made.tags).toEqual(pairs({ a: '1', b: '2' }));
    expect(await registry().model('plain')).toEqual(made);
    expect(await registry().model('Plain')).toBeUndefined();
  });

  test('a name is taken once, and free again after deletion', async () => {
    await model('unique');
    await expect(model('unique')).rejects.toMatchObject({ code: 'registry/model-exists' });
    await version('unique');
    await registry().deleteModel('unique', act());
    expect(await registry().version('unique', 1)).toBeUndefined();
    await model('unique');
    expect((await version('unique')).version).toBe(1);
  });

  test('what is not there is refused by name', async () => {
    const missing = { code: 'registry/model-not-found' };
    await expect(registry().renameModel('nobody', 'x', act())).rejects.toMatchObject(missing);
    await expect(registry().describeModel('nobody', 'x', 1)).rejects.toMatchObject(missing);
    await expect(registry().deleteModel('nobody', act())).rejects.toMatchObject(missing);
    await expect(registry().setModelTag('nobody', { key: 'a', value: 'b' })).rejects.toMatchObject(missing);
    await expect(registry().deleteModelTag('nobody', 'a')).rejects.toMatchObject(missing);
    await expect(version('nobody')).rejects.toMatchObject(missing);
    await expect(registry().versionByAlias('nobody', 'a')).rejects.toMatchObject(missing);
    await expect(registry().setAlias('nobody', 'a', 1, act())).rejects.toMatchObject({
      code: 'registry/version-not-found',
    });
  });

  test('renaming keeps versions, aliases, tags and history', async () => {
    await model('before', { k: 'v' });
    await version('before');
    await registry().setAlias('before', 'champion', 1, act());
    const renamed = await registry().renameModel('before', 'after', act());
    expect(renamed).toMatchObject({
      name: 'after',
      tags: pairs({ k: 'v' }),
      aliases: [{ alias: 'champion', version: 1 }],
    });
    expect(renamed.latestVersions.map((each) => each.name)).toEqual(['after']);
    expect(await registry().model('before')).toBeUndefined();
    const { items } = await registry().history('after', everything);
    expect(items.map((event) => event.kind)).toEqual([
      'model-renamed',
      'alias-moved',
      'version-created',
      'model-created',
    ]);
    await model('before');
    await expect(registry().renameModel('after', 'before', act())).rejects.toMatchObject({
      code: 'registry/model-exists',
    });
  });

  test('version numbers count up and are never given twice', async () => {
    await model('counted');
    await version('counted');
    await version('counted');
    await registry().deleteVersion('counted', 2, act());
    expect((await version('counted')).version).toBe(3);
    expect(await registry().version('counted', 2)).toBeUndefined();
    await expect(registry().deleteVersion('counted', 2, act())).rejects.toMatchObject({
      code: 'registry/version-not-found',
    });
  });

  test('versions asked for together get different numbers', async () => {
    await model('raced');
    const made = await Promise.all([version('raced'), version('raced'), version('raced')]);
    expect(made.map((each) => each.version).sort()).toEqual([1, 2, 3]);
  });

  test('an alias points to one version and goes with it', async () => {
    await model('aliased');
    await version('aliased');
    await version('aliased');
    await registry().setAlias('aliased', 'champion', 1, act('ada'));
    await registry().setAlias('aliased', 'champion', 2, act('bob'));
    expect((await registry().versionByAlias('aliased', 'champion'))?.version).toBe(2);
    expect((await registry().version('aliased', 1))?.aliases).toEqual([]);
    await registry().deleteVersion('aliased', 2, act());
    expect(await registry().versionByAlias('aliased', 'champion')).toBeUndefined();
    await registry().deleteAlias('aliased', 'champion', act());
  });

  test('every move of an alias or a stage says when, who, from where and to where', async () => {
    await model('audited');
    await version('audited');
    await version('audited');
    await registry().setAlias('audited', 'champion', 1, { now: 11, by: 'ada' });
    await registry().setAlias('audited', 'champion', 2, { now: 12, by: 'bob' });
    await registry().setStage('audited', 1, 'Production', false, { now: 13, by: 'ada' });
    await registry().setStage('audited', 2, 'Production', true, { now: 14, by: null });
    await registry().deleteAlias('audited', 'champion', { now: 15, by: 'eve' });
    const { items } = await registry().history('audited', { limit: 6, after: null });
    expect(
      items.map(({ at, version: number, kind, alias, from, to, by }) => [
        at,
        number,
        kind,
        alias,
        from,
        to,
        by,
      ]),
    ).toEqual([
      [15, 2, 'alias-removed', 'champion', '2', null, 'eve'],
      [14, 2, 'stage-moved', null, 'None', 'Production', null],
      [14, 1, 'stage-moved', null, 'Production', 'Archived', null],
      [13, 1, 'stage-moved', null, 'None', 'Production', 'ada'],
      [12, 2, 'alias-moved', 'champion', '1', '2', 'bob'],
      [11, 1, 'alias-moved', 'champion', null, '1', 'ada'],
    ]);
  });

  test('history survives the deletion of the model', async () => {
    await model('gone');
    await registry().deleteModel('gone', act('eve'));
    const { items } = await registry().history('gone', everything);
    expect(items[0]).toMatchObject({ kind: 'model-deleted', by: 'eve' });
  });

  test('the latest version is known for each stage', async () => {
    await model('staged');
    for (const stage of ['Archived', 'Production', 'Production', 'None'] as const) {
      const made = await version('staged');
      await registry().setStage('staged', made.version, stage, false, act());
    }
    const latest = (await registry().model('staged'))?.latestVersions ?? [];
    expect(latest.map((each) => [each.version, each.stage])).toEqual([
      [1, 'Archived'],
      [3, 'Production'],
      [4, 'None'],
    ]);
    expect((await registry().newestVersion('staged'))?.version).toBe(4);
  });

  test('archiving moves the other versions of the stage and only those', async () => {
    await model('archived');
    for (let i = 0; i < 3; i += 1) await version('archived');
    await registry().setStage('archived', 1, 'Production', false, act());
    await registry().setStage('archived', 2, 'Staging', false, act());
    await registry().setStage('archived', 3, 'Production', true, act());
    const stages = await Promise.all([1, 2, 3].map((number) => registry().version('archived', number)));
    expect(stages.map((each) => each?.stage)).toEqual(['Archived', 'Staging', 'Production']);
  });

  test('tags are set, replaced and removed, on models and on versions', async () => {
    await model('tagged');
    await version('tagged', { tags: pairs({ a: '1' }) });
    await registry().setModelTag('tagged', { key: 'k', value: '' });
    await registry().setVersionTag('tagged', 1, { key: 'a', value: '2' });
    await registry().setVersionTag('tagged', 1, { key: 'b', value: '3' });
    await registry().deleteVersionTag('tagged', 1, 'b');
    await registry().deleteVersionTag('tagged', 1, 'never there');
    expect((await registry().model('tagged'))?.tags).toEqual(pairs({ k: '' }));
    expect((await registry().version('tagged', 1))?.tags).toEqual(pairs({ a: '2' }));
    await registry().deleteModelTag('tagged', 'k');
    expect((await registry().model('tagged'))?.tags).toEqual([]);
  });

  test('a version made of a logged model writes the tag of that model, or nothing at all', async () => {
    await model('registered');
    await store().loggedModels.create({
      modelId: 'm-registered',
      experimentId: '0',
      name: 'lm',
      modelType: '',
      sourceRunId: '',
      artifactUriOf: (root) => `${root}/models/m-registered/artifacts`,
      params: [],
      tags: [],
      now: 1,
    });
    const loggedModel = (modelId: string) => ({
      modelId,
      tagKey: 'versions',
      tagValue: (current: string | undefined, number: number) => `${current ?? ''}[${number}]`,
    });
    await version('registered', { loggedModel: loggedModel('m-registered') });
    await version('registered', { loggedModel: loggedModel('m-registered') });
    expect((await store().loggedModels.get('m-registered'))?.tags).toEqual(pairs({ versions: '[1][2]' }));
    await expect(version('registered', { loggedModel: loggedModel('m-none') })).rejects.toMatchObject({
      code: 'logged-model/not-found',
    });
    expect((await registry().newestVersion('registered'))?.version).toBe(2);
  });

  test('models are paged by name without gaps or repeats while others are added', async () => {
    for (const name of ['page-b', 'page-d', 'page-f']) await model(name);
    const filter: Filter = {
      kind: 'compare',
      field: { entity: 'attribute', key: 'name' },
      op: 'like',
      value: 'page-%',
    };
    const first = await registry().searchModels({ ...everything, filter, limit: 2 });
    expect(first.items.map((each) => each.name)).toEqual(['page-b', 'page-d']);
    await model('page-a');
    await model('page-e');
    const second = await registry().searchModels({ ...everything, filter, limit: 2, after: first.next });
    expect(second.items.map((each) => each.name)).toEqual(['page-e', 'page-f']);
    expect(second.next).toBeNull();
    await expect(
      registry().searchModels({ ...everything, limit: 2, after: first.next }),
    ).rejects.toMatchObject({
      code: 'request/bad-page-token',
    });
    await expect(registry().searchModels({ ...everything, after: 'evilhax' })).rejects.toMatchObject({
      code: 'request/bad-page-token',
    });
  });

  test('versions are found by what is recorded, newest change first', async () => {
    await model('found');
    await version('found', { runId: 'run-1', source: 'A/B', tags: pairs({ t: 'abc' }) });
    await version('found', { runId: 'run-2', source: 'A/C', tags: pairs({ t: 'ABD' }) });
    await version('found', { source: 'A/C' });
    await registry().describeVersion('found', 1, 'touched', ++clock);
    const search = async (filter: Filter): Promise<readonly number[]> => {
      const both: Filter = { kind: 'and', terms: [named('found'), filter] };
      const { items } = await registry().searchVersions({ ...everything, filter: both });
      return items.map((each: ModelVersion) => each.version);
    };
    const attribute = (
      key: string,
      op: '=' | '!=' | '<=' | 'in',
      value: string | number | string[],
    ): Filter => ({
      kind: 'compare',
      field: { entity: 'attribute', key },
      op,
      value,
    });
    const tag = (op: 'like' | 'ilike' | '!=' | 'is null', value: string | null): Filter => ({
      kind: 'compare',
      field: { entity: 'tag', key: 't' },
      op,
      value,
    });
    expect(await search(named('found'))).toEqual([1, 3, 2]);
    expect(await search(attribute('version_number', '<=', 2))).toEqual([1, 2]);
    expect(await search(attribute('run_id', 'in', ['run-2', 'run-9']))).toEqual([2]);
    expect(await search(attribute('run_id', '!=', 'run-1'))).toEqual([2]);
    expect(await search({ kind: 'not', term: attribute('run_id', '=', 'run-1') })).toEqual([3, 2]);
    expect(await search(attribute('source_path', '=', 'A/C'))).toEqual([3, 2]);
    expect(await search(tag('like', 'ab%'))).toEqual([1]);
    expect(await search(tag('ilike', 'ab%'))).toEqual([1, 2]);
    expect(await search(tag('!=', 'abc'))).toEqual([2]);
    expect(await search(tag('is null', null))).toEqual([3]);
  });

  test('a failed write leaves nothing behind', async () => {
    await model('whole');
    await expect(
      version('whole', {
        tags: pairs({ a: 'b' }),
        loggedModel: { modelId: 'm-none', tagKey: 'k', tagValue: () => 'v' },
      }),
    ).rejects.toMatchObject({ code: 'logged-model/not-found' });
    expect((await registry().history('whole', everything)).items.map((event) => event.kind)).toEqual([
      'model-created',
    ]);
    expect((await version('whole')).version).toBe(1);
  });
}

function pairs(values: Readonly<Record<string, string>>): { key: string; value: string }[] {
  return Object.entries(values).map(([key, value]) => ({ key, value }));
}
