// Routes of golden datasets: listed, read, verified, looked at. Contents and reviews are beside them.
import { checkedMismatch } from '../../../datasets/versions/raiseMismatch.ts';
import { findVersion } from '../../../datasets/versions/findVersion.ts';
import {
  getDataset,
  listDatasets,
  listLooks,
  listVersions,
  versionHistory,
} from '../../../datasets/versions/listDatasets.ts';
import { recordLookAt } from '../../../datasets/versions/recordLook.ts';
import { verifyVersion } from '../../../datasets/versions/verifyVersion.ts';
import { type NativeRoute, route } from '../route.ts';
import { exampleLook, exampleSummary, exampleVersion } from '../encode/exampleDataset.ts';
import {
  alertOut,
  datasetPath,
  historyOut,
  lookIn,
  lookOut,
  lookedAtPath,
  lookPage,
  mismatchIn,
  pageQuery,
  summaryOut,
  summaryPage,
  verificationOut,
  versionPage,
  versionPath,
} from '../schemas/datasets.ts';
import { datasetContentRoutes } from './datasetContentRoutes.ts';
import { datasetReviewRoutes } from './datasetReviewRoutes.ts';

const group = 'datasets';
const json = 'application/json';
const unknownVersion = [
  'dataset/unknown-name',
  'dataset/unknown-version',
  'dataset/ambiguous-version',
  'dataset/nothing-published',
] as const;

const list = route({
  method: 'GET',
  path: '/datasets',
  id: 'listDatasets',
  group,
  summary: 'List golden datasets',
  description: 'By name, each with its newest and its newest published version.',
  query: pageQuery,
  answer: {
    status: 200,
    description: 'One page',
    content: [{ type: json, schema: summaryPage, example: { items: [exampleSummary], next: null } }],
  },
  errors: [],
  handle: async ({ query: { limit, cursor } }, { tracking }) =>
    listDatasets(tracking, { limit, after: cursor ?? null }),
});

const get = route({
  method: 'GET',
  path: '/datasets/{name}',
  id: 'getDataset',
  group,
  summary: 'Read a golden dataset',
  description: 'Its newest and its newest published version.',
  params: datasetPath,
  answer: {
    status: 200,
    description: 'The dataset',
    content: [{ type: json, schema: summaryOut, example: exampleSummary }],
  },
  errors: ['dataset/unknown-name'],
  handle: async ({ params: { name } }, { tracking }) => getDataset(tracking, name),
});

const versions = route({
  method: 'GET',
  path: '/datasets/{name}/versions',
  id: 'listDatasetVersions',
  group,
  summary: 'List the versions of a dataset',
  description: 'Newest first, of every standing.',
  params: datasetPath,
  query: pageQuery,
  answer: {
    status: 200,
    description: 'One page',
    content: [{ type: json, schema: versionPage, example: { items: [exampleVersion], next: null } }],
  },
  errors: ['dataset/unknown-name', 'request/bad-page-token'],
  handle: async ({ params: { name }, query: { limit, cursor } }, { tracking }) =>
    listVersions(tracking, name, { limit, after: cursor ?? null }),
});

const version = route({
  method: 'GET',
  path: '/datasets/{name}/versions/{reference}',
  id: 'getDatasetVersion',
  group,
  summary: 'Read a version with its history',
  description: 'Its card, coverage, slices and schema, and what was done with it.',
  params: versionPath,
  answer: {
    status: 200,
    description: 'The version',
    content: [
      {
        type: json,
        schema: historyOut,
        example: {
          version: exampleVersion,
          events: [
            {
              versionId: exampleVersion.versionId,
              kind: 'pushed',
              actor: 'ada',
              note: null,
              detail: {},
              at: exampleVersion.createdAt,
            },
          ],
        },
      },
    ],
  },
  errors: unknownVersion,
  handle: async ({ params: { name, reference } }, { tracking }) => versionHistory(tracking, name, reference),
});

const verify = route({
  method: 'POST',
  path: '/datasets/{name}/versions/{reference}/verification',
  id: 'verifyDatasetVersion',
  group,
  summary: 'Recompute every hash of a version',
  description: 'From the bytes that are stored. What was altered is named, and the custodian has an alert.',
  params: versionPath,
  answer: {
    status: 200,
    description: 'What was found',
    content: [
      {
        type: json,
        schema: verificationOut,
        example: {
          name: exampleVersion.name,
          versionId: exampleVersion.versionId,
          computedId: exampleVersion.versionId,
          isIntact: true,
          examples: 342,
          problems: [],
          alertId: null,
        },
      },
    ],
  },
  errors: unknownVersion,
  handle: async ({ params: { name, reference } }, { tracking }) =>
    verifyVersion(tracking, await findVersion(tracking, name, reference)),
});

const mismatch = route({
  method: 'POST',
  path: '/datasets/{name}/mismatches',
  id: 'reportDatasetMismatch',
  group,
  summary: 'Report files that are not the version they are pinned to',
  description:
    'Raises an alert to the custodian: the one of the dataset kept here under this name, else the one the files name.',
  params: datasetPath,
  body: mismatchIn,
  bodyExample: { pinned: 'c1febad4', computed: 'd2'.repeat(32), source: 'golden/questions.jsonl in CI' },
  answer: {
    status: 200,
    description: 'The alert',
    content: [{ type: json, schema: alertOut, example: { alertId: 'a'.repeat(32) } }],
  },
  errors: ['dataset/invalid-name'],
  handle: async ({ params: { name }, body }, { tracking }) => ({
    alertId: await checkedMismatch(tracking, name, body),
  }),
});

const looks = route({
  method: 'GET',
  path: '/datasets/{name}/looks',
  id: 'listHoldoutLooks',
  group,
  summary: 'List looks at the holdout',
  description: 'Newest first: who read examples of the holdout, when, why, and for which gate run.',
  params: lookedAtPath,
  query: pageQuery,
  answer: {
    status: 200,
    description: 'One page',
    content: [{ type: json, schema: lookPage, example: { items: [exampleLook], next: null } }],
  },
  errors: ['request/bad-page-token'],
  handle: async ({ params: { name }, query: { limit, cursor } }, { tracking }) =>
    listLooks(tracking, name, { limit, after: cursor ?? null }),
});

const look = route({
  method: 'POST',
  path: '/datasets/{name}/looks',
  id: 'recordHoldoutLook',
  group,
  summary: 'Note a look at the holdout',
  description:
    'For a gate that ran elsewhere, on examples that it had already. The dataset need not be kept here: files have holdouts too.',
  params: lookedAtPath,
  body: lookIn,
  bodyExample: { versionId: exampleVersion.versionId, actor: 'ada', gateRunId: 'c'.repeat(32), examples: 40 },
  answer: {
    status: 200,
    description: 'The look',
    content: [{ type: json, schema: lookOut, example: exampleLook }],
  },
  errors: [],
  async handle({ params: { name }, body: { versionId, examples, ...said } }, { tracking }) {
    return recordLookAt(tracking, { name, versionId }, examples, { ...said, purpose: 'gate' });
  },
});

export const datasetRoutes: readonly NativeRoute[] = [
  list,
  get,
  versions,
  version,
  ...datasetContentRoutes,
  ...datasetReviewRoutes,
  verify,
  mismatch,
  looks,
  look,
];
