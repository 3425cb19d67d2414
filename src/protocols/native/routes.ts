// The routes of the native API, in the order in which the document tells them. The one list.
import { openApiDocument } from './openapi.ts';
import type { NativeRoute } from './route.ts';
import { alertRoutes } from './routes/alertRoutes.ts';
import { artifactRoutes } from './routes/artifactRoutes.ts';
import { backupsRoute } from './routes/backupsRoute.ts';
import { batchRoute } from './routes/batchRoute.ts';
import { compareRoute } from './routes/compareRoute.ts';
import { componentRoutes } from './routes/componentRoutes.ts';
import { datasetRoutes } from './routes/datasetRoutes.ts';
import { eventsRoute } from './routes/eventsRoute.ts';
import { evidenceRoutes } from './routes/evidenceRoutes.ts';
import { experimentRoutes } from './routes/experimentRoutes.ts';
import { gateRunRoutes } from './routes/gateRunRoutes.ts';
import { jobRoutes } from './routes/jobRoutes.ts';
import { judgeRoutes } from './routes/judgeRoutes.ts';
import { noiseRoute } from './routes/noiseRoute.ts';
import { registryRoutes } from './routes/registryRoutes.ts';
import { repeatsRoute } from './routes/repeatsRoute.ts';
import { runModelsRoute } from './routes/runModelsRoute.ts';
import { runRoutes } from './routes/runRoutes.ts';
import { scheduleRoutes } from './routes/scheduleRoutes.ts';
import { infoRoute, openApiRoute } from './routes/serverRoutes.ts';
import { seriesRoutes } from './routes/seriesRoutes.ts';
import { stateRoutes } from './routes/stateRoutes.ts';
import { waiverRoutes } from './routes/waiverRoutes.ts';

export const routes: readonly NativeRoute[] = [
  infoRoute,
  openApiRoute((version) => openApiDocument(routes, version)),
  ...experimentRoutes,
  ...runRoutes,
  batchRoute,
  ...seriesRoutes,
  ...artifactRoutes,
  runModelsRoute,
  ...registryRoutes,
  ...evidenceRoutes,
  ...datasetRoutes,
  repeatsRoute,
  noiseRoute,
  compareRoute,
  ...gateRunRoutes,
  ...waiverRoutes,
  ...componentRoutes,
  ...judgeRoutes,
  ...alertRoutes,
  ...jobRoutes,
  ...scheduleRoutes,
  ...stateRoutes,
  backupsRoute,
  eventsRoute,
];
