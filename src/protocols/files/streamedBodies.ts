// Routes whose bodies are handed over as they arrive, without a limit and without waiting for their end.
import { Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Adds routes whose `request.body` is the raw stream; read it with {@link bodyOf}. Other routes keep whole bodies. */
export function streamedBodies(server: FastifyInstance, addRoutes: (scope: FastifyInstance) => void): void {
  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    addRoutes(scope);
  });
}

/** A sender that is silent for this long is gone, though its network never said so; its connection is closed. */
const longestSilenceMs = 5 * 60_000;

/** The body as chunks of bytes; empty when the request has none. */
export function bodyOf(request: FastifyRequest): AsyncIterable<Uint8Array> {
  const body: unknown = request.body;
  // Until the answer is sent; after that the server's own rule for idle connections takes over.
  if (request.socket instanceof Socket) request.socket.setTimeout(longestSilenceMs);
  return body instanceof Readable ? body : Readable.from([]);
}
