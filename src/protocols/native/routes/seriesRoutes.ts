// Routes of metric series: the points of one, and several reduced for drawing.
import { packedColumnsType, toWireInt64, toWireNumber } from 'assay-sdk/wire';
import { drawChart } from '../../../tracking/metrics/drawChart.ts';
import { listMetricKeys } from '../../../tracking/metrics/listMetricKeys.ts';
import { metricHistory } from '../../../tracking/metrics/metricHistory.ts';
import { summariseSeries } from '../../../tracking/metrics/summariseSeries.ts';
import { getRunInfo } from '../../../tracking/runs/getRun.ts';
import { encodeChart, packChart } from '../encode/encodeChart.ts';
import { encodePoint } from '../encode/encodeRun.ts';
import { type NativeRoute, route } from '../route.ts';
import { experimentPath } from '../schemas/experiments.ts';
import {
  chart,
  chartRequest,
  keysPage,
  keysQuery,
  seriesPage,
  seriesPath,
  seriesQuery,
  summaries,
  summariesRequest,
} from '../schemas/series.ts';

const group = 'series';
const exampleId = '4f2a9c0e8b7d4c5f9a1e3b6d8c0f2a4b';

const points = route({
  method: 'GET',
  path: '/runs/{runId}/metrics/{key}',
  id: 'getSeries',
  group,
  summary: 'The points of a series',
  description:
    'Exact, in the order (timestamp, step, value); duplicates appear once. A slash in the key is sent as %2F. Pages stay right while points are added.',
  params: seriesPath,
  query: seriesQuery,
  answer: {
    status: 200,
    description: 'One page, in columns',
    content: [
      {
        type: 'application/json',
        schema: seriesPage,
        example: {
          runId: exampleId,
          key: 'loss',
          steps: [0, 1],
          timestamps: [1767225600000, 1767225601000],
          values: [0.7, 'NaN'],
          next: null,
        },
      },
    ],
  },
  errors: ['run/not-found', 'request/bad-page-token'],
  async handle({ params, query: { limit, cursor } }, { tracking }) {
    const { runId, key } = params;
    await getRunInfo(tracking, runId);
    const page = await metricHistory(tracking, { runId, key, limit, after: cursor ?? '' });
    const { steps, timestamps, values } = page.points;
    return {
      runId,
      key,
      steps: Array.from(steps, toWireInt64),
      timestamps: Array.from(timestamps, toWireInt64),
      values: Array.from(values, toWireNumber),
      next: page.next,
    };
  },
});

const draw = route({
  method: 'POST',
  path: '/metrics/chart',
  id: 'drawChart',
  group,
  summary: 'Curves of one metric over several runs',
  description: `Every point is in a bucket's min, max, sum and count: reduced, never sampled. With \`Accept: ${packedColumnsType}\` the curves come packed, little-endian: an unsigned 32-bit length h; h bytes of UTF-8 JSON \`{key, columns, curves: [{runId, exact, length}]}\`, padded with spaces so that 4 + h is a multiple of 8; then for each curve, for each of \`columns\`, \`length\` float64 values.`,
  body: chartRequest,
  bodyExample: { runIds: [exampleId], key: 'loss', buckets: 500 },
  answer: {
    status: 200,
    description: 'The curves; runs without points are left out',
    content: [
      {
        type: 'application/json',
        schema: chart,
        example: {
          key: 'loss',
          curves: [
            {
              runId: exampleId,
              exact: true,
              firstStep: [0],
              lastStep: [0],
              min: [0.7],
              max: [0.7],
              sum: [0.7],
              count: [1],
              nanCount: [0],
              last: [0.7],
              lastTimestamp: [1767225600000],
            },
          ],
        },
      },
      { type: packedColumnsType, schema: null, example: undefined },
    ],
  },
  errors: [],
  async handle({ body: { runIds, key, fromStep, toStep, buckets } }, { tracking, request, reply }) {
    const curves = await drawChart(tracking, {
      runIds,
      key,
      fromStep: fromStep ?? null,
      toStep: toStep ?? null,
      buckets,
    });
    if (request.headers.accept?.includes(packedColumnsType) !== true) return encodeChart(key, curves);
    await reply.type(packedColumnsType).send(packChart(key, curves));
    return undefined;
  },
});

const summarise = route({
  method: 'POST',
  path: '/metrics/summaries',
  id: 'summariseSeries',
  group,
  summary: 'Figures of whole series',
  description: 'Exact in min, max and last; count and sum may count exact duplicates of a point twice.',
  body: summariesRequest,
  bodyExample: { runIds: [exampleId], keys: ['loss'] },
  answer: {
    status: 200,
    description: 'One item a run and key that has points',
    content: [
      {
        type: 'application/json',
        schema: summaries,
        example: {
          items: [
            {
              runId: exampleId,
              key: 'loss',
              count: 2,
              last: { key: 'loss', value: 0.5, step: 1, timestamp: 1767225601000 },
              min: 0.5,
              max: 0.7,
              sum: 1.2,
            },
          ],
        },
      },
    ],
  },
  errors: [],
  async handle({ body: { runIds, keys } }, { tracking }) {
    const found = await summariseSeries(tracking, runIds, keys ?? null);
    return {
      items: found.map((summary) => ({
        runId: summary.runId,
        key: summary.key,
        count: summary.count,
        last: encodePoint(summary.last),
        min: summary.min === null ? null : toWireNumber(summary.min),
        max: summary.max === null ? null : toWireNumber(summary.max),
        sum: toWireNumber(summary.sum),
      })),
    };
  },
});

const keys = route({
  method: 'GET',
  path: '/experiments/{experimentId}/metric-keys',
  id: 'listMetricKeys',
  group,
  summary: 'The metric keys of an experiment',
  description: 'Every key that a run of the experiment has logged, in alphabetical order.',
  params: experimentPath,
  query: keysQuery,
  answer: {
    status: 200,
    description: 'One page',
    content: [
      { type: 'application/json', schema: keysPage, example: { items: ['accuracy', 'loss'], next: null } },
    ],
  },
  errors: ['experiment/not-found', 'request/bad-page-token'],
  handle: async ({ params, query: { limit, cursor } }, { tracking }) =>
    listMetricKeys(tracking, params.experimentId, { limit, after: cursor ?? null }),
});

export const seriesRoutes: readonly NativeRoute[] = [points, draw, summarise, keys];
