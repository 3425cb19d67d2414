// Refusals of what was asked, in the one form that every rule uses. Not the refusals of what is stored.
import { AssayError } from '../model/errors.ts';

/** `parameter` names the field as the asker wrote it, e.g. `tags[0].key`; the value is quoted, cut when long. */
export function refuseValue(parameter: string, value: unknown, why: string): AssayError {
  return new AssayError(
    'request/invalid-field',
    `Invalid value ${quoted(value)} for parameter '${parameter}' supplied: ${why}`,
    { parameter },
  );
}

export function refuseMissing(parameter: string): AssayError {
  return new AssayError('request/invalid-field', `Missing value for required parameter '${parameter}'.`, {
    parameter,
  });
}

export function refuse(message: string): AssayError {
  return new AssayError('request/invalid-field', message);
}

const longestEcho = 1000;

function quoted(value: unknown): string {
  if (typeof value === 'bigint' || typeof value === 'number') return String(value);
  const text = JSON.stringify(value) ?? 'null';
  return text.length <= longestEcho ? text : `${text.slice(0, longestEcho)}...`;
}
