// The route of the batch, the hot path of training: checked by hand, and described by the schema that a test holds it equal to.
import { AssayError } from '../../../model/errors.ts';
import { logBatch } from '../../../tracking/runs/logBatch.ts';
import { readBatch } from '../readBatch.ts';
import { readJson } from '../readJson.ts';
import { rawRoute } from '../route.ts';
import { batch, runPath } from '../schemas/runs.ts';

export const batchRoute = rawRoute({
  method: 'POST',
  path: '/runs/{runId}/batch',
  id: 'logBatch',
  group: 'runs',
  summary: 'Log points, params and tags',
  description:
    'All of it is kept, or nothing: durable when answered. At most 1000 points, 100 params and 100 tags, 1000 together. It can be sent again: points carry their time, so that the same point is the same point, params never change, and tags take the last value.',
  params: runPath,
  body: {
    type: 'application/json',
    schema: batch,
    example: {
      points: [{ key: 'loss', value: 0.5, step: 1, timestamp: 1767225601000 }],
      params: [{ key: 'model', value: 'small' }],
      tags: [{ key: 'phase', value: 'warm-up' }],
    },
  },
  isStreamed: false,
  answer: { status: 204, description: 'The batch is kept', content: [] },
  errors: ['request/not-json', 'request/too-large', 'run/not-found', 'run/not-active', 'run/param-changed'],
  async handle({ params }, { tracking, request }) {
    const { points, params: logged, tags } = readBatch(readJson(request.body));
    await logBatch(tracking, params.runId, { points, modelPoints: [], params: logged, tags }).catch(
      renamePoints,
    );
    return undefined;
  },
});

/** The rule speaks of metrics and their names; here they are points and keys. */
function renamePoints(error: unknown): never {
  if (!(error instanceof AssayError)) throw error;
  const { parameter } = error.details;
  const at = typeof parameter === 'string' ? /^metrics\[(\d+)\]\.(name|timestamp)$/.exec(parameter) : null;
  if (at === null) throw error;
  const field = `points[${at[1] ?? ''}].${at[2] === 'name' ? 'key' : 'timestamp'}`;
  throw new AssayError(error.code, error.message.replace(at[0], field), { ...error.details, field });
}
