// A refusal as problem+json (RFC 9457): the translation of error kinds to HTTP statuses.
import type { FastifyReply } from 'fastify';
import type { WireProblem } from 'assay-sdk/wire';
import { AssayError, type ErrorCode, type ErrorKind, errorTable } from '../../model/errors.ts';

const statusOfKind: Readonly<Record<ErrorKind, number>> = {
  'not-found': 404,
  conflict: 409,
  invalid: 400,
  forbidden: 403,
  busy: 503,
  broken: 500,
};

/** The HTTP status of an error; the few that are finer than their kind are named here. */
export function statusOf(code: ErrorCode): number {
  return code === 'request/too-large' ? 413 : statusOfKind[errorTable[code].kind];
}

export function problemOf(error: AssayError): WireProblem {
  const { when, remedy } = errorTable[error.code];
  const { parameter, field = parameter, position } = error.details;
  return {
    type: `/docs/errors#${error.code}`,
    title: when,
    status: statusOf(error.code),
    detail: error.message,
    code: error.code,
    remedy,
    ...(typeof field === 'string' ? { field } : {}),
    ...(typeof position === 'number' ? { position } : {}),
  };
}

export function sendProblem(reply: FastifyReply, error: AssayError): FastifyReply {
  const problem = problemOf(error);
  if (problem.status === 503) reply.header('retry-after', '1');
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** What was thrown, as a refusal from the table: the framework's own refusals and faults of ours included. */
export function asAssayError(thrown: unknown): AssayError {
  if (thrown instanceof AssayError) return thrown;
  const { code, statusCode, message } = frameworkError(thrown);
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new AssayError('request/too-large', 'The body is too large.');
  if (statusCode >= 400 && statusCode < 500) return new AssayError('request/invalid-field', message);
  return new AssayError(
    'server/fault',
    'Assay failed to answer this request; the log of the server says why.',
  );
}

function frameworkError(thrown: unknown): { code: string; statusCode: number; message: string } {
  if (!(thrown instanceof Error)) return { code: '', statusCode: 500, message: '' };
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  const statusCode =
    'statusCode' in thrown && typeof thrown.statusCode === 'number' ? thrown.statusCode : 500;
  return { code, statusCode, message: thrown.message };
}
