// Puts endpoints on the HTTP server under both prefixes, with MLflow's answers to errors, unknown paths and wrong verbs.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ProtocolContext } from '../protocol.ts';
import { answerError } from './answer/errorAnswer.ts';
import type { Endpoint } from './endpoint.ts';

const majors = [2, 3] as const;
const roots = ['/api', '/ajax-api'] as const;

export function mountEndpoints(
  server: FastifyInstance,
  context: ProtocolContext,
  endpoints: readonly Endpoint[],
): void {
  for (const major of majors) {
    for (const root of roots) {
      const served = endpoints.filter(
        (endpoint) => endpoint.major === major && (root === '/ajax-api' || !endpoint.isAjaxOnly),
      );
      mountUnder(server, context, `${root}/${major}.0/mlflow`, served);
    }
  }
}

function mountUnder(
  server: FastifyInstance,
  context: ProtocolContext,
  prefix: string,
  endpoints: readonly Endpoint[],
): void {
  void server.register(
    async (scope) => {
      scope.setErrorHandler(answerError);
      for (const endpoint of endpoints) {
        scope.route({
          method: [...endpoint.methods],
          url: endpoint.path,
          exposeHeadRoute: false,
          handler: async (request, reply) => {
            const answer = await endpoint.serve(context, request);
            reply.header('content-type', 'application/json');
            return reply.send(
              typeof answer === 'string' || Buffer.isBuffer(answer) ? answer : JSON.stringify(answer),
            );
          },
        });
      }
      // Matches what no endpoint does. Registering these six costs a tenth of a not-found handler for all the verbs there are.
      scope.route({
        method: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
        url: '/*',
        handler: (request, reply) => answerUnknown(request, reply, prefix, endpoints),
      });
    },
    { prefix },
  );
}

/** The body is no JSON: clients take a JSON 404 for a missing entity and this one for a server without the endpoint. */
function answerUnknown(
  request: FastifyRequest,
  reply: FastifyReply,
  prefix: string,
  endpoints: readonly Endpoint[],
): FastifyReply {
  const [path = ''] = request.url.slice(prefix.length).split('?');
  const methods = endpoints.filter((each) => patternOf(each.path).test(path)).flatMap((each) => each.methods);
  if (methods.length > 0) {
    return reply
      .code(405)
      .header('Allow', [...new Set(methods)].join(', '))
      .type('text/html; charset=utf-8')
      .send(page('405 Method Not Allowed', 'The method is not allowed for the requested URL.'));
  }
  return reply
    .code(404)
    .type('text/html; charset=utf-8')
    .send(page('404 Not Found', 'The requested URL was not found on the server.'));
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}/?$`);
}

function page(title: string, sentence: string): string {
  return `<!doctype html>\n<html lang=en>\n<title>${title}</title>\n<h1>${title}</h1>\n<p>${sentence}</p>\n`;
}
