// Downloads by what an artifact belongs to: a run, a model version or a logged model; and the small upload of MLflow's pages.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AssayError } from '../../../model/errors.ts';
import { artifactFilePath } from '../../../tracking/artifacts/artifactPath.ts';
import { artifactRootOf, below } from '../../../tracking/artifacts/artifactRoot.ts';
import {
  artifactUriOfLoggedModel,
  artifactUriOfModelVersion,
  artifactUriOfRun,
} from '../../../tracking/artifacts/artifactUriOf.ts';
import { getArtifact } from '../../../tracking/artifacts/getArtifact.ts';
import { storeArtifact } from '../../../tracking/artifacts/storeArtifact.ts';
import type { TrackingContext } from '../../../tracking/context.ts';
import { queryText } from '../../files/queryText.ts';
import { sendArtifact } from '../../files/sendArtifact.ts';
import { bodyOf, streamedBodies } from '../../files/streamedBodies.ts';
import type { ProtocolContext } from '../../protocol.ts';
import { invalidRequest, missingValue } from '../request/refusals.ts';

const mostUploadBytes = 10 * 1024 * 1024;

export function artifactDownloadRoutes(server: FastifyInstance, { tracking }: ProtocolContext): void {
  const get = (
    url: string,
    handler: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
  ): void => {
    server.route({ method: ['GET', 'HEAD'], url, handler });
  };
  get('/get-artifact', async (request, reply) => {
    const path = artifactFilePath(requiredText(request, 'path'));
    const runId = queryText(request, 'run_id') ?? requiredText(request, 'run_uuid', 'run_id');
    const uri = await artifactUriOfRun(tracking, runId);
    return sendBelow(tracking, request, reply, uri, path);
  });
  // Some callers put the path after an address that ends in a slash.
  for (const url of ['/model-versions/get-artifact', '//model-versions/get-artifact']) {
    get(url, async (request, reply) => {
      const path = artifactFilePath(requiredText(request, 'path'));
      const name = requiredText(request, 'name');
      const uri = await artifactUriOfModelVersion(tracking, name, requiredText(request, 'version'));
      return sendBelow(tracking, request, reply, uri, path);
    });
  }
  get('/ajax-api/2.0/mlflow/logged-models/:model_id/artifacts/files', async (request, reply) => {
    const asked = queryText(request, 'artifact_file_path');
    if (asked === undefined || asked === '') {
      throw invalidRequest('Request must include the "artifact_file_path" query parameter.');
    }
    const path = artifactFilePath(asked);
    const uri = await artifactUriOfLoggedModel(tracking, pathParameter(request, 'model_id'));
    return sendBelow(tracking, request, reply, uri, path);
  });
  streamedBodies(server, (scope) => {
    scope.post('/ajax-api/2.0/mlflow/upload-artifact', async (request, reply) => {
      const runId = queryText(request, 'run_uuid') ?? queryText(request, 'run_id') ?? '';
      if (runId === '') throw invalidRequest('Request must specify run_uuid.');
      const asked = queryText(request, 'path') ?? '';
      if (asked === '') throw invalidRequest('Request must specify path.');
      const path = artifactFilePath(asked);
      const root = artifactRootOf(await artifactUriOfRun(tracking, runId));
      await storeArtifact(tracking, below(root, path), someButNotTooMuch(bodyOf(request)));
      return reply.type('application/json').send('{}');
    });
  });
}

async function sendBelow(
  tracking: TrackingContext,
  request: FastifyRequest,
  reply: FastifyReply,
  rootUri: string,
  path: string,
): Promise<FastifyReply> {
  const file = await getArtifact(tracking, below(artifactRootOf(rootUri), path));
  return sendArtifact(tracking, request, reply, file);
}

/** @throws AssayError `request/invalid-field` for nothing at all, `request/too-large` for more than MLflow takes here */
async function* someButNotTooMuch(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of content) {
    size += chunk.byteLength;
    if (size > mostUploadBytes) {
      throw invalidRequest('Artifact size is too large. Max size is 10MB.');
    }
    yield chunk;
  }
  if (size === 0) throw new AssayError('request/invalid-field', 'Request must specify data.');
}

function requiredText(request: FastifyRequest, key: string, shownAs = key): string {
  const value = queryText(request, key);
  if (value === undefined || value === '') throw missingValue(shownAs);
  return value;
}

function pathParameter(request: FastifyRequest, name: string): string {
  const value = new Map<string, unknown>(Object.entries(request.params ?? {})).get(name);
  return typeof value === 'string' ? value : '';
}
