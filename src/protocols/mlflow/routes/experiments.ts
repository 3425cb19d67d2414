// Experiments on the MLflow wire.
import {
  deleteExperiment,
  deleteExperimentTag,
  renameExperiment,
  restoreExperiment,
  setExperimentTag,
} from '../../../tracking/experiments/changeExperiment.ts';
import { createExperiment } from '../../../tracking/experiments/createExperiment.ts';
import { datasetsUsed } from '../../../tracking/experiments/datasetsUsed.ts';
import { getExperiment, getExperimentByName } from '../../../tracking/experiments/getExperiment.ts';
import { searchExperiments } from '../../../tracking/experiments/searchExperiments.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { filled } from '../answer/wireRun.ts';
import { wireExperiment } from '../answer/wireExperiment.ts';
import { count, required, text, textList } from '../request/fields.ts';
import { invalidRequest } from '../request/refusals.ts';
import { tagList } from '../request/tagList.ts';
import { viewField, viewOf } from '../request/view.ts';

/** How many experiments one question about datasets may name. */
const mostExperiments = 20;

export const experimentRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'POST',
    path: '/experiments/create',
    request: { name: required(text), artifact_location: text, tags: tagList },
    async handle({ tracking }, { name, artifact_location, tags }) {
      const experiment = await createExperiment(tracking, {
        name,
        artifactLocation: artifact_location,
        tags,
      });
      return { experiment_id: experiment.experimentId };
    },
  }),
  endpoint({
    method: 'GET',
    path: '/experiments/get',
    request: { experiment_id: required(text) },
    async handle({ tracking }, { experiment_id }) {
      return { experiment: wireExperiment(await getExperiment(tracking, experiment_id)) };
    },
  }),
  endpoint({
    method: 'GET',
    path: '/experiments/get-by-name',
    request: { experiment_name: required(text) },
    async handle({ tracking }, { experiment_name }) {
      return { experiment: wireExperiment(await getExperimentByName(tracking, experiment_name)) };
    },
  }),
  endpoint({
    method: ['POST', 'GET'],
    path: '/experiments/search',
    request: {
      max_results: count,
      order_by: textList,
      filter: text,
      page_token: text,
      view_type: viewField,
    },
    async handle({ tracking }, { max_results, order_by, filter, page_token, view_type }) {
      const { items, next } = await searchExperiments(tracking, {
        // Clients always send it; a request without it asks for 0 experiments and is told so.
        limit: max_results ?? 0,
        after: page_token ?? '',
        filter: filter ?? '',
        orderBy: order_by,
        view: viewOf(view_type),
      });
      return {
        ...filled('experiments', items.map(wireExperiment)),
        ...(next === null ? {} : { next_page_token: next }),
      };
    },
  }),
  endpoint({
    method: 'POST',
    path: '/experiments/update',
    request: { experiment_id: required(text), new_name: required(text) },
    async handle({ tracking }, { experiment_id, new_name }) {
      await renameExperiment(tracking, experiment_id, new_name);
      return {};
    },
  }),
  endpoint({
    method: 'POST',
    path: '/experiments/delete',
    request: { experiment_id: required(text) },
    async handle({ tracking }, { experiment_id }) {
      await deleteExperiment(tracking, experiment_id);
      return {};
    },
  }),
  endpoint({
    method: 'POST',
    path: '/experiments/restore',
    request: { experiment_id: required(text) },
    async handle({ tracking }, { experiment_id }) {
      await restoreExperiment(tracking, experiment_id);
      return {};
    },
  }),
  endpoint({
    method: 'POST',
    path: '/experiments/set-experiment-tag',
    request: { experiment_id: required(text), key: required(text), value: text },
    async handle({ tracking }, { experiment_id, key, value = '' }) {
      await setExperimentTag(tracking, experiment_id, { key, value });
      return {};
    },
  }),
  endpoint({
    method: 'POST',
    path: '/experiments/delete-experiment-tag',
    request: { experiment_id: required(text), key: required(text) },
    async handle({ tracking }, { experiment_id, key }) {
      await deleteExperimentTag(tracking, experiment_id, key);
      return {};
    },
  }),
  endpoint({
    method: 'POST',
    path: '/experiments/search-datasets',
    request: { experiment_ids: textList },
    async handle({ tracking }, { experiment_ids }) {
      if (experiment_ids.length === 0) {
        throw invalidRequest('SearchDatasets request must specify at least one experiment_id.');
      }
      if (experiment_ids.length > mostExperiments) {
        throw invalidRequest(
          `SearchDatasets request cannot specify more than ${mostExperiments} experiment_ids. Received ${experiment_ids.length} experiment_ids.`,
        );
      }
      const summaries = (await datasetsUsed(tracking, experiment_ids)).map(
        ({ experimentId, context, ...dataset }) => ({
          experiment_id: experimentId,
          ...dataset,
          ...(context === null ? {} : { context }),
        }),
      );
      return filled('dataset_summaries', summaries);
    },
  }),
];
