// Routes of registered models and their versions, to be read.
import type { WireModelVersion, WireRegisteredModel } from 'assay-sdk/wireRegistry';
import {
  getModelVersion,
  getRegisteredModel,
  getVersionByAlias,
} from '../../../tracking/registry/getRegistered.ts';
import { searchModelVersions, searchRegisteredModels } from '../../../tracking/registry/searchRegistry.ts';
import { type NativeRoute, route } from '../route.ts';
import {
  aliasPath,
  modelOut,
  modelPage,
  modelPath,
  registryQuery,
  versionOut,
  versionPage,
  versionPath,
} from '../schemas/registry.ts';

const group = 'models';
const version: WireModelVersion = {
  name: 'churn',
  version: 3,
  creationTime: 1767225600000,
  lastUpdateTime: 1767225600000,
  stage: 'None',
  description: null,
  source: 'models:/m-0123456789abcdef0123456789abcdef',
  downloadUri: 'mlflow-artifacts:/1/models/m-0123456789abcdef0123456789abcdef/artifacts',
  runId: '4f2a9c0e8b7d4c5f9a1e3b6d8c0f2a4b',
  runLink: null,
  modelId: 'm-0123456789abcdef0123456789abcdef',
  tags: [],
  aliases: ['champion'],
};
const model: WireRegisteredModel = {
  name: 'churn',
  creationTime: 1767225600000,
  lastUpdateTime: 1767225600000,
  description: 'who will leave',
  tags: [],
  aliases: [{ alias: 'champion', version: 3 }],
  latestVersions: [version],
};
const answerVersion = {
  status: 200,
  description: 'The version',
  content: [{ type: 'application/json', schema: versionOut, example: version }],
};

const list = route({
  method: 'GET',
  path: '/registered-models',
  id: 'listRegisteredModels',
  group,
  summary: 'List or search registered models',
  description:
    "Prompts, which are registered models too, are listed only when the filter asks for them: tags.`mlflow.prompt.is_prompt` = 'true'.",
  query: registryQuery,
  answer: {
    status: 200,
    description: 'One page',
    content: [{ type: 'application/json', schema: modelPage, example: { items: [model], next: null } }],
  },
  errors: ['search/invalid-filter', 'search/invalid-order', 'request/bad-page-token'],
  handle: async ({ query: { filter = '', orderBy = [], limit, cursor = '' } }, { tracking }) =>
    searchRegisteredModels(tracking, { filter, orderBy, limit, after: cursor }),
});

const get = route({
  method: 'GET',
  path: '/registered-models/{name}',
  id: 'getRegisteredModel',
  group,
  summary: 'Read a registered model',
  description: 'With its aliases and the newest version of each stage.',
  params: modelPath,
  answer: {
    status: 200,
    description: 'The model',
    content: [{ type: 'application/json', schema: modelOut, example: model }],
  },
  errors: ['registry/model-not-found'],
  handle: async ({ params }, { tracking }) => getRegisteredModel(tracking, params.name),
});

const listVersions = route({
  method: 'GET',
  path: '/registered-models/{name}/versions',
  id: 'listModelVersions',
  group,
  summary: 'List or search the versions of a model',
  description: 'The filter is of the search grammar for model versions and is taken together with the name.',
  params: modelPath,
  query: registryQuery,
  answer: {
    status: 200,
    description: 'One page',
    content: [{ type: 'application/json', schema: versionPage, example: { items: [version], next: null } }],
  },
  errors: [
    'registry/model-not-found',
    'search/invalid-filter',
    'search/invalid-order',
    'request/bad-page-token',
  ],
  async handle({ params: { name }, query: { filter = '', orderBy = [], limit, cursor = '' } }, { tracking }) {
    await getRegisteredModel(tracking, name);
    const named = `name = '${name.replaceAll("'", "''")}'`;
    return searchModelVersions(tracking, {
      filter: filter.trim() === '' ? named : `${named} AND (${filter})`,
      orderBy,
      limit,
      after: cursor,
    });
  },
});

const getVersion = route({
  method: 'GET',
  path: '/registered-models/{name}/versions/{version}',
  id: 'getModelVersion',
  group,
  summary: 'Read a version of a model',
  description: 'By its number.',
  params: versionPath,
  answer: answerVersion,
  errors: ['registry/version-not-found'],
  handle: async ({ params }, { tracking }) => getModelVersion(tracking, params.name, params.version),
});

const getByAlias = route({
  method: 'GET',
  path: '/registered-models/{name}/aliases/{alias}',
  id: 'getModelVersionByAlias',
  group,
  summary: 'Read the version that an alias names',
  description: 'The alias `latest` is the newest version.',
  params: aliasPath,
  answer: answerVersion,
  errors: ['registry/model-not-found', 'registry/alias-not-found'],
  handle: async ({ params }, { tracking }) => getVersionByAlias(tracking, params.name, params.alias),
});

export const registryRoutes: readonly NativeRoute[] = [list, get, listVersions, getVersion, getByAlias];
