import { afterAll, beforeAll, expect, test } from 'vitest';
import { testAssay } from '../../../server/testAssay.ts';
import { type TestClient, testClient } from '../testClient.ts';

let client: TestClient;
beforeAll(async () => {
  client = testClient(await testAssay());
});
afterAll(() => client.close());

const infoOf = async (id: string): Promise<Record<string, unknown>> =>
  ((await client.get(`/runs/get?run_id=${id}`)).body as { run: { info: Record<string, unknown> } }).run.info;
const nameTagOf = async (id: string): Promise<unknown> => {
  const { run } = (await client.get(`/runs/get?run_uuid=${id}`)).body as {
    run: { data: { tags: { key: string; value: string }[] } };
  };
  return run.data.tags.find(({ key }) => key === 'mlflow.runName')?.value;
};

test('a run that is given no name gets one, as name and as tag', async () => {
  const id = await client.startRun();
  const { run_name } = await infoOf(id);
  expect(run_name).toMatch(/^[a-z]+-[a-z]+-\d{1,3}$/);
  expect(String(run_name).length).toBeLessThanOrEqual(20);
  expect(await nameTagOf(id)).toBe(run_name);
});

test('name and name tag are one, whichever is set', async () => {
  const id = await client.startRun({ tags: [{ key: 'mlflow.runName', value: 'by tag' }] });
  expect((await infoOf(id))['run_name']).toBe('by tag');
  await client.post('/runs/update', { run_id: id, run_name: 'by update' });
  expect(await nameTagOf(id)).toBe('by update');
  await client.post('/runs/set-tag', { run_id: id, key: 'mlflow.runName', value: 'by set-tag' });
  expect((await infoOf(id))['run_name']).toBe('by set-tag');
  await client.post('/runs/log-batch', { run_id: id, tags: [{ key: 'mlflow.runName', value: 'by batch' }] });
  expect([(await infoOf(id))['run_name'], await nameTagOf(id)]).toEqual(['by batch', 'by batch']);
  await client.post('/runs/set-tag', { run_id: id, key: 'mlflow.runName', value: '' });
  expect([(await infoOf(id))['run_name'], await nameTagOf(id)]).toEqual(['by batch', 'by batch']);
  expect(
    await client.refusal('/runs/create', { run_name: 'a', tags: [{ key: 'mlflow.runName', value: 'b' }] }),
  ).toContain(
    "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values (run_name='a', mlflow.runName='b').",
  );
});

test('a run ends, keeps its end, and can still be logged to', async () => {
  const id = await client.startRun({ start_time: '5', user_id: 'u', experiment_id: '0' });
  const ended = await client.post('/runs/update', { run_id: id, status: 'FINISHED', end_time: 99 });
  expect(ended.body).toMatchObject({
    run_info: { status: 'FINISHED', start_time: 5, end_time: 99, user_id: 'u', run_uuid: id },
  });
  await client.post('/runs/update', { run_id: id, run_name: 'later' });
  expect(await infoOf(id)).toMatchObject({ status: 'FINISHED', end_time: 99, run_name: 'later' });
  expect(
    (await client.post('/runs/log-metric', { run_id: id, key: 'm', value: 1, timestamp: 1 })).status,
  ).toBe(200);
  expect(await client.refusal('/runs/update', { run_id: id, status: 'WEIRD' })).toContain(
    `Invalid value "WEIRD" for parameter 'status' supplied`,
  );
});

test('a deleted run is found by its id and by who asks for deleted ones', async () => {
  const { body } = await client.post('/experiments/create', { name: 'deleting' });
  const { experiment_id } = body as { experiment_id: string };
  const [kept, gone] = [await client.startRun({ experiment_id }), await client.startRun({ experiment_id })];
  await client.post('/runs/delete', { run_id: gone });
  const search = async (run_view_type: string): Promise<string[]> => {
    const found = (await client.post('/runs/search', { experiment_ids: [experiment_id], run_view_type }))
      .body as {
      runs?: { info: { run_id: string } }[];
    };
    return (found.runs ?? []).map(({ info }) => info.run_id).sort();
  };
  expect([await search('ACTIVE_ONLY'), await search('DELETED_ONLY'), await search('ALL')]).toEqual([
    [kept],
    [gone],
    [kept, gone].sort(),
  ]);
  expect(await infoOf(gone)).toMatchObject({ lifecycle_stage: 'deleted' });
  await client.post('/runs/restore', { run_id: gone });
  expect(await search('ACTIVE_ONLY')).toHaveLength(2);
});

