// Keeps web pages of other origins from using a server that trusts its network: DNS rebinding and cross-site requests. Not authentication.
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** The sentence with which a request is refused, or undefined when it is welcome. */
export type Guard = (request: IncomingMessage) => string | undefined;

/**
 * Browsers always send `Origin` with a cross-site write, and always send the name they were given as `Host`; programs such as MLflow
 * clients send no `Origin` and connect to an address.
 *
 * @param isLoopback   the server listens on this machine only, so a foreign `Host` can only come from a rebound name
 * @param allowedHosts further names under which the server may be reached, without port; `*` allows any
 */
export function requestGuard(isLoopback: boolean, allowedHosts: readonly string[]): Guard {
  const isAnyAllowed = allowedHosts.includes('*');
  const allowed = new Set(allowedHosts.map((host) => host.toLowerCase()));
  return ({ method, headers }) => {
    const host = headers.host ?? '';
    const name = nameOf(host);
    if (isLoopback && !isAnyAllowed && !isLoopbackName(name) && !allowed.has(name)) {
      return `This server answers on this machine only, and was asked for as '${name}'. Start it with --allowed-host ${name} to allow that name.`;
    }
    const { origin } = headers;
    const isRead = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
    if (origin !== undefined && !isRead && !isOwnOrigin(origin, host)) {
      return `A page of ${origin} may not change anything here.`;
    }
    return undefined;
  };
}

/** Puts the guard before every route. */
export function guardRequests(http: FastifyInstance, guard: Guard): void {
  http.addHook('onRequest', (request, reply, done) => {
    const refusal = guard(request.raw);
    if (refusal === undefined) done();
    else void reply.code(403).send({ error_code: 'PERMISSION_DENIED', message: refusal });
  });
}

function isOwnOrigin(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}

function nameOf(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase();
}

export function isLoopbackName(name: string): boolean {
  return (
    name === '' ||
    name === 'localhost' ||
    name === '[::1]' ||
    name === '::1' ||
    /^127(\.\d{1,3}){3}$/.test(name)
  );
}
