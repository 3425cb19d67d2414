// Registered models on the MLflow wire. Prompts use the same endpoints.
import {
  deleteRegisteredModel,
  deleteRegisteredModelTag,
  describeRegisteredModel,
  renameRegisteredModel,
  setRegisteredModelTag,
} from '../../../tracking/registry/changeRegisteredModel.ts';
import { createRegisteredModel } from '../../../tracking/registry/createRegisteredModel.ts';
import { getLatestVersions, getRegisteredModel } from '../../../tracking/registry/getRegistered.ts';
import { mostModelsPerPage, searchRegisteredModels } from '../../../tracking/registry/searchRegistry.ts';
import { filled } from '../answer/wireRun.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { atMost, count, required, text, textList } from '../request/fields.ts';
import { tagList } from '../request/tagList.ts';
import { wireModelVersion, wireRegisteredModel } from './wireRegistry.ts';

const defaultPage = 100;

export const registeredModelRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'POST',
    path: '/registered-models/create',
    request: { name: required(text), tags: tagList, description: text },
    async handle({ tracking }, { name, tags, description = null }) {
      return {
        registered_model: wireRegisteredModel(
          await createRegisteredModel(tracking, { name, tags, description }),
        ),
      };
    },
  }),
  endpoint({
    method: 'GET',
    path: '/registered-models/get',
    request: { name: required(text) },
    async handle({ tracking }, { name }) {
      return { registered_model: wireRegisteredModel(await getRegisteredModel(tracking, name)) };
    },
  }),
  endpoint({
    method: 'POST',
    path: '/registered-models/rename',
    request: { name: required(text), new_name: required(text) },
    async handle({ tracking }, { name, new_name }) {
      return { registered_model: wireRegisteredModel(await renameRegisteredModel(tracking, name, new_name)) };
    },
  }),
  endpoint({
    method: 'PATCH',
    path: '/registered-models/update',
    request: { name: required(text), description: text },
    async handle({ tracking }, { name, description = null }) {
      return {
        registered_model: wireRegisteredModel(await describeRegisteredModel(tracking, name, description)),
      };
    },
  }),
  endpoint({
    method: 'DELETE',
    path: '/registered-models/delete',
    request: { name: required(text) },
    async handle({ tracking }, { name }) {
      await deleteRegisteredModel(tracking, name);
      return {};
    },
  }),
  endpoint({
    method: 'GET',
    path: '/registered-models/search',
    request: {
      filter: text,
      max_results: atMost(count, mostModelsPerPage),
      order_by: textList,
      page_token: text,
    },
    async handle({ tracking }, { filter = '', max_results = defaultPage, order_by, page_token = '' }) {
      const { items, next } = await searchRegisteredModels(tracking, {
        filter,
        limit: max_results,
        orderBy: order_by,
        after: page_token,
      });
      return {
        ...filled('registered_models', items.map(wireRegisteredModel)),
        ...(next === null ? {} : { next_page_token: next }),
      };
    },
  }),
  endpoint({
    method: ['POST', 'GET'],
    path: '/registered-models/get-latest-versions',
    request: { name: required(text), stages: textList },
    async handle({ tracking }, { name, stages }) {
      const versions = await getLatestVersions(tracking, name, stages);
      return filled('model_versions', versions.map(wireModelVersion));
    },
  }),
  endpoint({
    method: 'POST',
    path: '/registered-models/set-tag',
    request: { name: required(text), key: required(text), value: text },
    async handle({ tracking }, { name, key, value = '' }) {
      await setRegisteredModelTag(tracking, name, { key, value });
      return {};
    },
  }),
  endpoint({
    method: 'DELETE',
    path: '/registered-models/delete-tag',
    request: { name: required(text), key: required(text) },
    async handle({ tracking }, { name, key }) {
      await deleteRegisteredModelTag(tracking, name, key);
      return {};
    },
  }),
];
