// The native API through the front door: what it answers, and how it refuses.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestAssay, testAssay } from '../../server/testAssay.ts';
import { routes } from './routes.ts';

const aNumber: unknown = expect.any(Number);
const aString: unknown = expect.any(String);
const saying = (text: string): unknown => expect.stringContaining(text);

let assay: TestAssay;
beforeEach(async () => {
  assay = await testAssay();
});
afterEach(async () => assay.close());

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

async function call(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Answer> {
  const response = await assay.http.inject({
    method,
    url: `/api/v1${path}`,
    ...(body === undefined
      ? {}
      : { payload: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return { status: response.statusCode, body: response.body === '' ? undefined : JSON.parse(response.body) };
}

async function made(body: object = {}): Promise<string> {
  const runId = 'a'.repeat(32);
  const { status } = await call('POST', '/runs', { runId, experimentName: 'x', ...body });
  expect(status).toBe(201);
  return runId;
}

test('a run is made in an experiment that is made by its name', async () => {
  const { status, body } = await call('POST', '/runs', {
    experimentName: 'churn',
    purpose: 'why',
    name: 'one',
  });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    experimentId: '1',
    name: 'one',
    purpose: 'why',
    status: 'RUNNING',
    endTime: null,
  });
  const found = await call('GET', '/experiments?name=churn');
  expect(found.body).toMatchObject({ items: [{ experimentId: '1', name: 'churn' }], next: null });
});

test('asking twice for a run with the same id and properties gives one run and the same answer', async () => {
  const request = {
    runId: 'b'.repeat(32),
    experimentName: 'x',
    name: 'n',
    startTime: 5,
    tags: [{ key: 'a', value: '1' }],
  };
  const first = await call('POST', '/runs', request);
  const second = await call('POST', '/runs', request);
  expect(second).toEqual(first);
  expect(await call('POST', '/runs', { ...request, name: 'other' })).toMatchObject({
    status: 409,
    body: { code: 'run/exists' },
  });
});

test('a refused run makes no experiment', async () => {
  const runId = await made();
  const tags = [{ key: 'mlflow.runName', value: 'a' }];
  expect((await call('POST', '/runs', { experimentName: 'new', name: 'b', tags })).status).toBe(400);
  expect((await call('POST', '/runs', { experimentName: 'new', runId })).status).toBe(409);
  expect((await call('POST', '/runs', { experimentName: 'new', experimentId: '0' })).status).toBe(400);
  expect((await call('GET', '/experiments?name=new')).body).toMatchObject({ items: [] });
});

test('a batch is kept whole, and sending it again adds nothing', async () => {
  const runId = await made();
  const batch = {
    points: [
      { key: 'loss', value: 0.5, step: 1, timestamp: 1000 },
      { key: 'loss', value: 'NaN', step: 2, timestamp: 1001 },
    ],
    params: [{ key: 'lr', value: '0.1' }],
    tags: [{ key: 't', value: 'v' }],
  };
  expect(await call('POST', `/runs/${runId}/batch`, batch)).toEqual({ status: 204, body: undefined });
  expect((await call('POST', `/runs/${runId}/batch`, batch)).status).toBe(204);
  const series = await call('GET', `/runs/${runId}/metrics/loss`);
  expect(series.body).toEqual({
    runId,
    key: 'loss',
    steps: [1, 2],
    timestamps: [1000, 1001],
    values: [0.5, 'NaN'],
    next: null,
  });
  const run = await call('GET', `/runs/${runId}`);
  expect(run.body).toMatchObject({
    params: [{ key: 'lr', value: '0.1' }],
    metrics: [{ key: 'loss', value: 'NaN', step: 2, timestamp: 1001 }],
  });
});

test('a misspelt field is refused with the one that was meant', async () => {
  const { status, body } = await call('POST', '/runs', { experimentNmae: 'x' });
  expect(status).toBe(400);
  expect(body).toMatchObject({
    type: '/docs/errors#request/invalid-field',
    code: 'request/invalid-field',
    field: 'experimentNmae',
    detail: saying("Did you mean 'experimentName'?"),
  });
});

test('a refusal names the path of the field and what it must be', async () => {
  const runId = await made();
  const points = [
    { key: 'a', value: 1, timestamp: 1, step: 0 },
    { key: 'a', value: 1, timestamp: 1, step: 0.5 },
  ];
  const { status, body } = await call('POST', `/runs/${runId}/batch`, { points });
  expect(status).toBe(400);
  expect(body).toMatchObject({ field: 'points[1].step', detail: saying('whole number') });
  const bad = await call('POST', `/runs/${runId}/batch`, {
    points: [{ key: '../x', value: 1, timestamp: 1 }],
  });
  expect(bad.body).toMatchObject({ field: 'points[0].key' });
});

test('a filter that cannot be read is refused with its position', async () => {
  const { status, body } = await call('POST', '/runs/search', {
    experimentIds: ['0'],
    filter: 'metrics.loss <',
  });
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: 'search/invalid-filter', position: aNumber });
});

test('a search sends the columns that were asked for, page by page', async () => {
  for (const [i, id] of ['1', '2', '3'].entries()) {
    await call('POST', '/runs', { runId: id.repeat(32), experimentName: 's' });
    await call('POST', `/runs/${id.repeat(32)}/batch`, {
      points: [
        { key: 'loss', value: i, timestamp: 1 },
        { key: 'other', value: i, timestamp: 1 },
      ],
      params: [{ key: 'p', value: id }],
    });
  }
  const request = {
    experimentNames: ['s'],
    orderBy: ['metrics.loss DESC'],
    select: ['metrics.loss'],
    limit: 2,
  };
  const first = await call('POST', '/runs/search', request);
  expect(first.body).toMatchObject({
    items: [
      { runId: '3'.repeat(32), params: [], tags: [], metrics: [{ key: 'loss', value: 2 }] },
      { runId: '2'.repeat(32) },
    ],
    next: aString,
  });
  const cursor = (first.body as { next: string }).next;
  const second = await call('POST', '/runs/search', { ...request, cursor });
  expect(second.body).toMatchObject({ items: [{ runId: '1'.repeat(32) }], next: null });
});

test('ending a run sets its end time, and purpose and notes are fields', async () => {
  const runId = await made();
  const { body } = await call('PATCH', `/runs/${runId}`, { status: 'FINISHED', purpose: 'p', notes: 'n' });
  expect(body).toMatchObject({ status: 'FINISHED', endTime: aNumber, purpose: 'p', notes: 'n' });
});

test('a deleted run takes no writes until it is restored', async () => {
  const runId = await made();
  expect((await call('DELETE', `/runs/${runId}`)).status).toBe(204);
  expect((await call('GET', `/runs/${runId}`)).body).toMatchObject({ lifecycleStage: 'deleted' });
  expect((await call('PATCH', `/runs/${runId}`, { name: 'x' })).body).toMatchObject({
    code: 'run/not-active',
  });
  expect((await call('POST', `/runs/${runId}/restore`)).status).toBe(204);
  expect((await call('PATCH', `/runs/${runId}`, { name: 'x' })).status).toBe(200);
});

test('inputs and outputs are read back', async () => {
  const runId = await made();
  const tags = [{ key: 'mlflow.data.context', value: 'train' }];
  expect(
    (await call('POST', `/runs/${runId}/inputs`, { datasets: [{ name: 'd', digest: '1', tags }] })).status,
  ).toBe(204);
  expect(
    (await call('POST', `/runs/${runId}/outputs`, { models: [{ modelId: 'm-1', step: '9007199254740993' }] }))
      .status,
  ).toBe(204);
  expect((await call('GET', `/runs/${runId}`)).body).toMatchObject({
    datasetInputs: [{ name: 'd', digest: '1', sourceType: 'local', source: '', schema: null, tags }],
    modelOutputs: [{ modelId: 'm-1', step: '9007199254740993' }],
  });
});

test('curves come as JSON, and packed as columns of float64', async () => {
  const runId = await made();
  const points = Array.from({ length: 10 }, (_, step) => ({
    key: 'loss',
    value: step,
    step,
    timestamp: step,
  }));
  await call('POST', `/runs/${runId}/batch`, { points });
  const request = { runIds: [runId], key: 'loss', buckets: 100 };
  const json = await call('POST', '/metrics/chart', request);
  expect(json.body).toMatchObject({
    key: 'loss',
    curves: [{ runId, exact: true, last: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] }],
  });
  const packed = await assay.http.inject({
    method: 'POST',
    url: '/api/v1/metrics/chart',
    payload: JSON.stringify(request),
    headers: { accept: 'application/vnd.assay.columns' },
  });
  expect(packed.headers['content-type']).toBe('application/vnd.assay.columns');
  const bytes = packed.rawPayload;
  const length = bytes.readUInt32LE(0);
  expect((4 + length) % 8).toBe(0);
  const header = JSON.parse(bytes.toString('utf8', 4, 4 + length)) as { columns: string[] };
  expect(header).toMatchObject({ key: 'loss', curves: [{ runId, exact: true, length: 10 }] });
  const last = 4 + length + 8 * 10 * header.columns.indexOf('last');
  expect(bytes.readDoubleLE(last + 8 * 9)).toBe(9);
});

