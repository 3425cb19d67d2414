// Requests of any shape to the registry, logged models and evaluation datasets: answered or refused, never a failure of the server.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestAssay, testAssay } from '../../../server/testAssay.ts';
import { evaluationDatasetRoutes } from '../evaluationDatasets/evaluationDatasetRoutes.ts';
import { loggedModelRoutes } from '../loggedModels/loggedModelRoutes.ts';
import { aliasRoutes } from './aliasRoutes.ts';
import { modelVersionRoutes } from './modelVersionRoutes.ts';
import { registeredModelRoutes } from './registeredModelRoutes.ts';

let assay: TestAssay;
let modelId = '';
let datasetId = '';
beforeAll(async () => {
  assay = await testAssay();
  await send('POST', '/api/2.0/mlflow/registered-models/create', { name: 'm' });
  await send('POST', '/api/2.0/mlflow/model-versions/create', { name: 'm', source: 's3://b/m' });
  const model = await send('POST', '/api/2.0/mlflow/logged-models', { experiment_id: '0' });
  modelId = /m-[0-9a-f]{32}/.exec(model.body)?.[0] ?? '';
  const dataset = await send('POST', '/api/3.0/mlflow/datasets/create', { name: 'd' });
  datasetId = /d-[0-9a-f]{32}/.exec(dataset.body)?.[0] ?? '';
});
afterAll(() => assay.close());

const routes = [
  ...registeredModelRoutes,
  ...modelVersionRoutes,
  ...aliasRoutes,
  ...loggedModelRoutes,
  ...evaluationDatasetRoutes,
];

function send(method: string, url: string, body: unknown): Promise<{ statusCode: number; body: string }> {
  return assay.http.inject({
    // The routes name only methods that HTTP has.
    method: method as 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify(body),
  });
}

const word = fc.oneof(
  fc.constantFrom(
    'm',
    '1',
    '0',
    'latest',
    'Production',
    's3://b/m',
    'models:/m/1',
    'dummy-source',
    '[{"inputs":{"a":1}}]',
    '{"a":"b"}',
  ),
  fc.constantFrom(
    "name = 'm'",
    'name DESC',
    'metrics.a > 1',
    'name LIKE',
    '',
    ' ',
    '..',
    '__proto__',
    '99999999999999999999',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.json({ maxDepth: 3 }),
);
const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: word },
  {
    weight: 2,
    arbitrary: fc.array(fc.oneof(word, fc.record({ key: word, value: word }, { requiredKeys: [] })), {
      maxLength: 3,
    }),
  },
  { weight: 1, arbitrary: fc.oneof(fc.integer(), fc.double(), fc.boolean(), fc.constant(null)) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);
const names = [
  'name',
  'new_name',
  'description',
  'tags',
  'key',
  'value',
  'version',
  'stage',
  'stages',
  'alias',
  'source',
  'run_id',
  'model_id',
  'experiment_id',
  'params',
  'status',
  'filter',
  'max_results',
  'order_by',
  'page_token',
  'experiment_ids',
  'datasets',
  'records',
  'dataset_record_ids',
  'filter_string',
  'archive_existing_versions',
  'modelId',
  'newName',
];
const body = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 8 });

test('no request makes the server fail', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...routes), body, word, async (route, fields, id) => {
      const path = route.path
        .replace(':modelId', modelId)
        .replace(':datasetId', datasetId)
        .replace(':tagKey', encodeURIComponent(id.toWellFormed()) || 'k');
      const [method = 'GET'] = route.methods;
      const query = new URLSearchParams();
      for (const [key, each] of Object.entries(fields)) {
        query.append(key, typeof each === 'string' ? each : JSON.stringify(each));
      }
      const url = `/api/${route.major}.0/mlflow${path}`;
      const answer =
        method === 'GET'
          ? await assay.http.inject(`${url}?${query.toString()}`)
          : await send(method, url, fields);
      expect(answer.statusCode, `${method} ${url} ${JSON.stringify(fields)}: ${answer.body}`).toBeLessThan(
        500,
      );
    }),
    { numRuns: 1500 },
  );
}, 60_000);
