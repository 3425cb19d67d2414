import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestAssay, testAssay } from '../../../server/testAssay.ts';
import { type Called, type Caller, callerOf } from '../testCaller.ts';

let assay: TestAssay;
let call: Caller;
beforeAll(async () => {
  assay = await testAssay();
  call = callerOf(assay);
});
afterAll(() => assay.close());

const promptTags = (text: string) => [
  { key: 'mlflow.prompt.is_prompt', value: 'true' },
  { key: 'mlflow.prompt.text', value: text },
];
const model = (name: string, over: object = {}) =>
  call('POST', 'registered-models/create', { name, ...over });
const version = (name: string, over: object = {}) =>
  call('POST', 'model-versions/create', { name, source: 'mlflow-artifacts:/models', ...over });

test('a registered model is answered as clients read it: what is empty is left out', async () => {
  expect(await model('RM', { tags: [{ key: 'a', value: '1' }], description: 'd' })).toMatchObject({
    status: 200,
    body: {
      registered_model: {
        name: 'RM',
        creation_timestamp: expect.any(Number) as unknown,
        last_updated_timestamp: expect.any(Number) as unknown,
        description: 'd',
        tags: [{ key: 'a', value: '1' }],
      },
    },
  });
  const { body } = await call('GET', 'registered-models/get?name=RM');
  expect(Object.keys((body as { registered_model: object }).registered_model)).toEqual([
    'name',
    'creation_timestamp',
    'last_updated_timestamp',
    'description',
    'tags',
  ]);
  const described = await call('PATCH', 'registered-models/update', { name: 'RM' });
  expect(JSON.stringify(described.body)).not.toContain('description');
});

test.each([
  [{}, "Missing value for required parameter 'name'. See the API docs"],
  [{ name: '' }, "Missing value for required parameter 'name'"],
  [{ name: ' ' }, "Missing value for required parameter 'name'."],
  [{ name: 5 }, "Invalid value 5 for parameter 'name' supplied:  Hint: Value was of type 'int'"],
  [{ name: 'a/b' }, "Invalid model name 'a/b'. Names cannot contain '/' or ':'."],
  [{ name: 'a:b' }, "Invalid model name 'a:b'. Names cannot contain '/' or ':'."],
  [
    { name: 'x', tags: 'y' },
    `Invalid value "y" for parameter 'tags' supplied:  Hint: Value was of type 'str'`,
  ],
  [
    { name: 'x', tags: [{ key: 'a$b', value: '' }] },
    `Invalid value "a$b" for parameter 'key' supplied: Names may only`,
  ],
  [
    { name: 'x', tags: [{ key: 'k', value: 'v'.repeat(100_001) }] },
    "'value' exceeds the maximum length of 100000 characters",
  ],
  [
    { name: 'x', tags: [{ key: 'k'.repeat(251), value: '' }] },
    "'key' exceeds the maximum length of 250 characters",
  ],
])('a registered model is refused: %j', async (body, message) => {
  expect(await call('POST', 'registered-models/create', body)).toEqual(
    refusal(400, 'INVALID_PARAMETER_VALUE', message),
  );
});

test('models and prompts share one set of names, and the refusal says what took the name', async () => {
  await model('taken-model');
  await model('taken-prompt', { tags: promptTags('hi') });
  const exists = (message: string) => refusal(400, 'RESOURCE_ALREADY_EXISTS', message);
  expect(await model('taken-model')).toEqual(exists('Registered Model (name=taken-model) already exists.'));
  expect(await model('taken-prompt', { tags: promptTags('hi') })).toEqual(
    exists('Prompt (name=taken-prompt) already exists.'),
  );
  expect(await model('taken-prompt')).toEqual(
    exists(
      "Tried to create a registered model with name 'taken-prompt', but the name is already taken by a prompt.",
    ),
  );
  expect(await model('taken-model', { tags: promptTags('hi') })).toEqual(
    exists(
      "Tried to create a prompt with name 'taken-model', but the name is already taken by a registered model.",
    ),
  );
  expect(
    await call('POST', 'registered-models/rename', { name: 'taken-model', new_name: 'taken-prompt' }),
  ).toEqual(exists('Registered Model (name=taken-prompt) already exists.'));
});

