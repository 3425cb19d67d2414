// Puts an Assay together: the rules over their store, wires mounted, jobs ready to be done. It does not listen.
import type { ServerResponse } from 'node:http';
import fastify, { type FastifyInstance, LogController } from 'fastify';
import type { GateContext } from '../gate/context.ts';
import type { JobContext } from '../jobs/context.ts';
import type { Store } from '../store/store.ts';
import type { TrackingContext } from '../tracking/context.ts';
import type { Configuration } from './configuration.ts';
import { mountDirectRoutes } from './directRoutes.ts';
import { composeJobs, type ServerJobs } from './jobs/composeJobs.ts';
import { guardRequests, isLoopbackName, requestGuard } from './guardRequests.ts';
import { openRules, realSurroundings, type Surroundings } from './openRules.ts';
import { protocols } from './protocols.ts';
import { version } from './version.ts';

export interface Assay {
  readonly http: FastifyInstance;
  readonly store: Store;
  readonly tracking: TrackingContext;
  readonly gate: GateContext;
  readonly jobs: JobContext;
  /** Does the jobs that are queued here, once it is started. */
  readonly worker: ServerJobs;
  /** Answers what is under way, makes it durable and lets go of the data directory. */
  close(): Promise<void>;
}

/** Less than the ten seconds that service managers commonly wait before they kill. */
const longestGoodbyeMs = 5_000;

/** Wires read their own bodies and write their own answers. */
function noCompiler(): never {
  throw new Error('a route asks for a schema compiler, which this server does without');
}

/** @throws AssayError `store/in-use`, `store/newer-schema` */
export async function composeAssay(
  configuration: Configuration,
  surroundings: Surroundings = realSurroundings,
): Promise<Assay> {
  const rules = openRules(configuration, surroundings);
  const { store, tracking, gate, changes } = rules;
  const http = fastify({
    logger: configuration.logLevel === 'silent' ? false : { level: configuration.logLevel },
    bodyLimit: configuration.mostBodyBytes,
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 4096, ignoreTrailingSlash: true },
    forceCloseConnections: 'idle',
    // What the router itself cannot read never reaches a wire.
    frameworkErrors(error, _request, reply: { readonly raw: ServerResponse }) {
      reply.raw.writeHead(400, { 'content-type': 'application/json; charset=utf-8' });
      reply.raw.end(JSON.stringify({ error_code: 'BAD_REQUEST', message: error.message }));
    },
    // No route has a schema for Fastify to compile; loading its compilers would be a fifth of the start-up time.
    schemaController: { compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler } },
  });
  const guard = requestGuard(isLoopbackName(configuration.host), configuration.allowedHosts);
  guardRequests(http, guard);
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  // Not JSON: clients of MLflow take a JSON 404 for a missing record, and any other for a server without the endpoint.
  http.setNotFoundHandler((request, reply) =>
    reply
      .code(404)
      .type('text/plain; charset=utf-8')
      .send(`Nothing is served at ${request.url}. The start page is at /.\n`),
  );
  const worker = composeJobs({
    gate,
    changes,
    configuration,
    onFault: (cause) => http.log.error({ err: cause }, 'the job queue met trouble'),
  });
  const { jobs } = worker;
  const context = { tracking, gate, jobs, changes, version };
  for (const protocol of protocols) protocol.mount(http, context);
  await http.ready();
  mountDirectRoutes(
    http,
    context,
    protocols.flatMap((protocol) => protocol.direct),
    (request) => guard(request) === undefined,
  );
  return {
    http,
    store,
    tracking,
    gate,
    jobs,
    worker,
    async close() {
      // Whoever stopped sending or reading in the middle must not keep the server from stopping.
      const impatience = setTimeout(() => http.server.closeAllConnections(), longestGoodbyeMs);
      await Promise.all([http.close(), worker.close()]);
      clearTimeout(impatience);
      await rules.close();
    },
  };
}
