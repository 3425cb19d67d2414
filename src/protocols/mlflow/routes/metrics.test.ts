import { afterAll, beforeAll, expect, test } from 'vitest';
import { testAssay } from '../../../server/testAssay.ts';
import { type TestClient, testClient } from '../testClient.ts';

let client: TestClient;
let run: string;
beforeAll(async () => {
  client = testClient(await testAssay());
  run = await client.startRun();
  const metrics = Array.from({ length: 10 }, (_, step) => ({
    key: 'm',
    value: step / 2,
    timestamp: 1000 + step,
    step,
  }));
  await client.post('/runs/log-batch', { run_id: run, metrics });
});
afterAll(() => client.close());

interface Found {
  readonly metrics?: readonly { readonly step: number; readonly run_id?: string }[];
  readonly next_page_token?: string;
  readonly message?: string;
}
const ask = async (path: string): Promise<Found> => (await client.get(path)).body as Found;
const bulk = (query: string): Promise<Found> => ask(`/ajax-api/2.0/mlflow/metrics/get-history-bulk?${query}`);
const sampled = (query: string): Promise<Found> => ask(`/metrics/get-history-bulk-interval?${query}`);
const stepsOf = ({ metrics = [] }: Found): number[] => metrics.map(({ step }) => step);

test('a history is given whole, or in pages that join without a gap', async () => {
  const history = `/metrics/get-history?run_id=${run}&metric_key=m`;
  expect(stepsOf(await ask(history))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const first = await ask(`${history}&max_results=4`);
  const second = await ask(`${history}&max_results=4&page_token=${first.next_page_token}`);
  const third = await ask(`${history}&max_results=4&page_token=${second.next_page_token}`);
  expect([first, second, third].map(stepsOf)).toEqual([
    [0, 1, 2, 3],
    [4, 5, 6, 7],
    [8, 9],
  ]);
  expect(third.next_page_token).toBeUndefined();
  expect((await ask(`${history}&page_token=invalid_token`)).message).toContain('Invalid page token');
  expect((await ask(`${history}&max_results=0`)).message).toContain('It must be a positive integer.');
  expect(await ask(`/metrics/get-history?run_id=${run}&metric_key=unknown`)).toEqual({});
});

test('several histories come with their runs, up to a limit', async () => {
  const other = await client.startRun();
  await client.post('/runs/log-metric', { run_id: other, key: 'm', value: 1, timestamp: 1 });
  const found = await bulk(`run_id=${run}&run_id=${other}&metric_key=m`);
  expect(new Set(found.metrics?.map(({ run_id }) => run_id))).toEqual(new Set([run, other]));
  expect(stepsOf(await bulk(`run_id=${run}&metric_key=m&max_results=2`))).toEqual([0, 1]);
  expect((await bulk('metric_key=m')).message).toBe(
    'GetMetricHistoryBulk request must specify at least one run_id.',
  );
  expect((await bulk('run_id=1')).message).toBe('GetMetricHistoryBulk request must specify a metric_key.');
  expect((await bulk(`metric_key=m&${'run_id=a&'.repeat(101)}`)).message).toContain(
    'cannot specify more than 100 run_ids',
  );
});

test('a sampled history has evenly spaced steps and both ends', async () => {
  expect(stepsOf(await sampled(`run_ids=${run}&metric_key=m&max_results=5`))).toEqual([0, 2, 4, 6, 8, 9]);
  expect(stepsOf(await sampled(`run_ids=${run}&metric_key=m&max_results=5&start_step=0&end_step=4`))).toEqual(
    [0, 1, 2, 3, 4],
  );
});

test('a sampled history is refused in the words clients know', async () => {
  for (const [query, words] of [
    ['metric_key=m', "Missing value for required parameter 'run_ids'."],
    ['run_ids=1', "Missing value for required parameter 'metric_key'"],
    ['run_ids=1&metric_key=', "Missing value for required parameter 'metric_key'"],
    [
      `metric_key=m&${'run_ids=a&'.repeat(101)}`,
      'GetMetricHistoryBulkInterval request must specify at most 100 run_ids.',
    ],
    ['run_ids=1&metric_key=m&max_results=0', 'max_results must be between 1 and 2500'],
    [
      'run_ids=1&metric_key=m&start_step=1&end_step=0',
      'end_step must be greater than start_step. Found start_step=1 and end_step=0.',
    ],
    [
      'run_ids=1&metric_key=m&start_step=1',
      'If either start step or end step are specified, both must be specified.',
    ],
    ['run_ids=1&metric_key=m&start_step=x&end_step=1', `Invalid value "x" for parameter 'start_step'`],
  ] as const) {
    expect((await sampled(query)).message).toContain(words);
  }
});
