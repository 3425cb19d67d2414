// Calls an endpoint of an Assay in memory with any method, under either version. For tests only.
import type { FastifyInstance } from 'fastify';

export interface Called {
  readonly status: number;
  readonly body: unknown;
}

export type Caller = (
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
) => Promise<Called>;

/** @param major which version of the API the paths are under */
export function callerOf({ http }: { readonly http: FastifyInstance }, major: 2 | 3 = 2): Caller {
  return async (method, path, body) => {
    const answer = await http.inject({
      method,
      url: `/api/${major}.0/mlflow/${path}`,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, payload: JSON.stringify(body) }),
    });
    return { status: answer.statusCode, body: JSON.parse(answer.body) as unknown };
  };
}
