// The routes of evidence: what is answered has the form that the API document promises.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestAssay, testAssay } from '../../../server/testAssay.ts';
import { comparison, evidence, evidenceSummaries, noise, repeats } from '../schemas/evidence.ts';

let assay: TestAssay;

beforeAll(async () => {
  assay = await testAssay();
  for (const [runId, accuracy] of [
    ['a', 0.9],
    ['b', 0.92],
    ['c', 0.5],
  ] as const) {
    const tags = runId === 'c' ? [] : [{ key: 'assay.repeat.of', value: 'a' }];
    await post('/runs', { runId, experimentName: 'churn', purpose: 'why', tags: runId === 'a' ? [] : tags });
    await post(`/runs/${runId}/batch`, { points: [{ key: 'accuracy', value: accuracy, timestamp: 1 }] });
  }
});
afterAll(() => assay.close());

async function post(path: string, body: object): Promise<unknown> {
  const answer = await assay.http.inject({
    method: 'POST',
    url: `/api/v1${path}`,
    payload: JSON.stringify(body),
  });
  expect(answer.statusCode).toBeLessThan(500);
  return answer.body === '' ? undefined : answer.json<unknown>();
}

async function get(path: string): Promise<unknown> {
  return (await assay.http.inject({ method: 'GET', url: `/api/v1${path}` })).json();
}

test('evidence says what is there and how to add what is missing', async () => {
  const answer = evidence.parse(await get('/runs/a/evidence'));
  expect(answer).toMatchObject({ runId: 'a', isComplete: false, requiredFields: 7 });
  expect(answer.fields.find(({ id }) => id === 'purpose')).toMatchObject({
    status: 'present',
    found: [{ value: 'why' }],
  });
  const summary = evidenceSummaries.parse(await post('/evidence/summaries', { runIds: ['b', 'none', 'a'] }));
  expect(summary.items.map(({ runId }) => runId)).toEqual(['b', 'a']);
  expect(summary.items[1]?.presentFields).toBe(answer.presentFields);
});

test('repeats that were declared are named, and why none is known by hashes', async () => {
  const answer = repeats.parse(await get('/runs/b/repeats'));
  expect(answer.declared.map(({ runId }) => runId).toSorted()).toEqual(['a', 'b']);
  expect(answer.group).toBe('a');
  expect(answer.unknownBecause).toContain('seed');
});

test('noise and comparison have their floor from the declared repeats', async () => {
  const floor = noise.parse(await post('/metrics/noise', { key: 'accuracy', experimentIds: ['1'] }));
  expect(floor.floor).toMatchObject({ n: 2, groups: 1, df: 1 });
  const compared = comparison.parse(await post('/runs/compare', { runIds: ['a', 'b', 'c'] }));
  expect(compared.repeatsFirst).toEqual([true, false]);
  expect(compared.metrics[0]?.values.map(({ verdict }) => verdict)).toEqual([
    null,
    'reproduced',
    'different',
  ]);
});

test.each([
  ['/runs/compare', { runIds: ['a'] }, 'runIds'],
  ['/metrics/noise', { key: 'accuracy', experimentIds: [] }, 'experimentIds'],
  ['/metrics/noise', { key: 'accuracy', experimentIds: ['1'], grup: 'x' }, 'grup'],
  ['/evidence/summaries', {}, 'runIds'],
])('%s with %j is refused, naming the field', async (path, body, field) => {
  expect(await post(path, body)).toMatchObject({ status: 400, field });
});

test('a run that is not there is not found', async () => {
  for (const path of ['/runs/none/evidence', '/runs/none/repeats', '/runs/none/models']) {
    expect(await get(path)).toMatchObject({ status: 404, code: 'run/not-found' });
  }
  expect(await post('/runs/compare', { runIds: ['a', 'none'] })).toMatchObject({ code: 'run/not-found' });
});
