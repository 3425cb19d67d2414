// Routes of runs: life cycle, search, tags, inputs and outputs. The batch, which is hot, has a file of its own.
import type { Run, Tag } from '../../../model/run.ts';
import { getExperimentByName } from '../../../tracking/experiments/getExperiment.ts';
import { deleteRun, restoreRun } from '../../../tracking/runs/changeLifecycle.ts';
import { getRun } from '../../../tracking/runs/getRun.ts';
import { logInputs } from '../../../tracking/runs/logInputs.ts';
import { logOutputs } from '../../../tracking/runs/logOutputs.ts';
import { searchRuns } from '../../../tracking/runs/searchRuns.ts';
import { deleteRunTag } from '../../../tracking/runs/setRunTag.ts';
import { startRunOnce } from '../../../tracking/runs/startRunOnce.ts';
import { updateRun } from '../../../tracking/runs/updateRun.ts';
import { encodeRun, wellKnownTags } from '../encode/encodeRun.ts';
import { exampleRun } from '../encode/exampleRun.ts';
import { invalidField } from '../parsePart.ts';
import { type NativeRoute, route } from '../route.ts';
import {
  inputs,
  newRun,
  outputs,
  runChange,
  runOut,
  runPage,
  runPath,
  runSearch,
  runTagPath,
} from '../schemas/runs.ts';

const group = 'runs';
const example = encodeRun(exampleRun);
const answerRun = {
  status: 200,
  description: 'The run',
  content: [{ type: 'application/json', schema: runOut, example }],
};
const noContent = (description: string) => ({ status: 204, description, content: [] });

/** Fields of the API that are kept as tags. */
function fieldTags(fields: { readonly [field in keyof typeof wellKnownTags]?: string | undefined }): Tag[] {
  return (['purpose', 'notes', 'parentRunId'] as const).flatMap((field) => {
    const value = fields[field];
    return value === undefined ? [] : [{ key: wellKnownTags[field], value }];
  });
}

const create = route({
  method: 'POST',
  path: '/runs',
  id: 'createRun',
  group,
  summary: 'Start a run',
  description:
    'In an experiment by id or by name (made when there is none by that name), or in the default one. With `runId` the request can be repeated: the same properties give the same answer, others are refused.',
  body: newRun,
  bodyExample: {
    runId: exampleRun.info.runId,
    experimentName: 'churn',
    purpose: 'does dropout help?',
    tags: [{ key: 'assay.seed', value: '7' }],
  },
  answer: { ...answerRun, status: 201 },
  errors: ['experiment/not-found', 'experiment/not-active', 'run/exists'],
  async handle({ body }, { tracking }) {
    const { runId, experimentId = '', experimentName, name = '', userId = '', startTime, tags = [] } = body;
    if (experimentId !== '' && experimentName !== undefined) {
      throw invalidField('experimentName', 'Give experimentId or experimentName, not both.');
    }
    const run = await startRunOnce(tracking, {
      runId,
      experimentId,
      experimentName,
      name,
      userId,
      startTime,
      tags: [...tags, ...fieldTags(body)],
    });
    return encodeRun(run);
  },
});

const get = route({
  method: 'GET',
  path: '/runs/{runId}',
  id: 'getRun',
  group,
  summary: 'Read a run',
  description: 'With everything but the points of its series. Deleted ones are found too.',
  params: runPath,
  answer: answerRun,
  errors: ['run/not-found'],
  handle: async ({ params }, { tracking }) => encodeRun(await getRun(tracking, params.runId)),
});

const change = route({
  method: 'PATCH',
  path: '/runs/{runId}',
  id: 'changeRun',
  group,
  summary: 'Change or end a run',
  description:
    'Fields that are absent stay as they are; all others change together. A status that ends the run sets the end time to now when none is given.',
  params: runPath,
  body: runChange,
  bodyExample: { status: 'FINISHED', endTime: 1767229200000 },
  answer: answerRun,
  errors: ['run/not-found', 'run/not-active'],
  async handle({ params: { runId }, body }, { tracking }) {
    const { status, name, purpose, notes } = body;
    const isEnd = status !== undefined && status !== 'RUNNING' && status !== 'SCHEDULED';
    const endTime = body.endTime ?? (isEnd ? tracking.now() : undefined);
    await updateRun(tracking, runId, { status, endTime, name, tags: fieldTags({ purpose, notes }) });
    return encodeRun(await getRun(tracking, runId));
  },
});