test('a search is refused in the words clients know, and finds nothing without experiments', async () => {
  expect((await client.post('/runs/search', {})).body).toEqual({});
  expect(await client.refusal('/runs/search', { max_results: 123456789 })).toContain(
    "Invalid value 123456789 for parameter 'max_results' supplied:  Hint: Value was of type 'int'.",
  );
  expect(await client.refusal('/runs/search', { max_results: 0 })).toContain('It must be a positive integer');
  expect(await client.refusal('/runs/search', { experiment_ids: ['x'] })).toContain(
    "Invalid experiment ID 'x'.",
  );
  expect(await client.refusal('/runs/search', { order_by: [1] })).toContain(
    "Invalid value [1] for parameter 'order_by'",
  );
  expect(await client.refusal('/runs/search', { experiment_ids: ['0'], page_token: 'zz' })).toContain(
    'Invalid page token',
  );
});

test('pages of runs are stable while runs are added', async () => {
  const { body } = await client.post('/experiments/create', { name: 'paging' });
  const { experiment_id } = body as { experiment_id: string };
  const ids: string[] = [];
  for (let i = 0; i < 5; i += 1) ids.push(await client.startRun({ experiment_id, start_time: i }));
  const seen: string[] = [];
  let page_token: string | undefined;
  do {
    const found = (
      await client.post('/runs/search', { experiment_ids: [experiment_id], max_results: 2, page_token })
    ).body as {
      runs: { info: { run_id: string } }[];
      next_page_token?: string;
    };
    seen.push(...found.runs.map(({ info }) => info.run_id));
    page_token = found.next_page_token;
    await client.startRun({ experiment_id, start_time: 100 });
  } while (page_token !== undefined);
  expect(seen).toEqual(ids.reverse());
});

test('a trial in the prompt lab is a finished run with its table, or nothing', async () => {
  const path = '/ajax-api/2.0/mlflow/runs/create-promptlab-run';
  const trial = {
    experiment_id: '0',
    run_name: 'trial',
    prompt_template: 'Say {{x}}',
    prompt_parameters: [{ key: 'x', value: 'hello' }],
    model_route: 'route',
    model_parameters: [{ key: 'temperature', value: 0.1 }],
    model_input: 'Say hello',
    model_output: 'hello',
    model_output_parameters: [{ key: 'latency', value: '100' }],
    mlflow_version: '1.0.0',
    start_time: 456,
  };
  const { body } = await client.post(path, trial);
  expect(body).toMatchObject({
    run: {
      info: { run_name: 'trial', status: 'FINISHED', start_time: 456, user_id: 'unknown' },
      data: {
        params: [
          { key: 'model_route', value: 'route' },
          { key: 'prompt_template' },
          { key: 'temperature', value: '0.1' },
        ],
      },
    },
  });
  const { run } = body as { run: { info: { run_id: string } } };
  const table = await client.http.inject(
    `/get-artifact?run_id=${run.info.run_id}&path=eval_results_table.json`,
  );
  expect(table.json()).toEqual({
    columns: ['x', 'prompt', 'output', 'latency'],
    data: [['hello', 'Say hello', 'hello', '100']],
  });
  const runs = async (): Promise<string> =>
    (await client.post('/runs/search', { experiment_ids: ['0'] })).text;
  const before = await runs();
  expect(await client.refusal(path, { ...trial, model_parameters: [{ key: 'a$b', value: '' }] })).toContain(
    'Names may only contain',
  );
  expect(await client.refusal(path, { ...trial, mlflow_version: '' })).toContain(
    'CreatePromptlabRun request must specify mlflow_version.',
  );
  expect(await client.refusal(path, {})).toContain('CreatePromptlabRun request must specify experiment_id.');
  expect(await runs()).toBe(before);
});

test('the models of old clients are kept in the history tag', async () => {
  const id = await client.startRun();
  const model = {
    artifact_path: 'm',
    flavors: {},
    run_id: id,
    utc_time_created: 'now',
    padding: 'x'.repeat(9000),
  };
  for (let i = 0; i < 2; i += 1) {
    expect(
      (await client.post('/runs/log-model', { run_id: id, model_json: JSON.stringify(model) })).status,
    ).toBe(200);
  }
  const { run } = (await client.get(`/runs/get?run_id=${id}`)).body as {
    run: { data: { tags: { key: string; value: string }[] } };
  };
  expect(
    JSON.parse(run.data.tags.find(({ key }) => key === 'mlflow.log-model.history')?.value ?? ''),
  ).toEqual([model, model]);
  expect(await client.refusal('/runs/log-model', { run_id: id, model_json: '{}' })).toContain(
    'Model json is missing mandatory fields',
  );
  expect(await client.refusal('/runs/log-model', { run_id: id, model_json: '{' })).toContain(
    'Malformed model info.',
  );
});
