// Routes of a run's artifacts: listed, fetched, put and deleted, streamed both ways.
import { artifactFilePath, artifactPath as checkedPath } from '../../../tracking/artifacts/artifactPath.ts';
import { artifactRootOf, below } from '../../../tracking/artifacts/artifactRoot.ts';
import { artifactUriOfRun } from '../../../tracking/artifacts/artifactUriOf.ts';
import { deleteArtifacts } from '../../../tracking/artifacts/deleteArtifacts.ts';
import { getArtifact } from '../../../tracking/artifacts/getArtifact.ts';
import { listArtifacts } from '../../../tracking/artifacts/listArtifacts.ts';
import { storeArtifact } from '../../../tracking/artifacts/storeArtifact.ts';
import type { TrackingContext } from '../../../tracking/context.ts';
import { sendArtifact } from '../../files/sendArtifact.ts';
import { bodyOf } from '../../files/streamedBodies.ts';
import { type NativeRoute, rawRoute, route } from '../route.ts';
import { artifactPage, artifactPath, artifactQuery } from '../schemas/artifacts.ts';
import { runPath } from '../schemas/runs.ts';

const group = 'artifacts';
const bytes = { type: 'application/octet-stream', schema: null, example: undefined };

const rootOf = async (tracking: TrackingContext, runId: string): Promise<string> =>
  artifactRootOf(await artifactUriOfRun(tracking, runId));

const list = route({
  method: 'GET',
  path: '/runs/{runId}/artifacts',
  id: 'listArtifacts',
  group,
  summary: 'List the artifacts of a run',
  description: 'What is directly in one directory. A path that names a file, or nothing, lists nothing.',
  params: runPath,
  query: artifactQuery,
  answer: {
    status: 200,
    description: 'One page',
    content: [
      {
        type: 'application/json',
        schema: artifactPage,
        example: { items: [{ path: 'model/weights.bin', isDirectory: false, size: 1024 }], next: null },
      },
    ],
  },
  errors: ['run/not-found', 'artifact/invalid-path', 'artifact/elsewhere', 'request/bad-page-token'],
  async handle({ params: { runId }, query: { path = '', limit, cursor } }, { tracking }) {
    const directory = checkedPath(path);
    const root = await rootOf(tracking, runId);
    const page = await listArtifacts(tracking, below(root, directory), { limit, after: cursor ?? null });
    return {
      items: page.items.map(({ name, size }) => ({
        path: below(directory, name),
        isDirectory: size === null,
        size,
      })),
      next: page.next,
    };
  },
});

const get = rawRoute({
  method: 'GET',
  path: '/runs/{runId}/artifacts/{path+}',
  id: 'getArtifact',
  group,
  summary: 'Fetch an artifact',
  description: 'Streamed. A `Range` header fetches a part of it.',
  params: artifactPath,
  body: null,
  isStreamed: false,
  answer: { status: 200, description: 'The bytes', content: [bytes] },
  errors: [
    'run/not-found',
    'artifact/not-found',
    'artifact/is-directory',
    'artifact/invalid-path',
    'artifact/elsewhere',
  ],
  async handle({ params }, { tracking, request, reply }) {
    const path = artifactFilePath(params['*']);
    const file = await getArtifact(tracking, below(await rootOf(tracking, params.runId), path));
    await sendArtifact(tracking, request, reply, file);
    return undefined;
  },
});

const put = rawRoute({
  method: 'PUT',
  path: '/runs/{runId}/artifacts/{path+}',
  id: 'putArtifact',
  group,
  summary: 'Keep an artifact',
  description:
    'Streamed, of any size; durable when answered. What was at the path is replaced at once and whole; an upload that breaks off leaves nothing.',
  params: artifactPath,
  body: bytes,
  isStreamed: true,
  answer: { status: 204, description: 'The artifact is kept', content: [] },
  errors: [
    'run/not-found',
    'artifact/invalid-path',
    'artifact/path-taken',
    'artifact/upload-interrupted',
    'artifact/elsewhere',
  ],
  async handle({ params }, { tracking, request }) {
    const path = artifactFilePath(params['*']);
    await storeArtifact(tracking, below(await rootOf(tracking, params.runId), path), bodyOf(request));
    return undefined;
  },
});

const remove = route({
  method: 'DELETE',
  path: '/runs/{runId}/artifacts/{path+}',
  id: 'deleteArtifact',
  group,
  summary: 'Delete an artifact',
  description: 'A file, or a directory with all that is below it. Nothing to delete is no error.',
  params: artifactPath,
  answer: { status: 204, description: 'Nothing is there', content: [] },
  errors: ['run/not-found', 'artifact/invalid-path', 'artifact/elsewhere'],
  async handle({ params }, { tracking }) {
    const path = checkedPath(params['*']);
    await deleteArtifacts(tracking, below(await rootOf(tracking, params.runId), path));
  },
});

export const artifactRoutes: readonly NativeRoute[] = [list, get, put, remove];
