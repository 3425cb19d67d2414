// Translates refusals to MLflow's error envelope: one table from the kind (or, where clients need it, the code) to error_code and status.
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { AssayError, type ErrorCode, type ErrorKind } from '../../../model/errors.ts';

interface WireError {
  readonly error_code: string;
  readonly status: number;
}

/** Clients repeat 408, 429 and 5xx for minutes: only what may succeed when repeated is answered so. */
const byKind: Readonly<Record<ErrorKind, WireError>> = {
  'not-found': { error_code: 'RESOURCE_DOES_NOT_EXIST', status: 404 },
  conflict: { error_code: 'RESOURCE_ALREADY_EXISTS', status: 400 },
  invalid: { error_code: 'INVALID_PARAMETER_VALUE', status: 400 },
  forbidden: { error_code: 'PERMISSION_DENIED', status: 403 },
  busy: { error_code: 'TEMPORARILY_UNAVAILABLE', status: 503 },
  broken: { error_code: 'INTERNAL_ERROR', status: 500 },
};

/** The codes that the reference spells differently from their kind. */
const byCode: Partial<Readonly<Record<ErrorCode, WireError>>> = {
  'request/unknown-route': { error_code: 'ENDPOINT_NOT_FOUND', status: 404 },
  'request/too-large': { error_code: 'INVALID_PARAMETER_VALUE', status: 413 },
};

export function wireErrorOf(error: AssayError): WireError {
  return byCode[error.code] ?? byKind[error.kind];
}

/** The error handler of every route of this wire. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { status, error_code, message } = translated(error, request);
  void reply.code(status).type('application/json').send(JSON.stringify({ error_code, message }));
}

function translated(error: unknown, request: FastifyRequest): WireError & { readonly message: string } {
  if (error instanceof AssayError) {
    if (error.kind === 'broken') request.log.error(error);
    return { ...wireErrorOf(error), message: error.message };
  }
  if (isHttpRefusal(error)) {
    return { status: error.statusCode ?? 400, error_code: 'BAD_REQUEST', message: error.message };
  }
  request.log.error(error);
  return { status: 500, error_code: 'INTERNAL_ERROR', message: 'Internal error; the server has logged it.' };
}

/** What the HTTP layer refuses by itself: bodies too large, broken framing. */
function isHttpRefusal(error: unknown): error is FastifyError {
  if (!(error instanceof Error) || !('statusCode' in error)) return false;
  return typeof error.statusCode === 'number' && error.statusCode >= 400 && error.statusCode < 500;
}
