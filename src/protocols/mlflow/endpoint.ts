// What an endpoint of the MLflow wire is: method, path, version, the fields it reads and what it does with them. Not how it is mounted.
import type { FastifyRequest } from 'fastify';
import type { ProtocolContext } from '../protocol.ts';
import { type ReadMessage, type Shape, messageReader } from './request/message.ts';
import { readRequest } from './request/readRequest.ts';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One endpoint, registered under `/api/{major}.0/mlflow` and `/ajax-api/{major}.0/mlflow`. */
export interface Endpoint {
  readonly methods: readonly HttpMethod[];
  /** Behind `/mlflow`, with `:name` for a path parameter. */
  readonly path: string;
  readonly major: 2 | 3;
  /** Served under `/ajax-api` only. */
  readonly isAjaxOnly: boolean;
  /** The names of the fields that it reads; others are ignored. */
  readonly fields: readonly string[];
  /** Reads the request, does the work, answers: an object, or JSON as text or bytes. What it throws becomes MLflow's error envelope. */
  readonly serve: (context: ProtocolContext, request: FastifyRequest) => Promise<object | string>;
  /** The same for fields that were read elsewhere; paths with parameters cannot be called so. */
  readonly call: (
    context: ProtocolContext,
    fields: Readonly<Record<string, unknown>>,
  ) => Promise<object | string>;
}

/** The parameters named in a path: `/a/:x/:y` gives `{ x, y }`. */
export type PathParameters<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? { readonly [key in Name]: string } & PathParameters<Rest>
  : Path extends `${string}:${infer Name}`
    ? { readonly [key in Name]: string }
    : unknown;

interface Declaration<S extends Shape, Path extends string> {
  readonly method: HttpMethod | readonly HttpMethod[];
  readonly path: Path;
  readonly major?: 2 | 3;
  readonly isAjaxOnly?: boolean;
  /** The fields that are read, in the order in which they are checked. Others are ignored. */
  readonly request: S;
  /**
   * @param request the fields, checked; unset optional ones are undefined (lists: empty)
   * @returns the answer, written with `JSON.stringify`: integers through `wireInteger`, doubles through `wireDouble`; or JSON as text
   *   or bytes
   */
  readonly handle: (
    context: ProtocolContext,
    request: ReadMessage<S>,
    path: PathParameters<Path>,
  ) => Promise<object | string>;
}

/** Declares an endpoint whose request is read by its shape. */
export function endpoint<const S extends Shape, const Path extends string>(
  declaration: Declaration<S, Path>,
): Endpoint {
  const { method, path, major = 2, isAjaxOnly = false, request: shape, handle } = declaration;
  const read = messageReader(shape);
  return {
    methods: typeof method === 'string' ? [method] : method,
    path,
    major,
    isAjaxOnly,
    fields: Object.keys(shape),
    async call(context, fields) {
      return handle(context, read(fields, ''), {} as PathParameters<Path>);
    },
    async serve(context, request) {
      const message = readRequest(request, shape, read);
      // The router fills exactly the parameters that the path names.
      return handle(context, message, request.params as PathParameters<Path>);
    },
  };
}
