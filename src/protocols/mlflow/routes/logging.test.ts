import { afterAll, beforeAll, expect, test } from 'vitest';
import { testAssay } from '../../../server/testAssay.ts';
import { type TestClient, testClient } from '../testClient.ts';

let client: TestClient;
let run: string;
beforeAll(async () => {
  client = testClient(await testAssay());
  run = await client.startRun({ run_name: 'n', start_time: 7 });
});
afterAll(() => client.close());

const refusal = (path: string, body: object): Promise<string> =>
  client.refusal(`/runs/${path}`, { run_id: run, ...body });
const log = async (path: string, body: object): Promise<number> =>
  (await client.post(`/runs/${path}`, { run_id: run, ...body })).status;
const dataOf = async (id: string): Promise<unknown> =>
  ((await client.get(`/runs/get?run_id=${id}`)).body as { run: { data: unknown } }).run.data;

test('integers keep every digit, zero its sign, and NaN and the infinities are values', async () => {
  for (const point of [
    '"value":-0.0,"timestamp":9223372036854775807,"step":-9223372036854775808',
    '"value":NaN,"timestamp":"3","step":9007199254740993',
    '"value":"Infinity","timestamp":2',
    '"value":-Infinity,"timestamp":1',
  ]) {
    expect((await client.post('/runs/log-metric', `{"run_id":"${run}","key":"odd",${point}}`)).text).toBe(
      '{}',
    );
  }
  expect((await client.get(`/metrics/get-history?run_id=${run}&metric_key=odd`)).text).toBe(
    '{"metrics":[' +
      '{"key":"odd","value":"-Infinity","timestamp":1,"step":0},' +
      '{"key":"odd","value":"Infinity","timestamp":2,"step":0},' +
      '{"key":"odd","value":"NaN","timestamp":3,"step":9007199254740993},' +
      '{"key":"odd","value":-0.0,"timestamp":9223372036854775807,"step":-9223372036854775808}]}',
  );
});

test('a point that is not one is refused, and nothing of its batch is kept', async () => {
  const good = { key: 'good', value: 1, timestamp: 1 };
  for (const [bad, words] of [
    [
      { key: 'm', value: 1, timestamp: 1, step: 'foo' },
      `Invalid value "foo" for parameter 'metrics[1].step'`,
    ],
    [{ key: 'm', value: true, timestamp: 1 }, `Invalid value true for parameter 'metrics[1].value'`],
    [{ key: 'm', value: 1, timestamp: 1.5 }, `Invalid value 1.5 for parameter 'metrics[1].timestamp'`],
    [
      { key: 'm', value: 1, timestamp: -1 },
      `Invalid value -1 for parameter 'metrics[1].timestamp' supplied: metric 'm' (value=1.0).`,
    ],
    [{ key: 'm', value: 1 }, `Missing value for required parameter 'metrics[1].timestamp'`],
    [
      { key: 'a$b', value: 1, timestamp: 1 },
      `Invalid value "a$b" for parameter 'metrics[1].name' supplied: Names may only contain`,
    ],
    [{ key: '../x', value: 1, timestamp: 1 }, `This name would resolve to '../x'`],
    [
      { key: 'k'.repeat(251), value: 1, timestamp: 1 },
      `'Metric name' exceeds the maximum length of 250 characters`,
    ],
    [5, `Invalid value 5 for parameter 'metrics[1]'`],
  ] as const) {
    expect(
      await refusal('log-batch', { metrics: [good, bad], params: [{ key: 'lost', value: '1' }] }),
    ).toContain(words);
  }
  expect(JSON.stringify(await dataOf(run))).not.toMatch(/good|lost/);
});

test('a batch keeps points, params and tags together; of tags with one key the last wins', async () => {
  const status = await log('log-batch', {
    metrics: [
      { key: 'loss', value: 0.5, timestamp: 5 },
      { key: 'loss', value: 0.25, timestamp: 6, step: 1 },
    ],
    params: [{ key: 'lr', value: '0.1' }, { key: 'empty' }],
    tags: [
      { key: 't', value: '1' },
      { key: 't', value: '2' },
    ],
  });
  expect(status).toBe(200);
  expect(await dataOf(run)).toMatchObject({
    metrics: expect.arrayContaining([{ key: 'loss', value: 0.25, timestamp: 6, step: 1 }]) as unknown,
    params: [
      { key: 'empty', value: '' },
      { key: 'lr', value: '0.1' },
    ],
    tags: expect.arrayContaining([{ key: 't', value: '2' }]) as unknown,
  });
});

