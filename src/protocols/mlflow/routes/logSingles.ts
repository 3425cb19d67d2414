// What is written to a run one at a time: a point, a param, a tag, inputs and outputs.
import { logInputs } from '../../../tracking/runs/logInputs.ts';
import { logMetric } from '../../../tracking/runs/logMetric.ts';
import { logOutputs } from '../../../tracking/runs/logOutputs.ts';
import { logParam } from '../../../tracking/runs/logParam.ts';
import { deleteRunTag, setRunTag } from '../../../tracking/runs/setRunTag.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { pointOf, pointShape } from '../request/batchShape.ts';
import { integer, listOf, required, text } from '../request/fields.ts';
import { message } from '../request/message.ts';
import { tagList } from '../request/tagList.ts';

const dataset = message({
  name: text,
  digest: text,
  source_type: text,
  source: text,
  schema: text,
  profile: text,
});

export const logSingleRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'POST',
    path: '/runs/log-metric',
    request: { run_id: required(text), ...pointShape },
    async handle({ tracking }, request) {
      await logMetric(tracking, request.run_id, pointOf(request));
      return '{}';
    },
  }),
  endpoint({
    method: 'POST',
    path: '/runs/log-parameter',
    request: { run_id: required(text), key: required(text), value: text },
    async handle({ tracking }, { run_id, key, value = '' }) {
      await logParam(tracking, run_id, { key, value });
      return '{}';
    },
  }),
  endpoint({
    method: 'POST',
    path: '/runs/set-tag',
    request: { run_id: required(text), key: required(text), value: text },
    async handle({ tracking }, { run_id, key, value = '' }) {
      await setRunTag(tracking, run_id, { key, value });
      return '{}';
    },
  }),
  endpoint({
    method: 'POST',
    path: '/runs/delete-tag',
    request: { run_id: required(text), key: required(text) },
    async handle({ tracking }, { run_id, key }) {
      await deleteRunTag(tracking, run_id, key);
      return '{}';
    },
  }),
  endpoint({
    method: 'POST',
    path: '/runs/log-inputs',
    request: {
      run_id: required(text),
      datasets: listOf(message({ tags: tagList, dataset })),
      models: listOf(message({ model_id: text })),
    },
    async handle({ tracking }, { run_id, datasets, models }) {
      await logInputs(
        tracking,
        run_id,
        datasets.map(({ tags, dataset: sent }) => ({
          name: sent?.name ?? '',
          digest: sent?.digest ?? '',
          sourceType: sent?.source_type ?? '',
          source: sent?.source ?? '',
          schema: sent?.schema ?? null,
          profile: sent?.profile ?? null,
          tags,
        })),
        models.map(({ model_id = '' }) => model_id),
      );
      return '{}';
    },
  }),
  endpoint({
    method: 'POST',
    path: '/runs/outputs',
    request: { run_id: required(text), models: required(listOf(message({ model_id: text, step: integer }))) },
    async handle({ tracking }, { run_id, models }) {
      await logOutputs(
        tracking,
        run_id,
        models.map(({ model_id = '', step = 0 }) => ({ modelId: model_id, step })),
      );
      return '{}';
    },
  }),
];
