// The metric keys that the runs of an experiment have logged.
import type { Page, PageRequest } from '../../store/page.ts';
import type { TrackingContext } from '../context.ts';
import { getExperiment } from '../experiments/getExperiment.ts';

/** In alphabetical order. @throws AssayError `experiment/not-found`, `request/bad-page-token` */
export async function listMetricKeys(
  context: TrackingContext,
  experimentId: string,
  page: PageRequest,
): Promise<Page<string>> {
  const experiment = await getExperiment(context, experimentId);
  return context.store.series.keysOf([experiment.experimentId], page);
}
