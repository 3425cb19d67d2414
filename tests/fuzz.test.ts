// Whatever is sent to the MLflow wire, the server does not break, and what it refuses it does not half do.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mlflowEndpoints } from '../src/protocols/mlflow/mlflow.ts';
import { type TestClient, testClient } from '../src/protocols/mlflow/testClient.ts';
import { testAssay } from '../src/server/testAssay.ts';
import { type Fixture, type FuzzRequest, fuzzRequests } from './fuzz/requests.ts';

let client: TestClient;
let fixture: Fixture;

beforeAll(async () => {
  client = testClient(await testAssay());
  fixture = await prepare();
});
afterAll(() => client.close());

test(
  'no request is answered with a 5xx, and a refused one changes nothing',
  { timeout: 120_000 },
  async () => {
    let state = await wholeState();
    let refused = 0;
    let done = 0;
    await fc.assert(
      fc.asyncProperty(fuzzRequests(mlflowEndpoints, fixture), async (request) => {
        const answer = await send(request);
        expect(answer.statusCode, answer.body).toBeLessThan(500);
        const isRefused = answer.statusCode >= 400;
        if (isRefused) refused += 1;
        else done += 1;
        if (request.method === 'GET' && !isRefused) return;
        const after = await wholeState();
        if (isRefused)
          expect(after, `changed by a request that was answered ${answer.statusCode} ${answer.body}`).toBe(
            state,
          );
        state = after;
      }),
      // A failing sequence cannot be shrunk: each request meets the state that those before it left.
      { numRuns: 800, endOnFailure: true },
    );
    // Both kinds must be common, or the requests prove nothing.
    expect(Math.min(refused, done)).toBeGreaterThan(60);
  },
);

async function send({
  method,
  url,
  headers,
  payload,
}: FuzzRequest): Promise<{ statusCode: number; body: string }> {
  const known = ['GET', 'POST', 'PATCH', 'DELETE', 'PUT'] as const;
  return client.http.inject({
    method: known.find((each) => each === method) ?? 'GET',
    url,
    headers,
    ...(payload === undefined ? {} : { payload }),
  });
}

/** Everything that can be read back, as one text. */
async function wholeState(): Promise<string> {
  const texts = await Promise.all([
    client.get('/experiments/search?max_results=1000&view_type=ALL&order_by=experiment_id'),
    client.post('/runs/search', {
      experiment_ids: fixture.experimentIds,
      run_view_type: 'ALL',
      order_by: ['start_time', 'run_id'],
    }),
    client.get('/registered-models/search?max_results=1000'),
    client.get('/model-versions/search?max_results=1000'),
    client.post('/logged-models/search', { experiment_ids: fixture.experimentIds }),
    ...fixture.runIds.map((id) => client.get(`/metrics/get-history?run_id=${id}&metric_key=loss`)),
  ]);
  return texts.map(({ text }) => text).join('\n');
}

async function prepare(): Promise<Fixture> {
  const created = await client.post('/experiments/create', { name: 'fuzz' });
  const { experiment_id } = created.body as { experiment_id: string };
  const runIds = [await client.startRun(), await client.startRun({ experiment_id })];
  await client.post('/registered-models/create', { name: 'model' });
  await client.post('/model-versions/create', { name: 'model', source: 's3://bucket/model' });
  const model = await client.post('/logged-models', { experiment_id, name: 'logged' });
  const { info } = (model.body as { model: { info: { model_id: string } } }).model;
  return { runIds, experimentIds: ['0', experiment_id], modelIds: [info.model_id], datasetIds: ['d-none'] };
}
