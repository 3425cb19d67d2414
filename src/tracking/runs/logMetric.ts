// Adds one point to a metric of a run.
import type { MetricPoint, ModelMetricPoint } from '../../model/run.ts';
import type { TrackingContext } from '../context.ts';
import { checkPoint } from '../metrics/checkPoints.ts';

/** @throws AssayError `request/invalid-field`, `run/not-found`, `run/not-active`, and what storage says of an unknown logged model */
export async function logMetric(
  context: TrackingContext,
  runId: string,
  point: MetricPoint | ModelMetricPoint,
): Promise<void> {
  checkPoint(point, '');
  const isOfModel = 'modelId' in point;
  await context.store.runs.append(runId, {
    points: isOfModel ? [] : [point],
    modelPoints: isOfModel ? [point] : [],
    params: [],
    tags: [],
    name: null,
  });
  context.announce({ type: 'metrics', runId });
}
