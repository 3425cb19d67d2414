// One text out of a query string, for routes whose answer is not JSON. The first wins when a key is repeated.
import type { FastifyRequest } from 'fastify';

/** @returns undefined when the key is absent */
export function queryText(request: FastifyRequest, key: string): string | undefined {
  const query: unknown = request.query;
  if (typeof query !== 'object' || query === null) return undefined;
  const [value] = [new Map<string, unknown>(Object.entries(query)).get(key)].flat();
  return typeof value === 'string' ? value : undefined;
}
