import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestAssay, testAssay } from '../../../server/testAssay.ts';
import { type Called, type Caller, callerOf } from '../testCaller.ts';

let assay: TestAssay;
let call: Caller;
beforeAll(async () => {
  assay = await testAssay();
  call = callerOf(assay, 3);
});
afterAll(() => assay.close());

interface Dataset {
  readonly dataset_id: string;
  readonly tags: string;
  readonly schema: string;
  readonly profile: string;
  readonly digest: string;
  readonly experiment_ids?: readonly string[];
}

async function create(name: string, over: object = {}): Promise<Dataset> {
  const { status, body } = await call('POST', 'datasets/create', { name, ...over });
  expect(status).toBe(200);
  return (body as { dataset: Dataset }).dataset;
}

async function read(id: string): Promise<Dataset> {
  return ((await call('GET', `datasets/${id}`)).body as { dataset: Dataset }).dataset;
}

const upsert = (id: string, records: unknown, over: object = {}) =>
  call('POST', `datasets/${id}/records`, {
    records: typeof records === 'string' ? records : JSON.stringify(records),
    ...over,
  });

async function records(
  id: string,
  query = '',
): Promise<{ text: string; list: Record<string, unknown>[]; next?: string }> {
  const { body } = await call('GET', `datasets/${id}/records${query}`);
  const { records: text, next_page_token: next } = body as { records: string; next_page_token?: string };
  return {
    text,
    list: JSON.parse(text) as Record<string, unknown>[],
    ...(next === undefined ? {} : { next }),
  };
}

test('a dataset is answered with its tags as JSON in a text', async () => {
  const made = await create('ds', { experiment_ids: ['0'], tags: '{"a": "1", "mlflow.user": "me", "n": 5}' });
  expect(made).toMatchObject({
    name: 'ds',
    created_by: 'me',
    last_updated_by: 'me',
    experiment_ids: ['0'],
    digest: expect.stringMatching(/^[0-9a-f]{8}$/) as unknown,
  });
  expect(made.dataset_id).toMatch(/^d-[0-9a-f]{32}$/);
  expect(JSON.parse(made.tags)).toEqual({ a: '1', 'mlflow.user': 'me', n: '5' });
  expect(made).not.toHaveProperty('schema');
  expect(await read(made.dataset_id)).toEqual(made);
});

test.each([
  [{}, "Missing value for required parameter 'name'"],
  [{ name: 5 }, "Invalid value 5 for parameter 'name'"],
  [{ name: 'x', tags: '{bad' }, "'tags' must be a JSON object"],
  [{ name: 'x', tags: '[1]' }, "'tags' must be a JSON object"],
  [{ name: 'x', tags: { a: 'b' } }, `Invalid value {"a":"b"} for parameter 'tags' supplied`],
  [{ name: 'x', experiment_ids: ['abc'] }, "Invalid experiment ID 'abc'"],
])('a dataset is refused: %j', async (body, message) => {
  expect(await call('POST', 'datasets/create', body)).toEqual(refusal(400, message));
});