test('prompts are found only by those who ask for prompts', async () => {
  await model('prompt', { tags: promptTags('hi {{x}}') });
  await version('prompt', { source: 'dummy-source', tags: promptTags('hi {{x}}') });
  const found = async (where: string, filter: string) => {
    const { body } = await call(
      'GET',
      `${where}/search?${new URLSearchParams({ filter: `name = 'prompt'${filter}` }).toString()}`,
    );
    return Object.keys(body as object);
  };
  for (const where of ['registered-models', 'model-versions']) {
    expect(await found(where, '')).toEqual([]);
    expect(await found(where, " AND tag.`mlflow.prompt.is_prompt` != 'true'")).toEqual([]);
    expect(await found(where, " AND tags.`mlflow.prompt.is_prompt` = 'true'")).toHaveLength(1);
  }
});

test('versions are texts on the wire; bad ones are refused, absent ones not found', async () => {
  await model('MV');
  const created = await version('MV', {
    run_id: 'r1',
    run_link: 'http://l',
    tags: [{ key: 'k', value: 'v' }],
  });
  expect(created.body).toEqual({
    model_version: {
      name: 'MV',
      version: '1',
      creation_timestamp: expect.any(Number) as unknown,
      last_updated_timestamp: expect.any(Number) as unknown,
      current_stage: 'None',
      description: '',
      source: 'mlflow-artifacts:/models',
      run_id: 'r1',
      status: 'READY',
      tags: [{ key: 'k', value: 'v' }],
      run_link: 'http://l',
    },
  });
  const get = (number: string) =>
    call('GET', `model-versions/get?name=MV&version=${encodeURIComponent(number)}`);
  expect(await get('1')).toEqual(created);
  expect(await get('abc')).toEqual(
    refusal(400, 'INVALID_PARAMETER_VALUE', "Parameter 'version' must be an integer, got 'abc'."),
  );
  for (const absent of ['77', '-1', '0', '1180591620717411303424']) {
    expect(await get(absent)).toEqual(
      refusal(404, 'RESOURCE_DOES_NOT_EXIST', `Model Version (name=MV, version=${absent}) not found`),
    );
  }
  expect(await call('PATCH', 'model-versions/update', { name: 'MV', version: 1, description: 'x' })).toEqual(
    refusal(400, 'INVALID_PARAMETER_VALUE', "Invalid value 1 for parameter 'version'"),
  );
});

test('a deleted version leaves its number unused and its aliases gone', async () => {
  await model('tomb');
  await version('tomb');
  await version('tomb');
  await call('POST', 'registered-models/alias', { name: 'tomb', alias: 'champion', version: '2' });
  expect(await call('DELETE', 'model-versions/delete', { name: 'tomb', version: '2' })).toEqual({
    status: 200,
    body: {},
  });
  expect((await version('tomb')).body).toMatchObject({ model_version: { version: '3' } });
  expect(await call('GET', 'registered-models/alias?name=tomb&alias=champion')).toEqual(
    refusal(400, 'INVALID_PARAMETER_VALUE', 'Registered model alias champion not found.'),
  );
});

test.each([
  ['latest', "'latest' alias name (case insensitive) is reserved."],
  ['LATEST', "'latest' alias name (case insensitive) is reserved."],
  ['v12', "Version alias name 'v12' is reserved."],
  ['V12', "Version alias name 'V12' is reserved."],
  [
    'a b',
    "Invalid alias name: 'a b'. Names may only contain alphanumerics, underscores (_), and dashes (-).",
  ],
  ['a'.repeat(256), "'Registered model alias name' exceeds the maximum length of 255 characters"],
])('the alias %s is refused', async (alias, message) => {
  await model('MV');
  expect(await call('POST', 'registered-models/alias', { name: 'MV', alias, version: '1' })).toEqual(
    refusal(400, 'INVALID_PARAMETER_VALUE', message),
  );
});

