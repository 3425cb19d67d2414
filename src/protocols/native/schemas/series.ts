// Schemas of metric series: pages of points, charts, summaries and keys.
import { z } from 'zod';
import type { WireChart, WireSeriesPage, WireSummaries } from 'assay-sdk/wire';
import { metricPointOut } from './runs.ts';
import { cursor, int64Out, limitIn, numberOut, pageOf } from './values.ts';

export const seriesPath = z.strictObject({ runId: z.string().min(1), key: z.string().min(1) });
export const seriesQuery = z.strictObject({ limit: limitIn(100_000, 10_000), cursor: cursor.optional() });

export const seriesPage = z
  .object({
    runId: z.string(),
    key: z.string(),
    steps: z.array(int64Out),
    timestamps: z.array(int64Out),
    values: z.array(numberOut),
    next: z.string().nullable(),
  })
  .meta({
    id: 'SeriesPage',
    description: 'Points in columns of equal length, in the order (timestamp, step, value).',
  }) satisfies z.ZodType<WireSeriesPage>;

export const chartRequest = z
  .strictObject({
    runIds: z.array(z.string().min(1)).min(1).max(1000),
    key: z.string().min(1),
    fromStep: z.int().optional(),
    toStep: z.int().optional(),
    buckets: z.int().min(1).max(10_000).default(1000),
  })
  .meta({ id: 'ChartRequest' });

const column = z.array(numberOut);
const chartCurve = z
  .object({
    runId: z.string(),
    exact: z.boolean().meta({ description: 'Each bucket is one point.' }),
    firstStep: column,
    lastStep: column,
    min: column,
    max: column,
    sum: column,
    count: column,
    nanCount: column,
    last: column,
    lastTimestamp: column,
  })
  .meta({
    id: 'ChartCurve',
    description:
      'Bucket i covers steps firstStep[i] to lastStep[i] and every one of its points. Never a sample.',
  });

export const chart = z
  .object({ key: z.string(), curves: z.array(chartCurve) })
  .meta({ id: 'Chart' }) satisfies z.ZodType<WireChart>;

export const summariesRequest = z
  .strictObject({
    runIds: z.array(z.string().min(1)).min(1).max(1000),
    keys: z.array(z.string().min(1)).max(1000).optional(),
  })
  .meta({ id: 'SummariesRequest' });

export const summaries = z
  .object({
    items: z.array(
      z
        .object({
          runId: z.string(),
          key: z.string(),
          count: z.int(),
          last: metricPointOut,
          min: numberOut.nullable(),
          max: numberOut.nullable(),
          sum: numberOut,
        })
        .meta({
          id: 'SeriesSummary',
          description: 'Figures of a whole series; exact duplicates may be counted twice in count and sum.',
        }),
    ),
  })
  .meta({ id: 'Summaries' }) satisfies z.ZodType<WireSummaries>;

export const keysQuery = z.strictObject({ limit: limitIn(10_000, 1000), cursor: cursor.optional() });
export const keysPage = pageOf(z.string()).meta({ id: 'KeyPage' });
