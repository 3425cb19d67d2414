import { afterAll, beforeAll, expect, test } from 'vitest';
import { testAssay } from '../../../server/testAssay.ts';
import { type TestClient, testClient } from '../testClient.ts';

let client: TestClient;
let experimentId: string;
let run: string;
beforeAll(async () => {
  client = testClient(await testAssay());
  const { body } = await client.post('/experiments/create', { name: 'graph' });
  experimentId = (body as { experiment_id: string }).experiment_id;
  run = await client.startRun({ experiment_id: experimentId, run_name: 'r' });
  for (const value of [123, 'NaN', 'Infinity']) {
    await client.post('/runs/log-metric', {
      run_id: run,
      key: `m${value}`,
      value,
      timestamp: '9007199254740993',
      step: 1,
    });
  }
  await client.post('/registered-models/create', { name: 'model' });
  await client.post('/model-versions/create', { name: 'model', source: 's3://bucket/m', run_id: run });
});
afterAll(() => client.close());

interface GraphqlAnswer {
  readonly data: unknown;
  readonly errors: readonly string[] | null;
}

async function ask(query: string, more: object = {}): Promise<GraphqlAnswer> {
  const answer = await client.http.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    payload: JSON.stringify({ query, ...more }),
  });
  expect(answer.statusCode).toBe(200);
  return answer.json();
}

test('a run is given with what was selected: its experiment and model versions too, integers as texts, NaN as nothing', async () => {
  const answer = await ask(`query q @component(name: "Test") {
    mlflowGetRun(input: {runId: "${run}"}) { apiError { message } run {
      info { status endTime __typename } experiment { name } modelVersions { name version aliases }
      data { metrics { key value timestamp step } } } } }`);
  expect(answer).toEqual({
    errors: null,
    data: {
      mlflowGetRun: {
        apiError: null,
        run: {
          info: { status: 'RUNNING', endTime: '0', __typename: 'MlflowRunInfo' },
          experiment: { name: 'graph' },
          modelVersions: [{ name: 'model', version: '1', aliases: [] }],
          data: {
            metrics: [
              { key: 'm123', value: 123, timestamp: '9007199254740993', step: '1' },
              { key: 'mInfinity', value: null, timestamp: '9007199254740993', step: '1' },
              { key: 'mNaN', value: null, timestamp: '9007199254740993', step: '1' },
            ],
          },
        },
      },
    },
  });
});

test('aliases, fragments and variables mean what they say', async () => {
  const query = `
    # Two questions in one.
    query Two($id: String!, $ids: [String!] = ["none"], $most: Int = 1) {
      one: mlflowGetExperiment(input: {experimentId: $id}) { experiment { ...Named } }
      two: mlflowSearchRuns(input: {experimentIds: $ids, maxResults: $most, runViewType: ALL}) { runs { info { ... on X { runName } } } }
    }
    fragment Named on MlflowExperiment { title: name }`;
  const answer = await ask(query, {
    operationName: 'Two',
    variables: { id: experimentId, ids: [experimentId] },
  });
  expect(answer).toEqual({
    errors: null,
    data: { one: { experiment: { title: 'graph' } }, two: { runs: [{ info: { runName: 'r' } }] } },
  });
});

test('a refused question is an error beside the answers of the others', async () => {
  expect(
    await ask(
      '{ mlflowGetRun(input: {runId: "none"}) { run { info { runId } } } test(inputString: "abc") { output } }',
    ),
  ).toEqual({
    data: { mlflowGetRun: null, test: { output: 'abc' } },
    errors: ['Run with id=none not found'],
  });
});

test('queries that ask too much or cannot be read are refused as a whole', async () => {
  const of = (inner: string): string =>
    `{ mlflowGetExperiment(input: {experimentId: "0"}) { experiment { ${inner} } } }`;
  const many = (count: number, one: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => one(i)).join(' ');
  for (const [query, words] of [
    [
      `{ ${many(12, (i) => `k${i}: test(inputString: "a") { output }`)} }`,
      'GraphQL queries should have at most 10 root fields',
    ],
    [of(many(12, (i) => `a${i}: name`)), 'queries should have at most 10 aliases'],
    [of(many(12, () => 'name {') + ' x ' + '}'.repeat(12)), 'Query exceeds maximum depth of 10'],
    [of(many(1002, (i) => `field_${i}`)), 'Query exceeds maximum total selections of 1000'],
    ['{ mlflowGetRun(', 'Syntax Error'],
    ['{'.repeat(10_000), 'Syntax Error'],
    ['{ ...A } fragment A on Q { ...A }', "Cannot spread fragment 'A' within itself."],
    [
      `{ ...F0 } ${many(30, (i) => `fragment F${i} on Q { ...F${i + 1} ...F${i + 1} }`)} fragment F30 on Q { x }`,
      'Query exceeds maximum total selections',
    ],
    ['{ nothing }', "Cannot query field 'nothing' on type 'Query'."],
    ['', 'Unknown operation'],
  ] as const) {
    const answer = await ask(query);
    expect(answer.data).toBeNull();
    expect(answer.errors?.[0]).toContain(words);
  }
  expect((await ask(of('nothing'))).errors).toEqual([
    "Cannot query field 'nothing' on type 'MlflowExperiment'.",
  ]);
});