test('an alias is set, read and moved, and `latest` is always the newest version', async () => {
  await model('aliased');
  await version('aliased');
  await version('aliased');
  const set = (number: string) =>
    call('POST', 'registered-models/alias', { name: 'aliased', alias: 'champion', version: number });
  const read = (alias: string) => call('GET', `registered-models/alias?name=aliased&alias=${alias}`);
  await set('1');
  expect((await read('champion')).body).toMatchObject({
    model_version: { version: '1', aliases: ['champion'] },
  });
  await set('2');
  expect((await read('champion')).body).toMatchObject({ model_version: { version: '2' } });
  expect((await read('latest')).body).toMatchObject({ model_version: { version: '2' } });
  expect((await call('GET', 'registered-models/get?name=aliased')).body).toMatchObject({
    registered_model: { aliases: [{ alias: 'champion', version: '2' }] },
  });
  expect(await set('9')).toEqual(
    refusal(404, 'RESOURCE_DOES_NOT_EXIST', 'Model Version (name=aliased, version=9) not found'),
  );
  expect(await call('DELETE', 'registered-models/alias', { name: 'aliased', alias: 'never' })).toEqual({
    status: 200,
    body: {},
  });
});

test('stages move, whatever their case, and archive others only where that makes sense', async () => {
  await model('staged');
  await version('staged');
  await version('staged');
  const move = (number: string, stage: string, archive_existing_versions = false) =>
    call('POST', 'model-versions/transition-stage', {
      name: 'staged',
      version: number,
      stage,
      archive_existing_versions,
    });
  expect((await move('1', 'production')).body).toMatchObject({
    model_version: { current_stage: 'Production' },
  });
  await move('2', 'Production', true);
  const latest = await call('POST', 'registered-models/get-latest-versions', { name: 'staged' });
  expect(latest.body).toMatchObject({
    model_versions: [
      { version: '1', current_stage: 'Archived' },
      { version: '2', current_stage: 'Production' },
    ],
  });
  expect(
    (await call('GET', 'registered-models/get-latest-versions?name=staged&stages=production&stages=None'))
      .body,
  ).toMatchObject({ model_versions: [{ version: '2' }] });
  expect(await move('1', 'Foo')).toEqual(
    refusal(
      400,
      'INVALID_PARAMETER_VALUE',
      'Invalid Model Version stage: Foo. Value must be one of None, Staging, Production, Archived.',
    ),
  );
  expect(await move('1', 'Archived', true)).toEqual(
    refusal(400, 'INVALID_PARAMETER_VALUE', "because 'Archived' is not an Active stage"),
  );
});

test.each([
  '/tmp/x',
  'relative/x',
  'file:///tmp/x',
  'file://1.2.3.4/tmp/x',
  'C:\\models',
  'mlflow-artifacts://host:9000/models/../../../',
  'mlflow-artifacts://host:9000/models/..%2f..%2fartifacts',
  'mlflow-artifacts://host:9000/models/%252e%252e/x',
  'mlflow-artifacts://host:9000/models/artifact%00',
  's3://bucket/a/../x',
  'http://host/models/../x',
  'dbfs:/a/../..',
  'models:/../x',
])('the source %s is refused', async (source) => {
  await model('sources');
  expect(await version('sources', { source })).toMatchObject({
    status: 400,
    body: { error_code: 'INVALID_PARAMETER_VALUE' },
  });
});

test.each([
  'mlflow-artifacts:/models///',
  'mlflow-artifacts://host:9000/models/artifact/..../',
  's3://b/m',
  'runs:/x/model',
])('the source %s is taken as it is', async (source) => {
  await model('sources');
  const { status, body } = await version('sources', { source });
  expect(status).toBe(200);
  const { version: number } = (body as { model_version: { version: string } }).model_version;
  expect((await call('GET', `model-versions/get-download-uri?name=sources&version=${number}`)).body).toEqual({
    artifact_uri: source,
  });
});

