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

interface Model {
  readonly info: { readonly model_id: string; readonly name: string; readonly tags?: unknown };
  readonly data: { readonly params?: unknown; readonly metrics?: readonly { readonly value: unknown }[] };
}

async function create(over: object = {}): Promise<Model> {
  const { status, body } = await call('POST', 'logged-models', { experiment_id: '0', ...over });
  expect(status).toBe(200);
  return (body as { model: Model }).model;
}

async function read(modelId: string): Promise<Model> {
  return ((await call('GET', `logged-models/${modelId}`)).body as { model: Model }).model;
}

async function search(query: object): Promise<{ names: string[]; next_page_token?: string }> {
  const { status, body } = await call('POST', 'logged-models/search', query);
  expect(status).toBe(200);
  const { models = [], ...rest } = body as { models?: Model[]; next_page_token?: string };
  return { names: models.map((model) => model.info.name), ...rest };
}

test('a logged model is answered as clients read it', async () => {
  const made = await create({
    name: 'lm',
    model_type: 't',
    source_run_id: 'r',
    params: [{ key: 'p', value: '1' }],
    tags: [{ key: 't', value: '2' }],
  });
  const id = made.info.model_id;
  expect(id).toMatch(/^m-[0-9a-f]{32}$/);
  expect(made).toEqual({
    info: {
      model_id: id,
      experiment_id: '0',
      name: 'lm',
      creation_timestamp_ms: expect.any(Number) as unknown,
      last_updated_timestamp_ms: expect.any(Number) as unknown,
      artifact_uri: `mlflow-artifacts:/0/models/${id}/artifacts`,
      status: 'LOGGED_MODEL_PENDING',
      model_type: 't',
      source_run_id: 'r',
      tags: [{ key: 't', value: '2' }],
    },
    data: { params: [{ key: 'p', value: '1' }] },
  });
  expect(await read(id)).toEqual(made);
});

test('a model without a name gets one', async () => {
  expect((await create()).info.name).toMatch(/^[a-z]+-[a-z]+-\d+$/);
  expect((await create({ name: '' })).info.name).toMatch(/^[a-z]+-[a-z]+-\d+$/);
});

test.each([
  [{}, 400, "Missing value for required parameter 'experiment_id'"],
  [{ experiment_id: '999' }, 404, 'No Experiment with id=999 exists'],
  [{ experiment_id: 'abc' }, 400, "Invalid experiment ID 'abc'. Experiment ID must be a valid integer."],
  [
    { experiment_id: '0', name: 'a/b' },
    400,
    "Invalid model name ('a/b') provided. Model name must be a non-empty string",
  ],
  [{ experiment_id: '0', name: 'a.b' }, 400, "Invalid model name ('a.b') provided"],
  [{ experiment_id: '0', name: 5 }, 400, "Invalid value 5 for parameter 'name' supplied"],
  [
    { experiment_id: '0', params: [{ key: 'a' }, { key: 'a' }] },
    400,
    "Duplicate parameter keys have been submitted: ['a']",
  ],
  [
    { experiment_id: '0', params: [{ value: '1' }] },
    400,
    "Missing value for required parameter 'params[0].key'",
  ],
])('a logged model is refused: %j', async (body, status, message) => {
  expect(await call('POST', 'logged-models', body)).toEqual(refusal(status, message));
});

test('the status is set by name or number; an unknown one is refused, not dropped', async () => {
  const { model_id } = (await create()).info;
  const set = (status: unknown, body: object = {}) =>
    call('PATCH', `logged-models/${model_id}`, { model_id, status, ...body });
  expect((await set('LOGGED_MODEL_READY')).body).toMatchObject({
    model: { info: { status: 'LOGGED_MODEL_READY' } },
  });
  expect((await set(3)).body).toMatchObject({ model: { info: { status: 'LOGGED_MODEL_UPLOAD_FAILED' } } });
  expect(await set('FOO')).toEqual(refusal(400, `Invalid value "FOO" for parameter 'status'`));
  expect(await set(undefined)).toEqual(refusal(400, "Missing value for required parameter 'status'"));
  expect(await set('LOGGED_MODEL_READY', { model_id: 'm-other' })).toEqual(
    refusal(400, "model_id 'm-other'"),
  );
  expect(await call('PATCH', 'logged-models/m-none', { status: 'LOGGED_MODEL_READY' })).toEqual(
    refusal(404, "Logged model with ID 'm-none' not found."),
  );
});

test('params stay, tags change', async () => {
  const { model_id } = (await create({ params: [{ key: 'a', value: '1' }] })).info;
  const params = (value: string) =>
    call('POST', `logged-models/${model_id}/params`, { model_id, params: [{ key: 'a', value }] });
  expect(await params('1')).toEqual({ status: 200, body: {} });
  expect(await params('2')).toEqual(refusal(400, "Changing param values is not allowed. Param with key='a'"));
  await call('PATCH', `logged-models/${model_id}/tags`, {
    tags: [
      { key: 'x y', value: '1' },
      { key: 'b', value: '' },
    ],
  });
  expect(await call('DELETE', `logged-models/${model_id}/tags/x%20y`)).toEqual({ status: 200, body: {} });
  expect(await call('DELETE', `logged-models/${model_id}/tags/x%20y`)).toEqual(
    refusal(404, `No tag with key 'x y' found for model with ID '${model_id}'.`),
  );
  expect((await read(model_id)).info.tags).toEqual([{ key: 'b', value: '' }]);
});

test('a deleted model is gone, and deleting it again is no failure', async () => {
  const { model_id } = (await create()).info;
  expect(await call('DELETE', `logged-models/${model_id}`)).toEqual({ status: 200, body: {} });
  expect(await call('DELETE', `logged-models/${model_id}`)).toEqual({ status: 200, body: {} });
  expect(await call('GET', `logged-models/${model_id}`)).toEqual(refusal(404, 'not found'));
  expect(await call('DELETE', 'logged-models/m-none')).toEqual(refusal(404, 'not found'));
});

