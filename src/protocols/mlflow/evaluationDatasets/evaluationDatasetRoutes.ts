// Evaluation datasets on the MLflow wire, which serves them under version 3.
import {
  addToExperiments,
  deleteDataset,
  deleteDatasetTag,
  deleteRecords,
  removeFromExperiments,
  setDatasetTags,
  upsertRecords,
} from '../../../tracking/evaluationDatasets/changeDataset.ts';
import { createDataset } from '../../../tracking/evaluationDatasets/createDataset.ts';
import {
  experimentsOfDataset,
  getDataset,
  listDatasetRecords,
  searchDatasets,
} from '../../../tracking/evaluationDatasets/readDatasets.ts';
import { filled } from '../answer/wireRun.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { count, required, text, textList } from '../request/fields.ts';
import { wireDataset, wireRecords } from './wireDataset.ts';

const defaultPage = 1000;

export const evaluationDatasetRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'POST',
    path: '/datasets/create',
    major: 3,
    request: { name: required(text), experiment_ids: textList, created_by: text, tags: text },
    async handle({ tracking }, { name, experiment_ids, created_by = null, tags = '' }) {
      const dataset = await createDataset(tracking, {
        name,
        experimentIds: experiment_ids,
        tags,
        createdBy: created_by,
      });
      return { dataset: wireDataset(dataset) };
    },
  }),
  endpoint({
    method: ['POST', 'GET'],
    path: '/datasets/search',
    major: 3,
    request: {
      experiment_ids: textList,
      filter_string: text,
      max_results: count,
      order_by: textList,
      page_token: text,
    },
    async handle(
      { tracking },
      { experiment_ids, filter_string = '', max_results = defaultPage, order_by, page_token = '' },
    ) {
      const { items, next } = await searchDatasets(tracking, {
        experimentIds: experiment_ids,
        filter: filter_string,
        limit: max_results,
        orderBy: order_by,
        after: page_token,
      });
      return {
        ...filled('datasets', items.map(wireDataset)),
        ...(next === null ? {} : { next_page_token: next }),
      };
    },
  }),
  endpoint({
    method: 'GET',
    path: '/datasets/:datasetId',
    major: 3,
    request: {},
    async handle({ tracking }, _request, { datasetId }) {
      return { dataset: wireDataset(await getDataset(tracking, datasetId)) };
    },
  }),
  endpoint({
    method: 'DELETE',
    path: '/datasets/:datasetId',
    major: 3,
    request: {},
    async handle({ tracking }, _request, { datasetId }) {
      await deleteDataset(tracking, datasetId);
      return {};
    },
  }),
  endpoint({
    method: 'PATCH',
    path: '/datasets/:datasetId/tags',
    major: 3,
    request: { tags: required(text) },
    async handle({ tracking }, { tags }, { datasetId }) {
      await setDatasetTags(tracking, datasetId, tags);
      return {};
    },
  }),
  endpoint({
    method: 'DELETE',
    path: '/datasets/:datasetId/tags/:tagKey',
    major: 3,
    request: {},
    async handle({ tracking }, _request, { datasetId, tagKey }) {
      await deleteDatasetTag(tracking, datasetId, tagKey);
      return {};
    },
  }),
  endpoint({
    method: 'POST',
    path: '/datasets/:datasetId/records',
    major: 3,
    request: { records: required(text), updated_by: text },
    async handle({ tracking }, { records, updated_by = null }, { datasetId }) {
      const { inserted, updated } = await upsertRecords(tracking, datasetId, records, updated_by);
      return { inserted_count: inserted, updated_count: updated };
    },
  }),
  endpoint({
    method: 'GET',
    path: '/datasets/:datasetId/records',
    major: 3,
    request: { max_results: count, page_token: text },
    async handle({ tracking }, { max_results = 0, page_token = '' }, { datasetId }) {
      // Zero is how the protocol says nothing.
      const limit = max_results === 0 ? defaultPage : max_results;
      const { items, next } = await listDatasetRecords(tracking, datasetId, limit, page_token);
      return { records: wireRecords(datasetId, items), ...(next === null ? {} : { next_page_token: next }) };
    },
  }),
  endpoint({
    method: 'DELETE',
    path: '/datasets/:datasetId/records',
    major: 3,
    request: { dataset_record_ids: textList },
    async handle({ tracking }, { dataset_record_ids }, { datasetId }) {
      return { deleted_count: await deleteRecords(tracking, datasetId, dataset_record_ids) };
    },
  }),
  endpoint({
    method: 'GET',
    path: '/datasets/:datasetId/experiment-ids',
    major: 3,
    request: {},
    async handle({ tracking }, _request, { datasetId }) {
      return filled('experiment_ids', await experimentsOfDataset(tracking, datasetId));
    },
  }),
  endpoint({
    method: 'POST',
    path: '/datasets/:datasetId/add-experiments',
    major: 3,
    request: { experiment_ids: textList },
    async handle({ tracking }, { experiment_ids }, { datasetId }) {
      return { dataset: wireDataset(await addToExperiments(tracking, datasetId, experiment_ids)) };
    },
  }),
  endpoint({
    method: 'POST',
    path: '/datasets/:datasetId/remove-experiments',
    major: 3,
    request: { experiment_ids: textList },
    async handle({ tracking }, { experiment_ids }, { datasetId }) {
      return { dataset: wireDataset(await removeFromExperiments(tracking, datasetId, experiment_ids)) };
    },
  }),
];
