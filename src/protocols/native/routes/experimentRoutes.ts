// Routes of experiments.
import { z } from 'zod';
import type { Experiment } from '../../../model/experiment.ts';
import {
  deleteExperiment,
  deleteExperimentTag,
  renameExperiment,
  restoreExperiment,
  setExperimentTag,
} from '../../../tracking/experiments/changeExperiment.ts';
import { checkExperimentTag } from '../../../tracking/experiments/checkExperiment.ts';
import { createExperiment } from '../../../tracking/experiments/createExperiment.ts';
import { getExperiment } from '../../../tracking/experiments/getExperiment.ts';
import { searchExperiments } from '../../../tracking/experiments/searchExperiments.ts';
import { type NativeRoute, route } from '../route.ts';
import {
  experimentChange,
  experimentOut,
  experimentPage,
  experimentPath,
  experimentQuery,
  experimentTagPath,
  newExperiment,
} from '../schemas/experiments.ts';

const group = 'experiments';
const example: Experiment = {
  experimentId: '1',
  name: 'churn',
  artifactLocation: 'mlflow-artifacts:/1',
  lifecycleStage: 'active',
  creationTime: 1767225600000,
  lastUpdateTime: 1767225600000,
  tags: [{ key: 'team', value: 'growth' }],
};
const answerExperiment = {
  status: 200,
  description: 'The experiment',
  content: [{ type: 'application/json', schema: experimentOut, example }],
};
const noContent = (description: string) => ({ status: 204, description, content: [] });

const list = route({
  method: 'GET',
  path: '/experiments',
  id: 'listExperiments',
  group,
  summary: 'List or search experiments',
  description: 'By an exact name, or by a filter; newest change first unless ordered otherwise.',
  query: experimentQuery,
  answer: {
    status: 200,
    description: 'One page',
    content: [
      { type: 'application/json', schema: experimentPage, example: { items: [example], next: null } },
    ],
  },
  errors: ['search/invalid-filter', 'search/invalid-order', 'request/bad-page-token'],
  async handle({ query }, { tracking }) {
    const { name, filter = '', orderBy = [], view, limit, cursor } = query;
    if (name !== undefined) {
      const found = await tracking.store.experiments.byName(name);
      const isSeen = found !== undefined && (view === 'all' || found.lifecycleStage === view);
      return { items: isSeen ? [found] : [], next: null };
    }
    return searchExperiments(tracking, { filter, orderBy, view, limit, after: cursor ?? '' });
  },
});

const create = route({
  method: 'POST',
  path: '/experiments',
  id: 'createExperiment',
  group,
  summary: 'Make an experiment',
  description: 'Names are unique, also among deleted experiments.',
  body: newExperiment,
  bodyExample: { name: 'churn', tags: [{ key: 'team', value: 'growth' }] },
  answer: { ...answerExperiment, status: 201 },
  errors: ['experiment/exists'],
  handle: async ({ body }, { tracking }) => createExperiment(tracking, { ...body, tags: body.tags ?? [] }),
});

const get = route({
  method: 'GET',
  path: '/experiments/{experimentId}',
  id: 'getExperiment',
  group,
  summary: 'Read an experiment',
  description: 'Deleted ones are found too.',
  params: experimentPath,
  answer: answerExperiment,
  errors: ['experiment/not-found'],
  handle: async ({ params }, { tracking }) => getExperiment(tracking, params.experimentId),
});

const change = route({
  method: 'PATCH',
  path: '/experiments/{experimentId}',
  id: 'changeExperiment',
  group,
  summary: 'Rename an experiment or set tags',
  description: 'Fields that are absent stay as they are, and so do tags that are not named.',
  params: experimentPath,
  body: experimentChange,
  bodyExample: { name: 'churn-2026' },
  answer: answerExperiment,
  errors: ['experiment/not-found', 'experiment/not-active', 'experiment/exists'],
  async handle({ params: { experimentId }, body }, { tracking }) {
    // All of it is checked before any of it is written.
    for (const tag of body.tags ?? []) checkExperimentTag(tag);
    if (body.name !== undefined) await renameExperiment(tracking, experimentId, body.name);
    for (const tag of body.tags ?? []) await setExperimentTag(tracking, experimentId, tag);
    return getExperiment(tracking, experimentId);
  },
});

const setTag = route({
  method: 'PUT',
  path: '/experiments/{experimentId}/tags/{key}',
  id: 'setExperimentTag',
  group,
  summary: 'Set a tag of an experiment',
  description: 'Replaces the value when the tag is there.',
  params: experimentTagPath,
  body: z.strictObject({ value: z.string() }),
  bodyExample: { value: 'growth' },
  answer: noContent('The tag is set'),
  errors: ['experiment/not-found', 'experiment/not-active'],
  handle: async ({ params: { experimentId, key }, body: { value } }, { tracking }) =>
    setExperimentTag(tracking, experimentId, { key, value }),
});

const deleteTag = route({
  method: 'DELETE',
  path: '/experiments/{experimentId}/tags/{key}',
  id: 'deleteExperimentTag',
  group,
  summary: 'Delete a tag of an experiment',
  description: 'It is an error when there is no such tag.',
  params: experimentTagPath,
  answer: noContent('The tag is gone'),
  errors: ['experiment/not-found', 'experiment/not-active', 'experiment/tag-not-found'],
  handle: async ({ params: { experimentId, key } }, { tracking }) =>
    deleteExperimentTag(tracking, experimentId, key),
});

const remove = route({
  method: 'DELETE',
  path: '/experiments/{experimentId}',
  id: 'deleteExperiment',
  group,
  summary: 'Delete an experiment',
  description: 'Its runs go with it; both can be restored.',
  params: experimentPath,
  answer: noContent('The experiment is deleted'),
  errors: ['experiment/not-found'],
  handle: async ({ params }, { tracking }) => deleteExperiment(tracking, params.experimentId),
});

const restore = route({
  method: 'POST',
  path: '/experiments/{experimentId}/restore',
  id: 'restoreExperiment',
  group,
  summary: 'Restore a deleted experiment',
  description: 'Its runs come back with it.',
  params: experimentPath,
  answer: noContent('The experiment is active'),
  errors: ['experiment/not-found'],
  handle: async ({ params }, { tracking }) => restoreExperiment(tracking, params.experimentId),
});

export const experimentRoutes: readonly NativeRoute[] = [
  list,
  create,
  get,
  change,
  setTag,
  deleteTag,
  remove,
  restore,
];