test('records with the same inputs are one record, whatever the order of their keys', async () => {
  const { dataset_id, digest } = await create('merged');
  const first = await upsert(dataset_id, [
    {
      inputs: { q: 'a', r: { x: 1, y: 2 } },
      expectations: { answer: 'one', score: 0.8 },
      tags: { v: '1', 'mlflow.user': 'ada' },
      source: { source_type: 'trace', source_data: { trace_id: 'tr1' } },
      outputs: 'hey',
    },
    { inputs: { r: { y: 2, x: 1 }, q: 'a' }, expectations: { answer: 'two', sure: true }, tags: { w: '2' } },
    { inputs: { q: 'é😀' } },
  ]);
  expect(first.body).toEqual({ inserted_count: 2, updated_count: 1 });
  const { list } = await records(dataset_id);
  expect(list).toMatchObject([
    {
      dataset_id,
      inputs: { q: 'a', r: { x: 1, y: 2 } },
      expectations: { answer: 'two', score: 0.8, sure: true },
      tags: { v: '1', w: '2', 'mlflow.user': 'ada' },
      source: { source_type: 'TRACE', source_data: { trace_id: 'tr1' } },
      source_id: 'tr1',
      source_type: 'TRACE',
      created_by: 'ada',
      outputs: 'hey',
    },
    { inputs: { q: 'é😀' }, tags: {}, outputs: {} },
  ]);
  const after = await read(dataset_id);
  expect(JSON.parse(after.profile)).toEqual({ num_records: 2 });
  expect(JSON.parse(after.schema)).toEqual({
    inputs: { q: 'string', r: 'object' },
    outputs: 'string',
    expectations: { answer: 'string', score: 'float', sure: 'boolean' },
    version: '1.0',
  });
  expect(after.digest).not.toBe(digest);
});

test('numbers keep every digit: 5 and 5.0 are different inputs, and 2^64 comes back as it went', async () => {
  const { dataset_id } = await create('exact');
  const text = '[{"inputs": {"n": 5}}, {"inputs": {"n": 5.0}}, {"inputs": {"n": 18446744073709551616}}]';
  expect((await upsert(dataset_id, text)).body).toEqual({ inserted_count: 3, updated_count: 0 });
  const { text: back } = await records(dataset_id);
  expect(back).toContain('{"n":5.0}');
  expect(back).toContain('{"n":18446744073709551616}');
  expect(JSON.parse((await read(dataset_id)).schema)).toMatchObject({ inputs: { n: 'integer' } });
});

test.each([
  ['{bad', "'records' must be a JSON list"],
  ['{}', "'records' must be a JSON list"],
  ['[5]', 'records[0] must be an object'],
  ['[{"inputs": {}}, {"inputs": "text"}]', 'records[1].inputs must be an object'],
  ['[{"inputs": {}, "expectations": "s"}]', 'records[0].expectations must be an object'],
  ['[{"inputs": {}, "source": {}}]', 'records[0].source.source_type must be a text'],
  [
    '[{"inputs": {}, "source": {"source_type": "bogus"}}]',
    'Invalid dataset record source type: BOGUS. Valid source types:',
  ],
  [`[{"inputs": ${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}]`, "'records' must be a JSON list"],
])('records are refused, and none of them is kept: %.60s', async (text, message) => {
  const { dataset_id } = await create('refused');
  expect(await upsert(dataset_id, text)).toEqual(refusal(400, message));
  expect((await records(dataset_id)).list).toEqual([]);
});

test('records are paged and deleted', async () => {
  const { dataset_id } = await create('paged');
  await upsert(
    dataset_id,
    Array.from({ length: 5 }, (_, i) => ({ inputs: { i } })),
  );
  const first = await records(dataset_id, '?max_results=2');
  const rest = await records(dataset_id, `?max_results=10&page_token=${first.next ?? ''}`);
  expect([...first.list, ...rest.list].map((record) => record['inputs'])).toEqual(
    [0, 1, 2, 3, 4].map((i) => ({ i })),
  );
  expect(rest.next).toBeUndefined();
  const dataset_record_ids = [...first.list.map((record) => record['dataset_record_id']), 'dr-none'];
  expect((await call('DELETE', `datasets/${dataset_id}/records`, { dataset_record_ids })).body).toEqual({
    deleted_count: 2,
  });
  expect(JSON.parse((await read(dataset_id)).profile)).toEqual({ num_records: 3 });
  expect(await call('GET', `datasets/${dataset_id}/records?page_token=zz`)).toEqual(
    refusal(400, 'Invalid page token'),
  );
  expect(await call('GET', `datasets/${dataset_id}/records?max_results=-1`)).toEqual(
    refusal(400, 'positive integer'),
  );
});