test('params never change, and a batch that would change one is refused whole', async () => {
  expect(await log('log-parameter', { key: 'p', value: "it's" })).toBe(200);
  expect(await log('log-parameter', { key: 'p', value: "it's" })).toBe(200);
  expect(await refusal('log-parameter', { key: 'p', value: '2' })).toContain(
    `Changing param values is not allowed. Param with key='p' was already logged with value='it's' for run ID='${run}'. Attempted logging new value '2'.`,
  );
  const batch = {
    metrics: [{ key: 'unseen', value: 1, timestamp: 1 }],
    params: [{ key: 'p', value: '9' }],
    tags: [{ key: 'unseen' }],
  };
  expect(await refusal('log-batch', batch)).toContain(
    `Params were already logged='[{'key': 'p', 'old_value': "it's", 'new_value': '9'}]' for run ID='${run}'.`,
  );
  expect(JSON.stringify(await dataOf(run))).not.toContain('unseen');
  expect(
    await refusal('log-batch', {
      params: [
        { key: 'd', value: '1' },
        { key: 'd', value: '1' },
      ],
    }),
  ).toContain(
    "Duplicate parameter keys have been submitted: ['d']. Please ensure the request contains only one param value per param key.",
  );
});

test('a batch holds so much and no more', async () => {
  const metrics = Array.from({ length: 1001 }, (_, step) => ({ key: 'm', value: 1, timestamp: 1, step }));
  expect(await refusal('log-batch', { metrics })).toContain(
    'A batch logging request can contain at most 1000 metrics. Got 1001 metrics. Please split up metrics across multiple requests and try again.',
  );
  const params = Array.from({ length: 101 }, (_, i) => ({ key: `p${i}`, value: '' }));
  expect(await refusal('log-batch', { params })).toContain('at most 100 params. Got 101 params.');
  expect(
    await refusal('log-batch', { metrics: metrics.slice(0, 950), params: params.slice(0, 51) }),
  ).toContain('at most 1000 metrics, params, and tags. Got 1001');
});

test('long values of params and tags are cut, not refused', async () => {
  expect(await log('log-parameter', { key: 'long', value: '😀'.repeat(6001) })).toBe(200);
  expect(await log('set-tag', { key: 'long', value: 'x'.repeat(8001) })).toBe(200);
  expect(await dataOf(run)).toMatchObject({
    params: expect.arrayContaining([{ key: 'long', value: '😀'.repeat(6000) }]) as unknown,
    tags: expect.arrayContaining([{ key: 'long', value: 'x'.repeat(8000) }]) as unknown,
  });
});

test('tags are deleted once, and what is not there says so', async () => {
  expect((await client.post('/runs/set-tag', { run_uuid: run, key: 'brief', value: '' })).status).toBe(200);
  expect(await log('delete-tag', { key: 'brief' })).toBe(200);
  expect(await refusal('delete-tag', { key: 'brief' })).toBe(
    `404 RESOURCE_DOES_NOT_EXIST: No tag with name: brief in run with id ${run}`,
  );
  expect(await client.refusal('/runs/log-batch', { run_id: 'none' })).toBe(
    '404 RESOURCE_DOES_NOT_EXIST: Run with id=none not found',
  );
  expect(await client.refusal('/runs/log-batch', { run_id: 'no such' })).toContain(
    `Invalid value "no such" for parameter 'run_id' supplied.`,
  );
});

test('inputs and outputs are read back, once each', async () => {
  const id = await client.startRun();
  const dataset = { name: 'd', digest: '1', source_type: 'local', source: '{}', schema: 's' };
  const tags = [{ key: 'mlflow.data.context', value: 'train' }];
  const inputs = { run_id: id, datasets: [{ dataset, tags }], models: [{ model_id: 'm-1' }] };
  for (let i = 0; i < 2; i += 1) await client.post('/runs/log-inputs', inputs);
  await client.post('/runs/outputs', { run_id: id, models: [{ model_id: 'm-2', step: 3 }] });
  expect((await client.get(`/runs/get?run_id=${id}`)).body).toMatchObject({
    run: {
      inputs: { dataset_inputs: [{ tags, dataset }], model_inputs: [{ model_id: 'm-1' }] },
      outputs: { model_outputs: [{ model_id: 'm-2', step: 3 }] },
    },
  });
  expect((await client.post('/experiments/search-datasets', { experiment_ids: ['0'] })).body).toEqual({
    dataset_summaries: [{ experiment_id: '0', name: 'd', digest: '1', context: 'train' }],
  });
  expect(await client.refusal('/runs/outputs', { run_id: id })).toContain(
    "Missing value for required parameter 'models'",
  );
});
