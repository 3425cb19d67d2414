// The points of one metric of one run, in order, page by page or all at once.
import type { SeriesPage } from '../../store/seriesStore.ts';
import type { TrackingContext } from '../context.ts';
import { refuse } from '../refuse.ts';

export interface HistoryRequest {
  readonly runId: string;
  readonly key: string;
  /** Most points in the answer; undefined for all of them. */
  readonly limit?: number | undefined;
  /** The token of the page before; empty for the first. */
  readonly after: string;
}

/** What asks for everything: more points than a series can have. */
const everything = 2 ** 31 - 1;

/** Empty for an unknown run or key. @throws AssayError `request/invalid-field`, `request/bad-page-token` */
export async function metricHistory(
  context: TrackingContext,
  { runId, key, limit, after }: HistoryRequest,
): Promise<SeriesPage> {
  if (limit !== undefined && limit < 1) {
    throw refuse(
      `Invalid value ${limit} for parameter 'max_results' supplied. It must be a positive integer.`,
    );
  }
  return context.store.series.history(runId, key, {
    limit: Math.min(limit ?? everything, everything),
    after: after === '' ? null : after,
  });
}