test('tags are merged; a null changes nothing', async () => {
  const { dataset_id } = await create('tagged', { tags: '{"a": "1", "b": "2"}' });
  await call('PATCH', `datasets/${dataset_id}/tags`, { tags: '{"b": null, "c": "3"}' });
  await call('DELETE', `datasets/${dataset_id}/tags/a`);
  expect(JSON.parse((await read(dataset_id)).tags)).toEqual({ b: '2', c: '3' });
});

test('experiments are added and removed', async () => {
  const { body } = await callerOf(assay)('POST', 'experiments/create', { name: 'shared' });
  const { experiment_id } = body as { experiment_id: string };
  const { dataset_id } = await create('shared', { experiment_ids: ['0'] });
  const change = async (how: 'add' | 'remove', experiment_ids: string[]) =>
    (
      (await call('POST', `datasets/${dataset_id}/${how}-experiments`, { experiment_ids })).body as {
        dataset: Dataset;
      }
    ).dataset.experiment_ids;
  expect(await change('add', ['0', experiment_id])).toEqual(['0', experiment_id]);
  expect((await call('GET', `datasets/${dataset_id}/experiment-ids`)).body).toEqual({
    experiment_ids: ['0', experiment_id],
  });
  expect(await change('remove', ['0', experiment_id])).toBeUndefined();
  expect(await call('POST', `datasets/${dataset_id}/add-experiments`, { experiment_ids: ['777'] })).toEqual(
    refusal(404, 'No Experiment with id=777'),
  );
});

test('datasets are found by name, tag and experiment, page by page', async () => {
  for (const [name, team] of [
    ['find-1', 'ml'],
    ['find-2', 'data'],
    ['find-3', 'ml'],
  ] as const) {
    await create(name, { tags: JSON.stringify({ team }) });
  }
  const search = async (query: object) => {
    const { body } = await call('POST', 'datasets/search', query);
    const { datasets = [], next_page_token } = body as {
      datasets?: { name: string }[];
      next_page_token?: string;
    };
    return { names: datasets.map(({ name }) => name), next_page_token };
  };
  expect((await search({ filter_string: "tags.team = 'ml'", order_by: ['name ASC'] })).names).toEqual([
    'find-1',
    'find-3',
  ]);
  const query = { filter_string: "name LIKE 'find-%'", order_by: ['name DESC'], max_results: 2 };
  const first = await search(query);
  expect(first.names).toEqual(['find-3', 'find-2']);
  expect((await search({ ...query, page_token: first.next_page_token })).names).toEqual(['find-1']);
  expect(await call('POST', 'datasets/search', { max_results: 0 })).toEqual(refusal(400, 'positive integer'));
  expect(await call('POST', 'datasets/search', { filter_string: "foo = 'x'" })).toEqual(
    refusal(400, "Invalid attribute key 'foo' specified"),
  );
});

test('what is not there is not found, and deleting it is no failure', async () => {
  expect(await call('GET', 'datasets/d-none')).toEqual(
    refusal(404, "Evaluation dataset with id 'd-none' not found"),
  );
  expect(await upsert('d-none', [{ inputs: {} }])).toEqual(refusal(404, 'not found'));
  expect(await call('PATCH', 'datasets/d-none/tags', { tags: '{"a": "b"}' })).toEqual(
    refusal(404, 'not found'),
  );
  expect(await call('POST', 'datasets/d-none/remove-experiments', { experiment_ids: ['0'] })).toEqual(
    refusal(404, 'not found'),
  );
  expect(await call('DELETE', 'datasets/d-none')).toEqual({ status: 200, body: {} });
  expect(await call('GET', 'datasets/d-none/experiment-ids')).toEqual({ status: 200, body: {} });
  const { dataset_id } = await create('deleted');
  expect(await call('DELETE', `datasets/${dataset_id}`)).toEqual({ status: 200, body: {} });
  expect(await call('GET', `datasets/${dataset_id}`)).toEqual(refusal(404, 'not found'));
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