test('metrics say where they were measured, with every digit of step and timestamp', async () => {
  const { model_id } = (await create()).info;
  const { body } = await call('POST', 'runs/create', {});
  const { run_id } = (body as { run: { info: { run_id: string } } }).run.info;
  const point = { run_id, key: 'acc', timestamp: 5, step: 1, model_id };
  await call('POST', 'runs/log-metric', { ...point, value: 0.5, dataset_name: 'd', dataset_digest: 'x' });
  await call('POST', 'runs/log-metric', { ...point, value: 'NaN', step: '9007199254740993' });
  const answer = await assay.http.inject(`/api/2.0/mlflow/logged-models/${model_id}`);
  expect(answer.body).toContain('"step":9007199254740993');
  expect((await read(model_id)).data.metrics).toMatchObject([
    {
      key: 'acc',
      value: 0.5,
      timestamp: 5,
      step: 1,
      dataset_name: 'd',
      dataset_digest: 'x',
      model_id,
      run_id,
    },
    { key: 'acc', value: 'NaN', model_id, run_id },
  ]);
  expect(await call('POST', 'runs/log-metric', { ...point, value: 1, model_id: 'm-none' })).toEqual(
    refusal(404, "Logged model with ID 'm-none' not found."),
  );
});

test('models are searched, sorted by a metric on a dataset, and paged', async () => {
  const { body } = await call('POST', 'experiments/create', { name: 'search' });
  const { experiment_id } = body as { experiment_id: string };
  const run = await call('POST', 'runs/create', { experiment_id });
  const { run_id } = (run.body as { run: { info: { run_id: string } } }).run.info;
  const measured: [string, number, number][] = [
    ['one', 0.9, 0.8],
    ['two', 0.8, 0.9],
  ];
  for (const [name, first, second] of measured) {
    const { model_id } = (await create({ experiment_id, name, params: [{ key: 'lr', value: name }] })).info;
    const metric = { key: 'acc', timestamp: 1, step: 0, model_id };
    await call('POST', 'runs/log-batch', {
      run_id,
      metrics: [
        { ...metric, value: first, dataset_name: 'd1', dataset_digest: 'x' },
        { ...metric, value: second, dataset_name: 'd2', dataset_digest: 'y' },
      ],
    });
  }
  await create({ experiment_id, name: 'three' });
  const experiment_ids = [experiment_id];
  expect((await search({ experiment_ids })).names).toEqual(['three', 'two', 'one']);
  expect((await search({ experiment_ids, filter: "params.lr = 'one'" })).names).toEqual(['one']);
  expect((await search({ experiment_ids, filter: "name IN ('one',)" })).names).toEqual(['one']);
  expect((await search({ experiment_ids, datasets: [{ dataset_name: 'd1' }] })).names).toEqual([
    'two',
    'one',
  ]);
  const by = (dataset_name: string, ascending: boolean) => ({
    experiment_ids,
    order_by: [{ field_name: 'metrics.acc', dataset_name, ascending }],
  });
  expect((await search(by('d1', true))).names).toEqual(['two', 'one', 'three']);
  expect((await search(by('d2', false))).names).toEqual(['two', 'one', 'three']);

  const first = await search({ experiment_ids, max_results: 2 });
  expect(first.names).toEqual(['three', 'two']);
  const page_token = first.next_page_token;
  expect(await search({ experiment_ids, page_token })).toEqual({ names: ['one'] });
  const refused = (over: object) =>
    call('POST', 'logged-models/search', { experiment_ids, page_token, ...over });
  expect(await refused({ experiment_ids: ['0'] })).toEqual(
    refusal(400, 'Experiment IDs in the page token do not match'),
  );
  expect(await refused({ order_by: [{ field_name: 'name' }] })).toEqual(
    refusal(400, 'Order by in the page token does not match'),
  );
  expect(await refused({ filter: "name = 'one'" })).toEqual(
    refusal(400, 'Filter string in the page token does not match'),
  );
  expect(await refused({ page_token: 'evil' })).toEqual(refusal(400, 'Invalid page token'));
});

test.each([
  [{}, "Missing value for required parameter 'experiment_ids'"],
  [{ experiment_ids: ['0'], max_results: -1 }, 'It must be a positive integer'],
  [
    { experiment_ids: ['0'], datasets: [{ dataset_digest: 'x' }] },
    '`dataset_name` in the `datasets` clause must be specified.',
  ],
  [{ experiment_ids: ['0'], order_by: [{}] }, 'Invalid order by field name: '],
  [
    { experiment_ids: ['0'], order_by: [{ field_name: 'params.x' }] },
    'Invalid order by field name: params.x. Only metrics are supported',
  ],
  [{ experiment_ids: ['0'], filter: 'Foo' }, 'Invalid filter string'],
  [{ experiment_ids: 'x' }, `Invalid value "x" for parameter 'experiment_ids' supplied`],
])('a search of logged models is refused: %j', async (body, message) => {
  expect(await call('POST', 'logged-models/search', body)).toEqual(refusal(400, message));
});

test('no experiments have no models', async () => {
  expect(await call('POST', 'logged-models/search', { experiment_ids: [] })).toEqual({
    status: 200,
    body: {},
  });
});

function refusal(status: number, message: string): Called {
  return {
    status,
    body: expect.objectContaining({
      error_code: status === 404 ? 'RESOURCE_DOES_NOT_EXIST' : 'INVALID_PARAMETER_VALUE',
      message: expect.stringContaining(message) as unknown,
    }) as unknown,
  };
}
