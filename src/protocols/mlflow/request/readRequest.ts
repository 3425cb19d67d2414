// Reads a whole request by its shape: from the query string of a GET, from the body of any other method.
import type { FastifyRequest } from 'fastify';
import { AssayError } from '../../../model/errors.ts';
import type { MessageReader, ReadMessage, Shape } from './message.ts';
import { exactObject, parseBody } from './parseBody.ts';
import { invalidRequest } from './refusals.ts';
import { RoundedNumber } from './sourceNumber.ts';

/** @throws AssayError `request/invalid-field`, `request/not-json` */
export function readRequest<S extends Shape>(
  request: FastifyRequest,
  shape: S,
  read: MessageReader<S>,
): ReadMessage<S> {
  if (request.method === 'GET' || request.method === 'HEAD') return read(fromQuery(request.query, shape), '');
  const body = parseBody(request);
  try {
    const message = read(body.object, '');
    // Nothing was missing, but what was meant is unknown: a cut request must not start a nameless run.
    if (body.isUnreadable) throw new AssayError('request/not-json', 'The request body is not valid JSON.');
    return message;
  } catch (reason) {
    if (!(reason instanceof RoundedNumber || reason instanceof AssayError) || body.isUnreadable) throw reason;
    // Once more with the numbers as they were written: to keep every digit, or to quote them in the refusal.
    return read(exactObject(body), '');
  }
}

function fromQuery(query: unknown, shape: Shape): Readonly<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  const given = new Map(Object.entries(typeof query === 'object' && query !== null ? query : {}));
  for (const name of ['run_uuid', ...Object.keys(shape)]) {
    const values = [given.get(name)].flat().filter((value) => typeof value === 'string');
    const [first] = values;
    if (first === undefined) continue;
    const field = shape[name];
    if (field?.isRepeated === true) found[name] = values;
    else found[name] = field?.isFlag === true ? flagOf(first) : first;
  }
  return found;
}

function flagOf(value: string): boolean {
  const lower = value.toLowerCase();
  if (lower !== 'true' && lower !== 'false') {
    throw invalidRequest(`Invalid boolean value: ${value}, must be 'true' or 'false'.`);
  }
  return lower === 'true';
}
