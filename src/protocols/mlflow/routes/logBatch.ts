// The endpoint log-batch: points, params and tags of a run in one request. The hottest route, so well-formed bodies are read in place.
import type { ModelMetricPoint } from '../../../model/run.ts';
import { logBatch } from '../../../tracking/runs/logBatch.ts';
import type { DirectRoute } from '../../protocol.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { batchShape, pointOf } from '../request/batchShape.ts';
import { bodyText, parseOrNothing, utf8Text } from '../request/parseBody.ts';
import { quickBatch } from '../request/quickBatch.ts';

const byShape = endpoint({
  method: 'POST',
  path: '/runs/log-batch',
  request: batchShape,
  async handle({ tracking }, { run_id, metrics, params, tags }) {
    const points = metrics.map(pointOf);
    await logBatch(tracking, run_id, {
      points: points.filter((point) => !('modelId' in point)),
      modelPoints: points.filter((point): point is ModelMetricPoint => 'modelId' in point),
      params,
      tags,
    });
    return '{}';
  },
});

export const batchEndpoint: Endpoint = {
  ...byShape,
  async serve(context, request) {
    const quick = quickBatch(parseOrNothing(bodyText(request)));
    if (quick === undefined) return byShape.serve(context, request);
    await logBatch(context.tracking, quick.runId, quick);
    return '{}';
  },
};

/** The same for bodies that are read in place; all others, and every refusal, are the endpoint's. */
export const directBatch: DirectRoute = {
  path: '/api/2.0/mlflow/runs/log-batch',
  async serve({ tracking }, body) {
    const text = utf8Text(body);
    const quick = text === undefined ? undefined : quickBatch(parseOrNothing(text));
    if (quick === undefined) return undefined;
    await logBatch(tracking, quick.runId, quick);
    return '{}';
  },
};
