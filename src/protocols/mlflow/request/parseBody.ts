// From the bytes of a body to the text and value of its JSON, as leniently as the reference and no more. Not the fields.
import { isAscii, isUtf8 } from 'node:buffer';
import type { FastifyRequest } from 'fastify';
import { AssayError } from '../../../model/errors.ts';
import { invalidRequest } from './refusals.ts';
import { isObject } from './fields.ts';
import { parseExact } from './sourceNumber.ts';

/** A body that was understood: `text` is JSON whose value is `object`. */
export interface ParsedBody {
  readonly text: string;
  readonly object: Readonly<Record<string, unknown>>;
  /** Something was sent, and it was no JSON. */
  readonly isUnreadable: boolean;
}

/** The recursion limit of the protocol's own parser. */
const deepest = 100;

const nothing: ParsedBody = { text: '{}', object: {}, isUnreadable: false };

/**
 * The JSON object of a body. What is no JSON at all counts as `{}`, so that the answer names the first missing parameter.
 *
 * @throws AssayError `request/invalid-field` for a wrong content type, `request/not-json` for bytes that are not UTF-8, for JSON that is
 *   neither an object nor a text holding one, and for nesting beyond 100
 */
export function parseBody(request: FastifyRequest): ParsedBody {
  return parseText(bodyText(request));
}

/** The text of a body, which may be anything; empty when there is none. @throws as {@link parseBody} for its type and its bytes */
export function bodyText(request: FastifyRequest): string {
  requireJsonType(request);
  const { body } = request;
  if (!Buffer.isBuffer(body)) return '';
  const text = utf8Text(body);
  if (text === undefined) throw new AssayError('request/not-json', 'The request body is not valid UTF-8.');
  return text;
}

/** The text of UTF-8 bytes; undefined when they are not UTF-8. */
export function utf8Text(bytes: Buffer): string | undefined {
  // Most bodies are ASCII, and as Latin-1 they are copied instead of decoded: on 1000 points that saves a tenth of what parsing costs.
  if (isAscii(bytes)) return bytes.toString('latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}

/** The value of a JSON text; undefined when it is none. */
export function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parseText(body: string): ParsedBody {
  let text = body;
  let value = parseLeniently(text);
  if (typeof value.parsed === 'string') {
    // Older clients encode their JSON twice.
    text = value.parsed;
    value = parseLeniently(text);
  }
  if (value.parsed === undefined || value.parsed === null) {
    return { ...nothing, isUnreadable: value.parsed === undefined && text.trim() !== '' };
  }
  if (!isObject(value.parsed)) {
    throw new AssayError('request/not-json', 'The request body must be a JSON object.');
  }
  refuseDeepNesting(value.parsed, deepest);
  return { text: value.text, object: value.parsed, isUnreadable: false };
}

/** The same object with every number beside its source. */
export function exactObject(body: ParsedBody): Readonly<Record<string, unknown>> {
  const value = parseExact(body.text);
  return isObject(value) ? value : {};
}

/** @throws AssayError `request/invalid-field`; only POST and PUT are held to it, as in the reference */
export function requireJsonType(request: FastifyRequest): void {
  if (request.method !== 'POST' && request.method !== 'PUT') return;
  const type = request.headers['content-type'];
  if (type === 'application/json') return;
  if (type === undefined || type === '') throw invalidRequest('Bad Request. Content-Type header is missing.');
  const [essence = ''] = type.split(';');
  if (essence.trim().toLowerCase() !== 'application/json') {
    throw invalidRequest("Bad Request. Content-Type must be one of ['application/json'].");
  }
}

function parseLeniently(text: string): { readonly text: string; readonly parsed: unknown } {
  try {
    return { text, parsed: JSON.parse(text) };
  } catch {
    return parsePython(text);
  }
}

/** Python's json writes NaN and the infinities as bare words, which JSON does not have. */
function parsePython(text: string): { readonly text: string; readonly parsed: unknown } {
  const quoted = text.replace(/"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g, (part) =>
    part.startsWith('"') ? part : `"${part}"`,
  );
  try {
    return { text: quoted, parsed: quoted === text ? undefined : JSON.parse(quoted) };
  } catch {
    return { text: quoted, parsed: undefined };
  }
}

function refuseDeepNesting(value: unknown, room: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (room === 0) {
    throw new AssayError('request/not-json', `The request body is nested more than ${deepest} deep.`);
  }
  for (const each of Array.isArray(value) ? value : Object.values(value)) refuseDeepNesting(each, room - 1);
}
