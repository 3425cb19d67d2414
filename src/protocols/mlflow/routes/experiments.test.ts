import { afterAll, beforeAll, expect, test } from 'vitest';
import { testAssay } from '../../../server/testAssay.ts';
import { type TestClient, testClient } from '../testClient.ts';

let client: TestClient;
beforeAll(async () => {
  client = testClient(await testAssay());
});
afterAll(() => client.close());

test('an experiment that was created is found by id and by name', async () => {
  const created = await client.post('/experiments/create', { name: 'x', tags: [{ key: 'k', value: 'v' }] });
  expect(created.body).toEqual({ experiment_id: '1' });
  const byId = await client.get('/experiments/get?experiment_id=1');
  const byName = await client.get('/ajax-api/2.0/mlflow/experiments/get-by-name?experiment_name=x');
  expect(byId.body).toMatchObject({
    experiment: {
      experiment_id: '1',
      name: 'x',
      artifact_location: 'mlflow-artifacts:/1',
      lifecycle_stage: 'active',
      tags: [{ key: 'k', value: 'v' }],
    },
  });
  expect(byName.body).toEqual(byId.body);
});

test('a name is taken also by a deleted experiment', async () => {
  await client.post('/experiments/create', { name: 'gone' });
  await client.post('/experiments/delete', { experiment_id: '2' });
  expect(await client.refusal('/experiments/create', { name: 'gone' })).toMatch(
    /^400 RESOURCE_ALREADY_EXISTS: Experiment\(name=gone\) already exists\./,
  );
});

test('deleting an experiment deletes its runs, restoring brings both back', async () => {
  const { body } = await client.post('/experiments/create', { name: 'cascade' });
  const run = await client.startRun({ ...(body as object) });
  await client.post('/experiments/delete', body);
  expect(await client.refusal('/experiments/delete', body)).toBe(
    '404 RESOURCE_DOES_NOT_EXIST: No Experiment with id=3 exists',
  );
  expect(await client.refusal('/runs/set-tag', { run_id: run, key: 'k', value: 'v' })).toBe(
    `400 INVALID_PARAMETER_VALUE: The run ${run} must be in the 'active' state. Current state is deleted.`,
  );
  expect(await client.refusal('/runs/create', body)).toBe(
    "400 INVALID_PARAMETER_VALUE: The experiment 3 must be in the 'active' state. Current state is deleted.",
  );
  await client.post('/experiments/restore', body);
  expect((await client.post('/runs/set-tag', { run_id: run, key: 'k', value: 'v' })).status).toBe(200);
});

test('what cannot be an experiment is refused in the words clients know', async () => {
  const refusal = (body: unknown): Promise<string> => client.refusal('/experiments/create', body);
  expect(await refusal({})).toMatch("Missing value for required parameter 'name'. See the API docs");
  expect(await refusal({ name: 123 })).toMatch(
    "Invalid value 123 for parameter 'name' supplied:  Hint: Value was of type 'int'.",
  );
  expect(await refusal('{"name":"a","artifact_location":9.0}')).toMatch(
    "Invalid value 9.0 for parameter 'artifact_location'",
  );
  expect(await refusal({ name: 'a', tags: '5' })).toMatch(`Invalid value "5" for parameter 'tags'`);
  expect(await refusal({ name: 'a', artifact_location: 'runs:/x' })).toMatch(
    'Artifact location cannot be a runs:/ URI',
  );
  expect(await refusal({ name: 'a', artifact_location: 's3://b/p#f' })).toMatch(
    "can't include fragments or params",
  );
  expect(await refusal({ name: 'a', artifact_location: 's3://b/p?q=%252e%252e' })).toMatch(
    'Invalid query string',
  );
  expect(await refusal({ name: 'n'.repeat(501) })).toMatch(
    "'name' exceeds the maximum length of 500 characters",
  );
  expect(await client.refusal('/experiments/update', { experiment_id: 'abc', new_name: 'x' })).toMatch(
    "Invalid experiment ID 'abc'. Experiment ID must be a valid integer.",
  );
  expect((await client.get('/experiments/get-by-name?experiment_name=none')).body).toMatchObject({
    message: "Could not find experiment with name 'none'",
  });
});

test('a search says how many it wants, and pages through all of them once', async () => {
  expect(await client.refusal('/experiments/search', {})).toBe(
    "400 INVALID_PARAMETER_VALUE: Invalid value 0 for parameter 'max_results' supplied. It must be a positive integer",
  );
  const names: string[] = [];
  let token = '';
  do {
    const { body } = await client.get(
      `/experiments/search?max_results=2&view_type=ALL&order_by=name&page_token=${encodeURIComponent(token)}`,
    );
    const page = body as { experiments: { name: string }[]; next_page_token?: string };
    names.push(...page.experiments.map(({ name }) => name));
    token = page.next_page_token ?? '';
  } while (token !== '');
  expect(names).toEqual(['Default', 'cascade', 'gone', 'x']);
});

test('tags of experiments are set, replaced and deleted', async () => {
  const set = (value: string): Promise<unknown> =>
    client.post('/experiments/set-experiment-tag', { experiment_id: '1', key: 'set', value });
  await set('a');
  await set('');
  expect((await client.get('/experiments/get?experiment_id=1')).body).toMatchObject({
    experiment: { tags: expect.arrayContaining([{ key: 'set', value: '' }]) as unknown },
  });
  const key = { experiment_id: '1', key: 'set' };
  expect((await client.post('/experiments/delete-experiment-tag', key)).status).toBe(200);
  expect(await client.refusal('/experiments/delete-experiment-tag', key)).toMatch(
    'No tag with name: set in experiment with id 1',
  );
});
