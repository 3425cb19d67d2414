// Routes that carry the content of golden datasets, as JSON lines streamed both ways. Not what is said about it.
import { Readable } from 'node:stream';
import { findVersion } from '../../../datasets/versions/findVersion.ts';
import { examplesOfRows } from '../../../datasets/reading/examplesOfRows.ts';
import { readJsonLines } from '../../../datasets/reading/readJsonLines.ts';
import { ReadProblems } from '../../../datasets/reading/readProblems.ts';
import { hashesOfVersion } from '../../../datasets/versions/listDatasets.ts';
import { pushVersion } from '../../../datasets/versions/pushVersion.ts';
import { sendExamples } from '../../../datasets/versions/sendExamples.ts';
import { bodyOf } from '../../files/streamedBodies.ts';
import { exampleVersion } from '../encode/exampleDataset.ts';
import { invalidField, parsePart } from '../parsePart.ts';
import { type NativeRoute, rawRoute, route } from '../route.ts';
import {
  datasetPath,
  examplesQuery,
  hashesOut,
  hashesQuery,
  headerIn,
  pushedOut,
  versionPath,
} from '../schemas/datasets.ts';

const group = 'datasets';
const lines = { type: 'application/x-ndjson', schema: null, example: undefined };

const push = rawRoute({
  method: 'POST',
  path: '/datasets/{name}/versions',
  id: 'pushDatasetVersion',
  group,
  summary: 'Keep a version of a dataset',
  description:
    'JSON lines, streamed: the first line is a `DatasetVersionHeader`, each line after it an example with `input` and, where it has them, `expected`, `metadata`, `tags`, `split` and `cluster`. A draft until it is published; the same content again is the version that is there.',
  params: datasetPath,
  body: lines,
  isStreamed: true,
  answer: {
    status: 200,
    description: 'The version',
    content: [
      {
        type: 'application/json',
        schema: pushedOut,
        example: { version: exampleVersion, isNew: true, isCardKept: false },
      },
    ],
  },
  errors: [
    'dataset/invalid-name',
    'dataset/invalid-examples',
    'dataset/invalid-schema',
    'dataset/too-large',
    'request/not-json',
  ],
  async handle({ params: { name } }, { tracking, request }) {
    const problems = new ReadProblems('the body');
    const rows = readJsonLines(bodyOf(request), new Map(), problems);
    const first = await rows.next();
    problems.throwIfAny();
    if (first.done === true)
      throw invalidField('body', 'The body is empty; its first line must be a header, such as {}.');
    const header = parsePart(headerIn, first.value.fields, 'body');
    return pushVersion(tracking, { ...header, name }, examplesOfRows(rows, header.inputSchema, problems));
  },
});

const examples = rawRoute({
  method: 'GET',
  path: '/datasets/{name}/versions/{reference}/examples',
  id: 'readDatasetExamples',
  group,
  summary: 'Read the examples of a version',
  description:
    'JSON lines by ascending example id, each the very bytes that the version id covers; all hashes are checked before the first is sent. When examples of the holdout are among them, the look is noted.',
  params: versionPath,
  query: examplesQuery,
  body: null,
  isStreamed: false,
  answer: { status: 200, description: 'The examples', content: [lines] },
  errors: [
    'dataset/unknown-name',
    'dataset/unknown-version',
    'dataset/ambiguous-version',
    'dataset/nothing-published',
    'dataset/hash-mismatch',
  ],
  async handle({ params: { name, reference }, query }, { tracking, request, reply }) {
    const version = await findVersion(tracking, name, reference);
    reply.type(lines.type);
    if (request.method === 'HEAD') {
      await reply.send();
      return undefined;
    }
    const look = {
      actor: query.actor ?? null,
      purpose: query.purpose,
      reason: query.reason ?? null,
      gateRunId: null,
    };
    const content = await sendExamples(tracking, version, look, query.holdout === 'include');
    await reply.send(Readable.from(content, { objectMode: false }));
    return undefined;
  },
});

const hashes = route({
  method: 'GET',
  path: '/datasets/{name}/versions/{reference}/hashes',
  id: 'listDatasetHashes',
  group,
  summary: 'List the hashes of the examples of a version',
  description:
    'By ascending example id. They tell which examples differ from others without telling what they say.',
  params: versionPath,
  query: hashesQuery,
  answer: {
    status: 200,
    description: 'One page',
    content: [
      {
        type: 'application/json',
        schema: hashesOut,
        example: { items: [{ exampleId: 'a'.repeat(64), leafHash: 'b'.repeat(64) }], next: null },
      },
    ],
  },
  errors: [
    'dataset/unknown-name',
    'dataset/unknown-version',
    'dataset/ambiguous-version',
    'dataset/nothing-published',
    'request/bad-page-token',
  ],
  handle: async ({ params: { name, reference }, query: { limit, cursor } }, { tracking }) =>
    hashesOfVersion(tracking, await findVersion(tracking, name, reference), { limit, after: cursor ?? null }),
});

export const datasetContentRoutes: readonly NativeRoute[] = [push, examples, hashes];
