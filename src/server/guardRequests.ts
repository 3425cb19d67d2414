// Keeps web pages of other origins from using a server that trusts its network: DNS rebinding and cross-site requests. Not authentication.
import type { FastifyInstance } from 'fastify';

/**
 * Browsers always send `Origin` with a cross-site write, and always send the name they were given as `Host`; programs such as MLflow
 * clients send no `Origin` and connect to an address.
 *
 * @param isLoopback   the server listens on this machine only, so a foreign `Host` can only come from a rebound name
 * @param allowedHosts further names under which the server may be reached, without port; `*` allows any
 */
export function guardRequests(http: FastifyInstance, isLoopback: boolean, allowedHosts: readonly string[]): void {
  const isAnyAllowed = allowedHosts.includes('*');
  const allowed = new Set(allowedHosts.map((host) => host.toLowerCase()));
  http.addHook('onRequest', (request, reply, done) => {
    const host = request.headers.host ?? '';
    if (isLoopback && !isAnyAllowed && !isLoopbackName(nameOf(host)) && !allowed.has(nameOf(host))) {
      void refuse(
        reply,
        `This server answers on this machine only, and was asked for as '${nameOf(host)}'. Start it with --allowed-host ${nameOf(host)} to allow that name.`,
      );
      return;
    }
    const { origin } = request.headers;
    const isRead = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS';
    if (origin !== undefined && !isRead && !isOwnOrigin(origin, host)) {
      void refuse(reply, `A page of ${origin} may not change anything here.`);
      return;
    }
    done();
  });
}

function refuse(reply: { code(status: number): { send(body: object): unknown } }, message: string): unknown {
  return reply.code(403).send({ error_code: 'PERMISSION_DENIED', message });
}

function isOwnOrigin(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}

function nameOf(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase();
}

export function isLoopbackName(name: string): boolean {
  return name === '' || name === 'localhost' || name === '[::1]' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}