test('summaries and metric keys tell what was logged', async () => {
  const runId = await made();
  await call('POST', `/runs/${runId}/batch`, {
    points: [
      { key: 'a/b', value: 1, step: 0, timestamp: 1 },
      { key: 'a/b', value: 3, step: 1, timestamp: 2 },
    ],
  });
  expect((await call('POST', '/metrics/summaries', { runIds: [runId] })).body).toEqual({
    items: [
      {
        runId,
        key: 'a/b',
        count: 2,
        last: { key: 'a/b', value: 3, step: 1, timestamp: 2 },
        min: 1,
        max: 3,
        sum: 4,
      },
    ],
  });
  expect((await call('GET', '/experiments/1/metric-keys')).body).toEqual({ items: ['a/b'], next: null });
  expect((await call('GET', `/runs/${runId}/metrics/a%2Fb`)).body).toMatchObject({ values: [1, 3] });
});

test('artifacts are put, listed, fetched in part and deleted', async () => {
  const runId = await made();
  const url = `/api/v1/runs/${runId}/artifacts/model/w%20x.bin`;
  expect((await assay.http.inject({ method: 'PUT', url, payload: 'hello' })).statusCode).toBe(204);
  expect((await call('GET', `/runs/${runId}/artifacts`)).body).toEqual({
    items: [{ path: 'model', isDirectory: true, size: null }],
    next: null,
  });
  expect((await call('GET', `/runs/${runId}/artifacts?path=model`)).body).toMatchObject({
    items: [{ path: 'model/w x.bin', isDirectory: false, size: 5 }],
  });
  const part = await assay.http.inject({ method: 'GET', url, headers: { range: 'bytes=1-2' } });
  expect([part.statusCode, part.body]).toEqual([206, 'el']);
  expect((await assay.http.inject({ method: 'DELETE', url })).statusCode).toBe(204);
  expect((await assay.http.inject({ method: 'GET', url })).json()).toMatchObject({
    code: 'artifact/not-found',
  });
});

