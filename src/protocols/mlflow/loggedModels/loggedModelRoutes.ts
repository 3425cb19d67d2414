// Logged models on the MLflow wire. The path names the model; a body that names another one is refused, never obeyed.
import {
  deleteLoggedModel,
  deleteLoggedModelTag,
  finalizeLoggedModel,
  logModelParams,
  setLoggedModelTags,
} from '../../../tracking/loggedModels/changeLoggedModel.ts';
import { createLoggedModel } from '../../../tracking/loggedModels/createLoggedModel.ts';
import { getLoggedModel } from '../../../tracking/loggedModels/getLoggedModel.ts';
import { searchLoggedModels } from '../../../tracking/loggedModels/searchLoggedModels.ts';
import { filled } from '../answer/wireRun.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { choice, count, flag, listOf, required, text, textList } from '../request/fields.ts';
import { message } from '../request/message.ts';
import { invalidRequest } from '../request/refusals.ts';
import { tagList } from '../request/tagList.ts';
import { statusNames, statusOf, wireLoggedModel } from './wireLoggedModel.ts';

const defaultPage = 50;
const datasetField = message({ dataset_name: text, dataset_digest: text });
const sortField = message({ field_name: text, ascending: flag, dataset_name: text, dataset_digest: text });

export const loggedModelRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'POST',
    path: '/logged-models',
    request: {
      experiment_id: required(text),
      name: text,
      model_type: text,
      source_run_id: text,
      params: tagList,
      tags: tagList,
    },
    async handle({ tracking }, request) {
      const model = await createLoggedModel(tracking, {
        experimentId: request.experiment_id,
        name: request.name ?? '',
        modelType: request.model_type ?? '',
        sourceRunId: request.source_run_id ?? '',
        params: request.params,
        tags: request.tags,
      });
      return { model: wireLoggedModel(model) };
    },
  }),
  endpoint({
    method: 'POST',
    path: '/logged-models/search',
    request: {
      experiment_ids: required(textList),
      filter: text,
      datasets: listOf(datasetField),
      max_results: count,
      order_by: listOf(sortField),
      page_token: text,
    },
    async handle({ tracking }, request) {
      const { items, next } = await searchLoggedModels(tracking, {
        experimentIds: request.experiment_ids,
        filter: request.filter ?? '',
        datasets: request.datasets.map(({ dataset_name = '', dataset_digest = '' }) => ({
          name: dataset_name,
          digest: dataset_digest,
        })),
        orderBy: request.order_by.map(
          ({ field_name = '', ascending = true, dataset_name = '', dataset_digest = '' }) => ({
            fieldName: field_name,
            isAscending: ascending,
            datasetName: dataset_name,
            datasetDigest: dataset_digest,
          }),
        ),
        // Zero is how the protocol says nothing.
        limit:
          request.max_results === undefined || request.max_results === 0 ? defaultPage : request.max_results,
        after: request.page_token ?? '',
      });
      return {
        ...filled('models', items.map(wireLoggedModel)),
        ...(next === null ? {} : { next_page_token: next }),
      };
    },
  }),
  endpoint({
    method: 'GET',
    path: '/logged-models/:modelId',
    request: {},
    async handle({ tracking }, _request, { modelId }) {
      return { model: wireLoggedModel(await getLoggedModel(tracking, modelId)) };
    },
  }),
  endpoint({
    method: 'PATCH',
    path: '/logged-models/:modelId',
    request: { model_id: text, status: required(choice(statusNames, 0)) },
    async handle({ tracking }, { model_id, status }, { modelId }) {
      requireSame(model_id, modelId);
      return { model: wireLoggedModel(await finalizeLoggedModel(tracking, modelId, statusOf(status))) };
    },
  }),
  endpoint({
    method: 'DELETE',
    path: '/logged-models/:modelId',
    request: {},
    async handle({ tracking }, _request, { modelId }) {
      await deleteLoggedModel(tracking, modelId);
      return {};
    },
  }),
  endpoint({
    method: 'POST',
    path: '/logged-models/:modelId/params',
    request: { model_id: text, params: tagList },
    async handle({ tracking }, { model_id, params }, { modelId }) {
      requireSame(model_id, modelId);
      await logModelParams(tracking, modelId, params);
      return {};
    },
  }),
  endpoint({
    method: 'PATCH',
    path: '/logged-models/:modelId/tags',
    request: { model_id: text, tags: tagList },
    async handle({ tracking }, { model_id, tags }, { modelId }) {
      requireSame(model_id, modelId);
      return { model: wireLoggedModel(await setLoggedModelTags(tracking, modelId, tags)) };
    },
  }),
  endpoint({
    method: 'DELETE',
    path: '/logged-models/:modelId/tags/:tagKey',
    request: {},
    async handle({ tracking }, _request, { modelId, tagKey }) {
      await deleteLoggedModelTag(tracking, modelId, tagKey);
      return {};
    },
  }),
];

function requireSame(inBody: string | undefined, inPath: string): void {
  if (inBody === undefined || inBody === '' || inBody === inPath) return;
  throw invalidRequest(
    `The model_id '${inBody.slice(0, 200)}' of the request is not the one of its path, '${inPath.slice(0, 200)}'.`,
  );
}
