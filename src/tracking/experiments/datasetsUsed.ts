// Which datasets the runs of some experiments read, for choosing among them.
import type { DatasetSummary } from '../../store/runStore.ts';
import type { TrackingContext } from '../context.ts';
import { experimentIdOf } from './experimentIdOf.ts';

const mostSummaries = 1000;

export async function datasetsUsed(
  context: TrackingContext,
  experimentIds: readonly string[],
): Promise<readonly DatasetSummary[]> {
  return context.store.runs.datasetSummaries(experimentIds.map(experimentIdOf), mostSummaries);
}
