// Histories of metrics on the MLflow wire: one series paged, several in bulk, several sampled.
import {
  bulkHistory,
  mostHistoryPoints,
  mostHistoryRuns,
  mostSampledPoints,
  sampledHistory,
} from '../../../tracking/metrics/bulkHistory.ts';
import { metricHistory } from '../../../tracking/metrics/metricHistory.ts';
import { filled, wireMetric } from '../answer/wireRun.ts';
import { writePoints } from '../answer/writePoints.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { count, integer, required, text, textList } from '../request/fields.ts';
import { invalidRequest, seeDocs } from '../request/refusals.ts';

export const metricRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: '/metrics/get-history',
    request: { run_id: required(text), metric_key: required(text), max_results: count, page_token: text },
    async handle({ tracking }, { run_id, metric_key, max_results, page_token }) {
      const { points, next } = await metricHistory(tracking, {
        runId: run_id,
        key: metric_key,
        limit: max_results,
        after: page_token ?? '',
      });
      if (points.values.length === 0) return '{}';
      const token = next === null ? '' : `,"next_page_token":${JSON.stringify(next)}`;
      return writePoints([{ key: metric_key, points }], token);
    },
  }),
  endpoint({
    method: 'GET',
    path: '/metrics/get-history-bulk',
    isAjaxOnly: true,
    request: { run_id: textList, metric_key: text, max_results: count },
    async handle({ tracking }, { run_id, metric_key, max_results = mostHistoryPoints }) {
      if (run_id.length === 0) {
        throw invalidRequest('GetMetricHistoryBulk request must specify at least one run_id.');
      }
      if (run_id.length > mostHistoryRuns) {
        throw invalidRequest(
          `GetMetricHistoryBulk request cannot specify more than ${mostHistoryRuns} run_ids. Received ${run_id.length} run_ids.`,
        );
      }
      if (metric_key === undefined) {
        throw invalidRequest('GetMetricHistoryBulk request must specify a metric_key.');
      }
      const series = await bulkHistory(tracking, run_id, metric_key, max_results);
      return writePoints(series.map((each) => ({ key: metric_key, ...each })));
    },
  }),
  endpoint({
    method: 'GET',
    path: '/metrics/get-history-bulk-interval',
    request: {
      run_ids: required(textList),
      metric_key: required(text),
      start_step: integer,
      end_step: integer,
      max_results: count,
    },
    async handle(
      { tracking },
      { run_ids, metric_key, start_step, end_step, max_results = mostSampledPoints },
    ) {
      if (run_ids.length > mostHistoryRuns) {
        throw invalidRequest(
          `GetMetricHistoryBulkInterval request must specify at most ${mostHistoryRuns} run_ids. Received ${run_ids.length} run_ids.${seeDocs}`,
        );
      }
      if (max_results < 1 || max_results > mostSampledPoints) {
        throw invalidRequest(`max_results must be between 1 and ${mostSampledPoints}.${seeDocs}`);
      }
      const range = { fromStep: start_step, toStep: end_step };
      const points = await sampledHistory(tracking, run_ids, metric_key, range, max_results);
      return filled(
        'metrics',
        points.map((point) => ({ ...wireMetric(point), run_id: point.runId })),
      );
    },
  }),
];
