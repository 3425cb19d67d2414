// Routes of the review, the checks, the publication and the withdrawal of golden dataset versions. Not their content.
import { findReference } from '../../../datasets/versions/findReference.ts';
import { findVersion } from '../../../datasets/versions/findVersion.ts';
import { findingsOf, publishVersion } from '../../../datasets/versions/publishVersion.ts';
import { reviewVersion } from '../../../datasets/versions/reviewVersion.ts';
import { withdrawVersion } from '../../../datasets/versions/withdrawVersion.ts';
import { exampleFindings, exampleVersion } from '../encode/exampleDataset.ts';
import { type NativeRoute, route } from '../route.ts';
import {
  findingsOut,
  findingsQuery,
  publicationIn,
  publishedOut,
  reviewIn,
  versionOut,
  versionPath,
  withdrawalIn,
} from '../schemas/datasets.ts';

const group = 'datasets';
const json = 'application/json';
const unknownVersion = [
  'dataset/unknown-name',
  'dataset/unknown-version',
  'dataset/ambiguous-version',
  'dataset/nothing-published',
] as const;

const review = route({
  method: 'POST',
  path: '/datasets/{name}/versions/{reference}/reviews',
  id: 'reviewDatasetVersion',
  group,
  summary: 'Take a step of the review',
  description: 'A draft is submitted; a reviewer other than its author approves it or requests changes.',
  params: versionPath,
  body: reviewIn,
  bodyExample: { action: 'submit', actor: 'ada', reviewer: 'grace' },
  answer: {
    status: 200,
    description: 'The version as it is now',
    content: [{ type: json, schema: versionOut, example: exampleVersion }],
  },
  errors: [...unknownVersion, 'dataset/wrong-standing', 'dataset/own-review'],
  handle: async ({ params: { name, reference }, body }, { tracking }) =>
    reviewVersion(tracking, await findVersion(tracking, name, reference), body),
});

const findings = route({
  method: 'GET',
  path: '/datasets/{name}/versions/{reference}/findings',
  id: 'checkDatasetVersion',
  group,
  summary: 'What should make somebody pause before publishing',
  description:
    'Near-duplicates, leaks between splits, clusters over several splits, and leaks from another dataset.',
  params: versionPath,
  query: findingsQuery,
  answer: {
    status: 200,
    description: 'The findings',
    content: [{ type: json, schema: findingsOut, example: exampleFindings }],
  },
  errors: [...unknownVersion, 'dataset/hash-mismatch'],
  async handle({ params: { name, reference }, query: { against } }, { tracking }) {
    const other = against === undefined ? null : await findReference(tracking, against);
    return findingsOf(tracking, await findVersion(tracking, name, reference), other);
  },
});

const publish = route({
  method: 'POST',
  path: '/datasets/{name}/versions/{reference}/publication',
  id: 'publishDatasetVersion',
  group,
  summary: 'Publish a version',
  description:
    'From then on it never changes, and decisions are made on it. Findings must be acknowledged with a reason.',
  params: versionPath,
  body: publicationIn,
  bodyExample: { actor: 'ada', label: '1.0.0' },
  answer: {
    status: 200,
    description: 'The published version, and what was found',
    content: [
      { type: json, schema: publishedOut, example: { version: exampleVersion, findings: exampleFindings } },
    ],
  },
  errors: [
    ...unknownVersion,
    'dataset/not-reviewed',
    'dataset/unacknowledged-findings',
    'dataset/label-taken',
    'dataset/invalid-label',
    'dataset/wrong-standing',
    'dataset/hash-mismatch',
  ],
  async handle({ params: { name, reference }, body }, { tracking }) {
    const against = body.against === null ? null : await findReference(tracking, body.against);
    const found = await findVersion(tracking, name, reference);
    const outcome = await publishVersion(tracking, found, { ...body, against });
    return { version: outcome.version, findings: outcome.findings };
  },
});

const withdraw = route({
  method: 'POST',
  path: '/datasets/{name}/versions/{reference}/withdrawal',
  id: 'withdrawDatasetVersion',
  group,
  summary: 'Withdraw a version',
  description: 'It stays readable, and is no longer used for decisions.',
  params: versionPath,
  body: withdrawalIn,
  bodyExample: { actor: 'grace', reason: 'the answers are out of date' },
  answer: {
    status: 200,
    description: 'The withdrawn version',
    content: [{ type: json, schema: versionOut, example: exampleVersion }],
  },
  errors: [...unknownVersion, 'dataset/wrong-standing'],
  handle: async ({ params: { name, reference }, body }, { tracking }) =>
    withdrawVersion(tracking, await findVersion(tracking, name, reference), body),
});

export const datasetReviewRoutes: readonly NativeRoute[] = [review, findings, publish, withdraw];
