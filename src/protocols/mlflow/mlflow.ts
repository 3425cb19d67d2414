// The MLflow wire: every group of endpoints and of raw routes, mounted. What each group does stands in routes/.
import type { FastifyInstance } from 'fastify';
import type { Protocol, ProtocolContext } from '../protocol.ts';
import { answerError } from './answer/errorAnswer.ts';
import type { Endpoint } from './endpoint.ts';
import { artifactDownloadRoutes } from './artifacts/downloadRoutes.ts';
import { artifactListEndpoints } from './artifacts/listEndpoints.ts';
import { presignedEndpoints } from './artifacts/presignedEndpoints.ts';
import { artifactProxyRoutes } from './artifacts/proxyRoutes.ts';
import { evaluationDatasetRoutes } from './evaluationDatasets/evaluationDatasetRoutes.ts';
import { graphqlRoute } from './graphql/graphqlRoute.ts';
import { loggedModelRoutes } from './loggedModels/loggedModelRoutes.ts';
import { mountEndpoints } from './mount.ts';
import { aliasRoutes } from './registry/aliasRoutes.ts';
import { modelVersionRoutes } from './registry/modelVersionRoutes.ts';
import { registeredModelRoutes } from './registry/registeredModelRoutes.ts';
import { experimentRoutes } from './routes/experiments.ts';
import { gatewayProxyRoutes } from './routes/gatewayProxy.ts';
import { batchEndpoint, directBatch } from './routes/logBatch.ts';
import { logSingleRoutes } from './routes/logSingles.ts';
import { metricRoutes } from './routes/metrics.ts';
import { promptlabRoutes } from './routes/promptlab.ts';
import { runRoutes } from './routes/runs.ts';
import { serverInfoRoutes } from './routes/serverInfo.ts';

/** Endpoints under `/api/{major}.0/mlflow` and `/ajax-api/{major}.0/mlflow`; one line a group. */
const endpointGroups: readonly (readonly Endpoint[])[] = [
  experimentRoutes,
  runRoutes,
  [batchEndpoint],
  logSingleRoutes,
  metricRoutes,
  artifactListEndpoints,
  presignedEndpoints,
  loggedModelRoutes,
  registeredModelRoutes,
  modelVersionRoutes,
  aliasRoutes,
  evaluationDatasetRoutes,
  gatewayProxyRoutes,
  promptlabRoutes,
  serverInfoRoutes,
];

/** Adds routes with whole paths of their own, for what streams or lies outside `/mlflow`. */
export type RawRoutes = (server: FastifyInstance, context: ProtocolContext) => void;

/** Their errors are translated like those of endpoints; one line a group. */
const rawGroups: readonly RawRoutes[] = [graphqlRoute, artifactProxyRoutes, artifactDownloadRoutes];

/** Every endpoint there is. */
export const mlflowEndpoints: readonly Endpoint[] = endpointGroups.flat();

export const mlflow: Protocol = {
  name: 'mlflow',
  direct: [directBatch],
  mount(server, context) {
    mountEndpoints(server, context, mlflowEndpoints);
    void server.register(async (scope) => {
      scope.setErrorHandler(answerError);
      for (const mountRaw of rawGroups) mountRaw(scope, context);
    });
  },
};
