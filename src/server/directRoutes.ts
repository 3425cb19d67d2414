// The short way for the hottest requests: well-formed ones are answered without the framework's request life cycle, all others take it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { DirectRoute, ProtocolContext } from '../protocols/protocol.ts';

/** Bodies beyond this are rare, and then the framework's share of the cost is nothing. */
const longestBody = 1024 * 1024;

/**
 * Measured at 10 points a batch, the life cycle of the framework is a fifth of what a request costs.
 *
 * Nothing is decided here: whatever is unusual, refused or broken is asked again through the framework, which answers as if the short
 * way did not exist. A direct route must therefore write nothing when it throws.
 */
export function mountDirectRoutes(
  http: FastifyInstance,
  context: ProtocolContext,
  routes: readonly DirectRoute[],
  isWelcome: (request: IncomingMessage) => boolean,
): void {
  const byPath = new Map(routes.map((route) => [route.path, route]));
  const [usual] = http.server.listeners('request');
  if (usual === undefined) throw new Error('the framework does not listen for requests');
  http.server.removeAllListeners('request');
  http.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const route = request.method === 'POST' ? byPath.get(request.url ?? '') : undefined;
    if (route === undefined || !isPlain(request) || !isWelcome(request)) {
      usual.call(http.server, request, response);
      return;
    }
    readBody(request, (body) => {
      route.serve(context, body).then(
        (answer) => (answer === undefined ? askAgain(http, request, body, response) : send(response, answer)),
        () => askAgain(http, request, body, response),
      );
    });
  });
}

/** A body of known, moderate length under the one content type that needs no looking at. */
function isPlain({ headers }: IncomingMessage): boolean {
  return (
    headers['content-type'] === 'application/json' &&
    Number(headers['content-length']) <= longestBody &&
    headers['content-encoding'] === undefined &&
    headers.expect === undefined
  );
}

/** A request that breaks off is dropped: there is nobody left to answer. */
function readBody(request: IncomingMessage, whenWhole: (body: Buffer) => void): void {
  let first: Buffer | undefined;
  let rest: Buffer[] | undefined;
  request.on('data', (chunk: Buffer) => {
    if (first === undefined) first = chunk;
    else (rest ??= []).push(chunk);
  });
  request.on('end', () => {
    const head = first ?? Buffer.alloc(0);
    whenWhole(rest === undefined ? head : Buffer.concat([head, ...rest]));
  });
}

function send(response: ServerResponse, answer: string): void {
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(answer),
  });
  response.end(answer);
}

function askAgain(
  http: FastifyInstance,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): void {
  const { 'content-length': _length, connection: _connection, ...headers } = request.headers;
  http.inject({ method: 'POST', url: request.url ?? '/', headers, payload: body }).then(
    (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      response.end(answer.rawPayload);
    },
    (cause: unknown) => {
      http.log.error(cause);
      response.destroy();
    },
  );
}
