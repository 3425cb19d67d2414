// The address /graphql, which MLflow's pages ask besides the REST endpoints.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AssayError } from '../../../model/errors.ts';
import type { ProtocolContext } from '../../protocol.ts';
import { artifactListEndpoints } from '../artifacts/listEndpoints.ts';
import type { Endpoint } from '../endpoint.ts';
import { modelVersionRoutes } from '../registry/modelVersionRoutes.ts';
import { isObject } from '../request/fields.ts';
import { parseBody } from '../request/parseBody.ts';
import { invalidRequest } from '../request/refusals.ts';
import { experimentRoutes } from '../routes/experiments.ts';
import { metricRoutes } from '../routes/metrics.ts';
import { runRoutes } from '../routes/runs.ts';
import { type AskEndpoint, type GraphqlRequest, runGraphql } from './runGraphql.ts';

const endpoints: ReadonlyMap<string, Endpoint> = new Map(
  [experimentRoutes, runRoutes, metricRoutes, artifactListEndpoints, modelVersionRoutes]
    .flat()
    .map((endpoint) => [endpoint.path, endpoint]),
);

export function graphqlRoute(server: FastifyInstance, context: ProtocolContext): void {
  const ask: AskEndpoint = (path, input) => {
    const endpoint = endpoints.get(path);
    if (endpoint === undefined) throw new Error(`no endpoint ${path}`);
    return endpoint.call(context, input);
  };
  server.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    async handler(request, reply) {
      reply.type('application/json');
      try {
        return JSON.stringify(await runGraphql(graphqlRequest(request), ask));
      } catch (refusal) {
        if (!(refusal instanceof AssayError)) throw refusal;
        return JSON.stringify({ data: null, errors: [refusal.message] });
      }
    },
  });
}

function graphqlRequest(request: FastifyRequest): GraphqlRequest {
  const { query } = request;
  const sent = request.method === 'POST' ? parseBody(request).object : isObject(query) ? query : {};
  if (typeof sent['query'] !== 'string') throw invalidRequest('Must provide query string.');
  const { operationName, variables } = sent;
  return {
    query: sent['query'],
    operationName: typeof operationName === 'string' && operationName !== '' ? operationName : null,
    variables: new Map(isObject(variables) ? Object.entries(variables) : []),
  };
}
