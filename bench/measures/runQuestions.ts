/** The questions that search and the run table ask, and a check that the answers are whole. */
import { z } from 'zod';
import { postText } from '../load/requestText.ts';
import { metricKeys, params } from '../stages/shape.ts';

const path = '/api/2.0/mlflow/runs/search';
const variants = 64;

const pair = z.object({ key: z.string() });
const answer = z.object({
  runs: z.array(
    z.object({
      info: z.object({ run_name: z.string() }),
      data: z.object({ metrics: z.array(pair), params: z.array(pair) }),
    }),
  ),
  next_page_token: z.string().optional(),
});

/** Runs above a threshold of one metric with one value of a param, ordered by another metric; thresholds differ. */
export function searchRequests(host: string, experimentId: string, pageSize: number): string[] {
  return Array.from({ length: variants }, (_, at) =>
    postText(host, path, {
      experiment_ids: [experimentId],
      filter: `metrics.acc > ${(0.85 + at * 0.0015).toFixed(4)} and params.lr = '0.1'`,
      order_by: ['metrics.loss ASC'],
      max_results: pageSize,
    }),
  );
}

/** A page of the run table as the pages of a client ask for it: newest first. */
export function pageRequest(host: string, experimentId: string, token?: string): string {
  const next = token === undefined ? {} : { page_token: token };
  return postText(host, path, { experiment_ids: [experimentId], max_results: 100, ...next });
}

/**
 * The names of the runs of an answer, in its order, and the token of the next page.
 *
 * @throws when the runs are not as many as asked for, or lack metrics or params: a fast wrong answer has no time
 */
export function runsOf(body: string, expected: number): { names: string[]; token: string | undefined } {
  const { runs, next_page_token: token } = answer.parse(JSON.parse(body));
  const isWhole = runs.every(
    ({ data }) => data.metrics.length === metricKeys.length && data.params.length === params.length,
  );
  if (runs.length !== expected || !isWhole) {
    throw new Error(`an answer held ${runs.length} runs of ${expected}${isWhole ? '' : ', not all whole'}`);
  }
  return { names: runs.map(({ info }) => info.run_name), token };
}
