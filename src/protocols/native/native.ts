// The native protocol, `/api/v1`: its routes mounted with their errors as problem+json. Not what the routes do.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AssayError } from '../../model/errors.ts';
import type { Protocol, ProtocolContext } from '../protocol.ts';
import { asAssayError, sendProblem } from './problem.ts';
import type { NativeRoute } from './route.ts';
import { routes } from './routes.ts';

export const apiPrefix = '/api/v1';

export const native: Protocol = {
  name: 'native',
  direct: [],
  mount(server, context) {
    void server.register(
      async (api) => {
        api.setErrorHandler((thrown, request, reply) => {
          const error = asAssayError(thrown);
          if (error.kind === 'broken') request.log.error({ err: thrown }, 'a request could not be answered');
          return sendProblem(reply, error);
        });
        api.setNotFoundHandler((request, reply) =>
          sendProblem(
            reply,
            new AssayError('request/unknown-route', `There is no route ${request.method} ${request.url}.`),
          ),
        );
        const closing = new AbortController();
        api.addHook('preClose', async () => closing.abort());
        const around = { ...context, closing: closing.signal };
        for (const route of routes) if (!route.isStreamed) mountRoute(api, route, around);
        await api.register(async (streamed) => {
          streamed.removeAllContentTypeParsers();
          streamed.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
          for (const route of routes) if (route.isStreamed) mountRoute(streamed, route, around);
        });
      },
      { prefix: apiPrefix },
    );
  },
};

/** What every exchange is given, whatever is asked. */
type Around = ProtocolContext & { readonly closing: AbortSignal };

function mountRoute(server: FastifyInstance, route: NativeRoute, around: Around): void {
  server.route({
    method: hasHead(route) ? ['GET', 'HEAD'] : route.method,
    url: route.path.replaceAll(/\{(\w+)\}/g, ':$1').replace(/\{\w+\+\}$/, '*'),
    exposeHeadRoute: false,
    ...(route.mostBodyBytes === undefined ? {} : { bodyLimit: route.mostBodyBytes }),
    async handler(request: FastifyRequest, reply: FastifyReply) {
      const answer = await route.answerTo({ ...around, request, reply });
      if (reply.sent) return reply;
      const { status, content } = route.answer;
      reply.code(status);
      if (answer === undefined) return reply.send();
      return reply.type(content[0]?.type ?? 'application/json').send(JSON.stringify(answer));
    },
  });
}

/** A stream of events never ends, and there is nothing to say of it without its body. */
function hasHead({ method, answer }: NativeRoute): boolean {
  return method === 'GET' && !answer.content.some(({ type }) => type === 'text/event-stream');
}
