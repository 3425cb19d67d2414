// The endpoint log-batch: points, params and tags of a run in one request. The hottest route, so well-formed bodies are read in place.
import type { ModelMetricPoint } from '../../../model/run.ts';
import { logBatch } from '../../../tracking/runs/logBatch.ts';
import type { Endpoint } from '../endpoint.ts';
import { batchShape, pointOf } from '../request/batchShape.ts';
import { messageReader } from '../request/message.ts';
import { bodyText, parseOrNothing } from '../request/parseBody.ts';
import { quickBatch } from '../request/quickBatch.ts';
import { readRequest } from '../request/readRequest.ts';

const read = messageReader(batchShape);

export const batchEndpoint: Endpoint = {
  methods: ['POST'],
  path: '/runs/log-batch',
  major: 2,
  isAjaxOnly: false,
  fields: Object.keys(batchShape),
  async serve({ tracking }, request) {
    const quick = quickBatch(parseOrNothing(bodyText(request)));
    if (quick !== undefined) {
      await logBatch(tracking, quick.runId, quick);
      return '{}';
    }
    const { run_id, metrics, params, tags } = readRequest(request, batchShape, read);
    const points = metrics.map(pointOf);
    await logBatch(tracking, run_id, {
      points: points.filter((point) => !('modelId' in point)),
      modelPoints: points.filter((point): point is ModelMetricPoint => 'modelId' in point),
      params,
      tags,
    });
    return '{}';
  },
};
