import { afterAll, beforeAll, expect, test } from 'vitest';
import { testAssay } from '../../../server/testAssay.ts';
import { type TestClient, testClient } from '../testClient.ts';

let client: TestClient;
beforeAll(async () => {
  client = testClient(await testAssay());
});
afterAll(() => client.close());

const create = '/api/2.0/mlflow/experiments/create';

async function send(payload: string | Buffer, type: string | undefined): Promise<[number, string]> {
  const headers = type === undefined ? {} : { 'content-type': type };
  const answer = await client.http.inject({ method: 'POST', url: create, headers, payload });
  return [answer.statusCode, answer.body];
}

test('a body must be declared as JSON, with or without a charset', async () => {
  expect(await send('{"name":"t1"}', undefined)).toEqual([
    400,
    expect.stringContaining('Bad Request. Content-Type header is missing.'),
  ]);
  expect(await send('{"name":"t1"}', 'application/jsonp')).toEqual([
    400,
    expect.stringContaining("Bad Request. Content-Type must be one of ['application/json']."),
  ]);
  expect((await send('{"name":"t1"}', 'application/json; charset=utf-8'))[0]).toBe(200);
  expect((await send('{"name":"t2"}', 'Application/JSON'))[0]).toBe(200);
});

test('JSON in a JSON text is read, what is no JSON counts as empty', async () => {
  expect((await send(JSON.stringify('{"name":"twice"}'), 'application/json'))[0]).toBe(200);
  for (const body of ['', '{"name": "cut', 'null', '"x"']) {
    expect(await send(body, 'application/json')).toEqual([
      400,
      expect.stringContaining("Missing value for required parameter 'name'"),
    ]);
  }
});

test('a cut request does not start a run, although a run needs no field', async () => {
  const before = (await client.post('/runs/search', { experiment_ids: ['0'] })).text;
  for (const body of ['{"experiment_id": "0", "run_na', '<html>', '"{"']) {
    expect(await client.refusal('/runs/create', body)).toBe(
      '400 INVALID_PARAMETER_VALUE: The request body is not valid JSON.',
    );
  }
  expect((await client.post('/runs/search', { experiment_ids: ['0'] })).text).toBe(before);
});

test('bytes that are not UTF-8, lists and deep nesting are refused', async () => {
  expect((await send(Buffer.from([0x7b, 0xff, 0x7d]), 'application/json'))[1]).toMatch('not valid UTF-8');
  expect((await send('[1]', 'application/json'))[1]).toMatch('must be a JSON object');
  const deep = `{"name":"d","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  expect((await send(deep, 'application/json'))[1]).toMatch('nested more than 100 deep');
  expect((await send('{"name":"\\ud800"}', 'application/json'))[0]).toBe(400);
});

test('a field is known under its camelCase name too, but never under both', async () => {
  const location = { artifactLocation: 's3://bucket' };
  expect((await client.post('/experiments/create', { name: 'camel', ...location })).status).toBe(200);
  expect((await client.get('/experiments/get-by-name?experiment_name=camel')).body).toMatchObject({
    experiment: { artifact_location: 's3://bucket' },
  });
  expect(
    await client.refusal('/experiments/create', { name: 'c', artifact_location: 'x', ...location }),
  ).toBe(
    "400 INVALID_PARAMETER_VALUE: Request specifies both 'artifact_location' and 'artifactLocation'; provide only one of them.",
  );
  // The alias passes through the same check as the name itself.
  expect(await client.refusal('/experiments/create', { name: 'c', artifactLocation: 'runs:/x' })).toMatch(
    'runs:/ URI',
  );
});

test('a client that asks what this server can do is told', async () => {
  const answer = await client.http.inject('/api/3.0/mlflow/server-info');
  expect(answer.json()).toEqual({ store_type: 'SqlStore', workspaces_enabled: false });
});

test('there is no gateway behind this server, and its address says so', async () => {
  const ask = (query: string): Promise<{ body: unknown }> =>
    client.get(`/ajax-api/2.0/mlflow/gateway-proxy?${query}`);
  expect((await ask('gateway_path=api/2.0/endpoints/')).body).toEqual({ endpoints: [] });
  expect((await ask('')).body).toMatchObject({
    message: 'Deployments proxy request must specify a gateway_path.',
  });
  expect((await ask('gateway_path=hello/world')).body).toMatchObject({
    message: 'Invalid gateway_path: hello/world for method: GET',
  });
});

test('an unknown address and a wrong verb are answered without JSON, as clients expect of a server that lacks the endpoint', async () => {
  const unknown = await client.post('/experiments/nothing', {});
  expect([unknown.status, typeof unknown.body]).toEqual([404, 'string']);
  const wrong = await client.http.inject({ method: 'PATCH', url: create });
  expect([wrong.statusCode, wrong.headers['allow']]).toEqual([405, 'POST']);
});
