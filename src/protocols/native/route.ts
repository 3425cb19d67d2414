// The contract of a native route: what it takes, what it answers, how it is described. One declaration checks requests and writes the API document.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { ErrorCode } from '../../model/errors.ts';
import type { ProtocolContext } from '../protocol.ts';
import { parsePart } from './parsePart.ts';
import { readJson } from './readJson.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One kind of answer or body: a JSON schema with an example, or another media type told in words. */
export interface Content {
  readonly type: string;
  readonly schema: z.ZodType | null;
  readonly example: unknown;
}

interface Description {
  readonly method: Method;
  /** Below `/api/v1`, with `{names}`; a last part `{path+}` takes the rest of the path. */
  readonly path: string;
  /** The operationId, a verb and a noun. */
  readonly id: string;
  readonly group: string;
  readonly summary: string;
  readonly description: string;
  readonly answer: {
    readonly status: number;
    readonly description: string;
    readonly content: readonly Content[];
  };
  /** Where a body may be larger than usual. */
  readonly mostBodyBytes?: number;
  /** Beyond `request/invalid-field`, which every route can answer. */
  readonly errors: readonly ErrorCode[];
}

export interface RouteSpec<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
> extends Description {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly bodyExample?: unknown;
  /** @returns the JSON to answer, or `undefined` when the answer was sent or has no body */
  readonly handle: (
    input: { readonly params: z.output<P>; readonly query: z.output<Q>; readonly body: z.output<B> },
    exchange: Exchange,
  ) => Promise<unknown>;
}

/** What a route may need beyond its parsed input. */
export interface Exchange extends ProtocolContext {
  /** Aborts when the server closes; answers that go on for long end then. */
  readonly closing: AbortSignal;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** A route as the list holds it, its types folded away. */
export interface NativeRoute extends Description {
  readonly params: z.ZodType | null;
  readonly query: z.ZodType | null;
  readonly body: Content | null;
  /** The body arrives as a stream and is not read here. */
  readonly isStreamed: boolean;
  readonly answerTo: (exchange: Exchange) => Promise<unknown>;
}

/** A route whose path, query and JSON body are checked by its schemas. */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  spec: RouteSpec<P, Q, B>,
): NativeRoute {
  const { params, query, body, bodyExample, handle, ...description } = spec;
  return {
    ...description,
    params: params ?? null,
    query: query ?? null,
    body: body === undefined ? null : { type: 'application/json', schema: body, example: bodyExample },
    isStreamed: false,
    answerTo: async (exchange) =>
      handle(
        {
          params: parsePart(params, exchange.request.params, 'path'),
          query: parsePart(query, exchange.request.query, 'query'),
          body: parsePart(body, body === undefined ? undefined : readJson(exchange.request.body), 'body'),
        },
        exchange,
      ),
  };
}

/** A route that reads its own body: a stream, or JSON on a hot path. `body` only describes. */
export function rawRoute<P extends z.ZodType, Q extends z.ZodType>(
  spec: Omit<RouteSpec<P, Q, z.ZodNever>, 'body' | 'bodyExample' | 'handle'> & {
    readonly body: Content | null;
    readonly isStreamed: boolean;
    readonly handle: (
      input: { readonly params: z.output<P>; readonly query: z.output<Q> },
      exchange: Exchange,
    ) => Promise<unknown>;
  },
): NativeRoute {
  const { params, query, handle, ...description } = spec;
  return {
    ...description,
    params: params ?? null,
    query: query ?? null,
    answerTo: async (exchange) =>
      handle(
        {
          params: parsePart(params, exchange.request.params, 'path'),
          query: parsePart(query, exchange.request.query, 'query'),
        },
        exchange,
      ),
  };
}
