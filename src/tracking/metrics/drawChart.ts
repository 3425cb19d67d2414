// The curves of one metric over several runs, reduced for drawing without losing a spike.
import type { ChartCurve, ChartRequest } from '../../store/seriesStore.ts';
import type { TrackingContext } from '../context.ts';
import { refuse } from '../refuse.ts';

/**
 * One curve a run, in the order asked; runs without points are left out.
 *
 * @throws AssayError `request/invalid-field` when the steps run backwards
 */
export async function drawChart(
  context: TrackingContext,
  request: ChartRequest,
): Promise<readonly ChartCurve[]> {
  const { fromStep, toStep } = request;
  if (fromStep !== null && toStep !== null && fromStep > toStep) {
    throw refuse(`'fromStep' must not be after 'toStep'; got ${fromStep} and ${toStep}.`);
  }
  return context.store.series.chart(request);
}
