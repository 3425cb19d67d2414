import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestAssay, testAssay } from '../../../server/testAssay.ts';

let assay: TestAssay;
beforeAll(async () => {
  assay = await testAssay();
});
afterAll(() => assay.close());

async function post(path: string, body: unknown): Promise<{ status: number; body: unknown }> {
  const answer = await assay.http.inject({
    method: 'POST',
    url: `/api/2.0/mlflow${path}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.statusCode, body: JSON.parse(answer.body) };
}

test('an experiment that was created is found by id and by name', async () => {
  const created = await post('/experiments/create', { name: 'x', tags: [{ key: 'k', value: 'v' }] });
  expect(created).toEqual({ status: 200, body: { experiment_id: '1' } });
  const byId = await assay.http.inject('/api/2.0/mlflow/experiments/get?experiment_id=1');
  const byName = await assay.http.inject('/ajax-api/2.0/mlflow/experiments/get-by-name?experiment_name=x');
  expect(byId.json()).toMatchObject({
    experiment: {
      experiment_id: '1',
      name: 'x',
      artifact_location: 'mlflow-artifacts:/1',
      lifecycle_stage: 'active',
      tags: [{ key: 'k', value: 'v' }],
    },
  });
  expect(byName.json()).toEqual(byId.json());
});
