// Figures of whole series, for tables and for choosing what to draw.
import type { SeriesSummary } from '../../store/seriesStore.ts';
import type { TrackingContext } from '../context.ts';

/** @param keys null for all; runs and keys without points are left out */
export async function summariseSeries(
  context: TrackingContext,
  runIds: readonly string[],
  keys: readonly string[] | null,
): Promise<readonly SeriesSummary[]> {
  return context.store.series.summaries(runIds, keys);
}
