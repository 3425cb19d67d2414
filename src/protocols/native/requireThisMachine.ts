// Lets only callers on the machine of the server through. Not authentication.
import type { FastifyRequest } from 'fastify';
import { AssayError } from '../../model/errors.ts';

/**
 * A proxy on the same machine speaks for others, so what it forwards is refused.
 * @throws AssayError `request/only-local`
 */
export function requireThisMachine({ headers, raw }: FastifyRequest): void {
  const isForwarded = headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined;
  const address = (raw.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  if (!isForwarded && (address === '::1' || address.startsWith('127.'))) return;
  throw new AssayError('request/only-local', 'This can be asked only on the machine of the server itself.');
}