test('a local path is a source only inside what the named run made', async () => {
  const experiment = await call('POST', 'experiments/create', {
    name: 'local',
    artifact_location: 'file:///data/local',
  });
  const { experiment_id } = experiment.body as { experiment_id: string };
  const started = await call('POST', 'runs/create', { experiment_id });
  const { run_id, artifact_uri } = (
    started.body as { run: { info: { run_id: string; artifact_uri: string } } }
  ).run.info;
  await model('local');
  const path = artifact_uri.replace('file://', '');
  for (const source of [artifact_uri, `${artifact_uri}/model/..`, path, `${path}/model`]) {
    expect((await version('local', { source, run_id })).status).toBe(200);
  }
  for (const source of [path, `${artifact_uri}/../../x`, `${path}-other`, '/data']) {
    const owner = source === path ? {} : { run_id };
    expect(await version('local', { source, ...owner })).toEqual(
      refusal(
        400,
        'INVALID_PARAMETER_VALUE',
        'To use a local path as a model version source, the run_id request parameter',
      ),
    );
  }
});

test('a version made of another version has its files and its run', async () => {
  await model('origin');
  await model('copy');
  await version('origin', { source: 's3://b/m', run_id: 'r9' });
  const copied = await version('copy', { source: 'models:/origin/1' });
  expect(copied.body).toMatchObject({ model_version: { source: 'models:/origin/1', run_id: 'r9' } });
  expect((await call('GET', 'model-versions/get-download-uri?name=copy&version=1')).body).toEqual({
    artifact_uri: 's3://b/m',
  });
  expect(await version('copy', { source: 'models:/origin/9' })).toMatchObject({ status: 404 });
  expect(await version('copy', { source: 'models:/origin@none' })).toMatchObject({ status: 400 });
});

test('a version made of a logged model has its run and files, and the model lists the version', async () => {
  const made = await call('POST', 'logged-models', { experiment_id: '0', source_run_id: 'r7' });
  const { model_id, artifact_uri } = (
    made.body as { model: { info: { model_id: string; artifact_uri: string } } }
  ).model.info;
  await model('of-logged');
  await version('of-logged', { source: artifact_uri, model_id });
  const second = await version('of-logged', { source: `models:/${model_id}` });
  expect(second.body).toMatchObject({ model_version: { run_id: 'r7', model_id } });
  expect((await call('GET', 'model-versions/get-download-uri?name=of-logged&version=2')).body).toEqual({
    artifact_uri,
  });
  expect((await call('GET', `logged-models/${model_id}`)).body).toMatchObject({
    model: {
      info: {
        tags: [
          {
            key: 'mlflow.modelVersions',
            value: '[{"name": "of-logged", "version": 1}, {"name": "of-logged", "version": 2}]',
          },
        ],
      },
    },
  });
  expect(await version('of-logged', { model_id: 'm-none' })).toEqual(
    refusal(404, 'RESOURCE_DOES_NOT_EXIST', "Logged model with ID 'm-none' not found."),
  );
});

test('searches are paged, and what they cannot do is refused', async () => {
  for (const name of ['s1', 's2', 's3']) await model(name);
  const search = (query: Record<string, string>, where = 'registered-models') =>
    call('GET', `${where}/search?${new URLSearchParams(query).toString()}`);
  const first = await search({ filter: "name LIKE 's_'", max_results: '2' });
  const { registered_models, next_page_token } = first.body as {
    registered_models: { name: string }[];
    next_page_token: string;
  };
  expect(registered_models.map(({ name }) => name)).toEqual(['s1', 's2']);
  const second = await search({ filter: "name LIKE 's_'", max_results: '2', page_token: next_page_token });
  expect(second.body).toMatchObject({ registered_models: [{ name: 's3' }] });
  expect(second.body).not.toHaveProperty('next_page_token');
  for (const query of [
    { max_results: '1001' },
    { max_results: '0' },
    { max_results: '-1' },
    { page_token: 'evilhax' },
    { order_by: 'creation_timestamp' },
    { filter: "run_id = 'x'" },
  ] as Record<string, string>[]) {
    expect(await search(query)).toMatchObject({
      status: 400,
      body: { error_code: 'INVALID_PARAMETER_VALUE' },
    });
  }
  expect(await search({ max_results: '200001' }, 'model-versions')).toMatchObject({ status: 400 });
});

function refusal(status: number, errorCode: string, message: string): Called {
  return {
    status,
    body: expect.objectContaining({
      error_code: errorCode,
      message: expect.stringContaining(message) as unknown,
    }) as unknown,
  };
}
