// Gives an HTTP server that does not listen the shape of `fetch`. Bodies of answers stream; bodies of requests are bytes or text.
import { Readable } from 'node:stream';
import type { FastifyInstance, InjectOptions } from 'fastify';
import type { FetchLike } from 'assay-sdk';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

export function injectedFetch(http: FastifyInstance): FetchLike {
  return async (url, init) => {
    const { pathname, search } = new URL(url);
    const method = methods.find((known) => known === init.method);
    if (method === undefined) throw new TypeError(`No request is sent as ${init.method}.`);
    const request: InjectOptions = { method, url: `${pathname}${search}`, headers: init.headers };
    if (init.body !== undefined) request.payload = payloadOf(init.body);
    const answer = await http.inject({ ...request, payloadAsStream: true });
    const headers = Object.entries(answer.headers).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    );
    const hasBody = answer.statusCode !== 204 && answer.statusCode !== 304;
    const body = hasBody ? Readable.toWeb(answer.stream()) : null;
    return new Response(body, { status: answer.statusCode, headers });
  };
}

function payloadOf(body: string | Uint8Array | ReadableStream<Uint8Array>): string | Buffer | Readable {
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return Buffer.from(body);
  return Readable.from(body);
}