test('a path that would leave the run is refused, however it is encoded', async () => {
  const runId = await made();
  for (const path of ['..%2F..%2Fetc', '%252e%252e/x', 'a/..%2f..%2f..%2fb']) {
    const response = await assay.http.inject({
      method: 'PUT',
      url: `/api/v1/runs/${runId}/artifacts/${path}`,
      payload: 'x',
    });
    expect([path, response.statusCode]).toEqual([path, 400]);
  }
});

test('registered models are read with their versions and aliases', async () => {
  const mlflow = (path: string, payload: object) =>
    assay.http.inject({
      method: 'POST',
      url: `/api/2.0/mlflow/${path}`,
      payload: JSON.stringify(payload),
      headers: { 'content-type': 'application/json' },
    });
  const name = "it's a model";
  expect((await mlflow('registered-models/create', { name })).statusCode).toBe(200);
  for (const source of ['s3://b/1', 's3://b/2']) {
    expect((await mlflow('model-versions/create', { name, source })).statusCode).toBe(200);
  }
  await mlflow('registered-models/alias', { name, alias: 'best', version: '1' });
  const path = `/registered-models/${encodeURIComponent(name)}`;
  expect((await call('GET', path)).body).toMatchObject({ name, aliases: [{ alias: 'best', version: 1 }] });
  expect((await call('GET', '/registered-models')).body).toMatchObject({ items: [{ name }], next: null });
  expect((await call('GET', `${path}/versions?filter=version_number%20%3E%201`)).body).toMatchObject({
    items: [{ version: 2, source: 's3://b/2' }],
  });
  expect((await call('GET', `${path}/versions/2`)).body).toMatchObject({ version: 2 });
  expect((await call('GET', `${path}/aliases/best`)).body).toMatchObject({ version: 1, aliases: ['best'] });
  expect((await call('GET', '/registered-models/none')).body).toMatchObject({
    status: 404,
    code: 'registry/model-not-found',
  });
});

test('an unknown route and an unknown method are problems too', async () => {
  expect(await call('GET', '/nothing')).toMatchObject({
    status: 404,
    body: { code: 'request/unknown-route' },
  });
  expect(await call('PUT', '/runs', {})).toMatchObject({
    status: 404,
    body: { code: 'request/unknown-route' },
  });
});

test('the head of an artifact tells its size, and a stream of events has no head', async () => {
  const runId = await made();
  const url = `/api/v1/runs/${runId}/artifacts/a.txt`;
  await assay.http.inject({ method: 'PUT', url, payload: 'hello' });
  const head = await assay.http.inject({ method: 'HEAD', url });
  expect([head.statusCode, head.headers['content-length'], head.body]).toEqual([200, '5', '']);
  expect((await assay.http.inject({ method: 'HEAD', url: '/api/v1/events' })).statusCode).toBe(404);
});

test('a body that is not JSON, not UTF-8 or not there is refused', async () => {
  for (const payload of ['{', '', Buffer.from([0x7b, 0xff, 0x7d])]) {
    const response = await assay.http.inject({ method: 'POST', url: '/api/v1/experiments', payload });
    expect(response.statusCode).toBe(400);
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect(response.json()).toMatchObject({ code: 'request/not-json' });
  }
});

test('every route that answers JSON has an example of the shape that its schema says', () => {
  for (const route of routes) {
    for (const { schema, example } of [
      ...route.answer.content,
      ...(route.body === null ? [] : [route.body]),
    ]) {
      if (schema !== null) expect([route.id, schema.safeParse(example).error]).toEqual([route.id, undefined]);
    }
  }
});