const search = route({
  method: 'POST',
  path: '/runs/search',
  id: 'searchRuns',
  group,
  summary: 'Search runs',
  description:
    'By a filter over metrics (their latest values), params, tags, attributes and datasets. Pages stay right while runs are added. Newest start first unless ordered otherwise.',
  body: runSearch,
  bodyExample: {
    experimentNames: ['churn'],
    filter: "metrics.loss < 0.5 AND params.model = 'small'",
    orderBy: ['metrics.loss ASC'],
    select: ['metrics.loss', 'params'],
  },
  answer: {
    status: 200,
    description: 'One page',
    content: [{ type: 'application/json', schema: runPage, example: { items: [example], next: null } }],
  },
  errors: ['experiment/not-found', 'search/invalid-filter', 'search/invalid-order', 'request/bad-page-token'],
  async handle({ body }, { tracking }) {
    const { experimentIds, experimentNames, filter, orderBy, view, limit, cursor, select } = body;
    if (experimentIds.length + experimentNames.length === 0) {
      throw invalidField(
        'experimentIds',
        'Name at least one experiment, in experimentIds or experimentNames.',
      );
    }
    const named = await Promise.all(experimentNames.map((name) => getExperimentByName(tracking, name)));
    const page = await searchRuns(tracking, {
      experimentIds: [...experimentIds, ...named.map(({ experimentId }) => experimentId)],
      filter,
      orderBy,
      view,
      limit,
      after: cursor ?? '',
    });
    return { items: page.items.map((run: Run) => encodeRun(run, select ?? null)), next: page.next };
  },
});

const deleteTag = route({
  method: 'DELETE',
  path: '/runs/{runId}/tags/{key}',
  id: 'deleteRunTag',
  group,
  summary: 'Delete a tag of a run',
  description: 'Tags are set with a batch.',
  params: runTagPath,
  answer: noContent('The tag is gone'),
  errors: ['run/not-found', 'run/not-active', 'run/tag-not-found'],
  handle: async ({ params: { runId, key } }, { tracking }) => deleteRunTag(tracking, runId, key),
});

const remove = route({
  method: 'DELETE',
  path: '/runs/{runId}',
  id: 'deleteRun',
  group,
  summary: 'Delete a run',
  description: 'It can be restored.',
  params: runPath,
  answer: noContent('The run is deleted'),
  errors: ['run/not-found'],
  handle: async ({ params }, { tracking }) => deleteRun(tracking, params.runId),
});

const restore = route({
  method: 'POST',
  path: '/runs/{runId}/restore',
  id: 'restoreRun',
  group,
  summary: 'Restore a deleted run',
  description: 'Restoring a run that is not deleted changes nothing.',
  params: runPath,
  answer: noContent('The run is active'),
  errors: ['run/not-found'],
  handle: async ({ params }, { tracking }) => restoreRun(tracking, params.runId),
});

const addInputs = route({
  method: 'POST',
  path: '/runs/{runId}/inputs',
  id: 'addInputs',
  group,
  summary: 'Record what a run read',
  description: 'Datasets and logged models; what is recorded already is nothing new.',
  params: runPath,
  body: inputs,
  bodyExample: {
    datasets: [
      { name: 'churn-2026', digest: '9f86d081', tags: [{ key: 'mlflow.data.context', value: 'train' }] },
    ],
  },
  answer: noContent('The inputs are recorded'),
  errors: ['run/not-found', 'run/not-active'],
  handle: async ({ params, body: { datasets, modelIds } }, { tracking }) =>
    logInputs(
      tracking,
      params.runId,
      datasets.map((dataset) => ({
        ...dataset,
        schema: dataset.schema ?? null,
        profile: dataset.profile ?? null,
      })),
      modelIds,
    ),
});

const addOutputs = route({
  method: 'POST',
  path: '/runs/{runId}/outputs',
  id: 'addOutputs',
  group,
  summary: 'Record what a run made',
  description:
    'Logged models with the step that made them; a model that is recorded already takes the new step.',
  params: runPath,
  body: outputs,
  bodyExample: { models: [{ modelId: 'm-0123456789abcdef0123456789abcdef', step: 10 }] },
  answer: noContent('The outputs are recorded'),
  errors: ['run/not-found', 'run/not-active'],
  handle: async ({ params, body: { models } }, { tracking }) => logOutputs(tracking, params.runId, models),
});

export const runRoutes: readonly NativeRoute[] = [
  create,
  search,
  get,
  change,
  deleteTag,
  remove,
  restore,
  addInputs,
  addOutputs,
];
