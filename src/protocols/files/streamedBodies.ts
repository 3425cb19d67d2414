// Routes whose bodies are handed over as they arrive, without a limit and without waiting for their end.
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

/** The body as chunks of bytes; empty when the request has none. */
export function bodyOf(request: FastifyRequest): AsyncIterable<Uint8Array> {
  const body: unknown = request.body;
  return body instanceof Readable ? body : Readable.from([]);
}
