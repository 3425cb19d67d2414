// The artifact proxy of the MLflow wire: files put, fetched, listed and deleted by their whole path, streamed both ways.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { deleteArtifacts } from '../../../tracking/artifacts/deleteArtifacts.ts';
import { getArtifact } from '../../../tracking/artifacts/getArtifact.ts';
import { listAllArtifacts } from '../../../tracking/artifacts/listArtifacts.ts';
import { storeArtifact } from '../../../tracking/artifacts/storeArtifact.ts';
import { queryText } from '../../files/queryText.ts';
import { sendArtifact } from '../../files/sendArtifact.ts';
import { bodyOf, streamedBodies } from '../../files/streamedBodies.ts';
import type { ProtocolContext } from '../../protocol.ts';
import { wireFiles } from './wireFiles.ts';

const roots = ['/api/2.0/mlflow-artifacts', '/ajax-api/2.0/mlflow-artifacts'] as const;

export function artifactProxyRoutes(server: FastifyInstance, { tracking }: ProtocolContext): void {
  for (const root of roots) {
    server.get(`${root}/artifacts`, async (request, reply) => {
      const entries = await listAllArtifacts(tracking, queryText(request, 'path') ?? '');
      return json(reply, wireFiles('', entries));
    });
    server.route({
      method: ['GET', 'HEAD'],
      url: `${root}/artifacts/*`,
      handler: async (request, reply) => {
        const path = pathOf(request);
        if (path === '') return json(reply, wireFiles('', await listAllArtifacts(tracking, '')));
        return sendArtifact(tracking, request, reply, await getArtifact(tracking, path));
      },
    });
    server.delete(`${root}/artifacts/*`, async (request, reply) => {
      await deleteArtifacts(tracking, pathOf(request));
      return json(reply, {});
    });
    streamedBodies(server, (scope) => {
      scope.put(`${root}/artifacts/*`, async (request, reply) => {
        await storeArtifact(tracking, pathOf(request), bodyOf(request));
        return json(reply, {});
      });
    });
    for (const step of ['create', 'complete', 'abort']) {
      server.post(`${root}/mpu/${step}/*`, async (_request, reply) => unsupported(reply, 'Multipart upload'));
    }
    server.get(`${root}/presigned/*`, async (_request, reply) => unsupported(reply, 'Multipart download'));
  }
}

/** What the router matched behind the prefix, decoded once. */
function pathOf(request: FastifyRequest): string {
  const params = new Map<string, unknown>(Object.entries(request.params ?? {}));
  const path = params.get('*');
  return typeof path === 'string' ? path : '';
}

/** Clients know this sentence by its beginning, and upload or download through the proxy instead. */
function unsupported(reply: FastifyReply, what: string): FastifyReply {
  return json(reply.code(501), {
    error_code: 'NOT_IMPLEMENTED',
    message: `${what} is not supported for the current artifact repository`,
  });
}

function json(reply: FastifyReply, answer: object): FastifyReply {
  return reply.type('application/json').send(JSON.stringify(answer));
}
