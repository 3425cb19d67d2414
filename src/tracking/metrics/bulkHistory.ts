// The points of one metric over several runs: the first so many, or evenly sampled ones.
import type { Int64 } from '../../model/int64.ts';
import type { RunPoint, SeriesColumns } from '../../store/seriesStore.ts';
import type { TrackingContext } from '../context.ts';
import { refuse } from '../refuse.ts';

export const mostHistoryPoints = 25_000;
export const mostHistoryRuns = 100;
export const mostSampledPoints = 2500;

/** The points of one run within a bulk answer. */
export interface RunSeries {
  readonly runId: string;
  readonly points: SeriesColumns;
}

/** At most `limit` points in all, runs by id, each in the order (timestamp, step, value). */
export async function bulkHistory(
  context: TrackingContext,
  runIds: readonly string[],
  key: string,
  limit: number,
): Promise<readonly RunSeries[]> {
  const found: RunSeries[] = [];
  let room = Math.min(limit, mostHistoryPoints);
  for (const runId of [...new Set(runIds)].sort()) {
    if (room < 1) break;
    const { points } = await context.store.series.history(runId, key, { limit: room, after: null });
    room -= points.values.length;
    found.push({ runId, points });
  }
  return found;
}

/**
 * Points at evenly chosen steps, with the last step and every run's first and last step.
 *
 * @throws AssayError `request/invalid-field` when only one end of the range is given, or the ends are the wrong way round
 */
export async function sampledHistory(
  context: TrackingContext,
  runIds: readonly string[],
  key: string,
  range: { readonly fromStep: Int64 | undefined; readonly toStep: Int64 | undefined },
  maxSteps: number,
): Promise<readonly RunPoint[]> {
  const { fromStep, toStep } = range;
  if ((fromStep === undefined) !== (toStep === undefined)) {
    throw refuse('If either start step or end step are specified, both must be specified.');
  }
  if (fromStep !== undefined && toStep !== undefined && fromStep > toStep) {
    throw refuse(
      `end_step must be greater than start_step. Found start_step=${fromStep} and end_step=${toStep}.`,
    );
  }
  return context.store.series.sampled(
    [...new Set(runIds)],
    key,
    { fromStep: fromStep ?? null, toStep: toStep ?? null },
    maxSteps,
  );
}
