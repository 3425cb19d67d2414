// What people log, as what the server takes. Values that cannot be logged come back as a sentence, never as an exception.
import { toWireNumber, type WireInt64, type WireNumber } from './wire.ts';

export type Loggable =
  string | number | bigint | boolean | null | Date | readonly unknown[] | { readonly [key: string]: unknown };

/** What was read, or what is wrong with it. */
export type Reading<T> = { readonly value: T } | { readonly problem: string };

export function readKey(key: unknown): Reading<string> {
  if (typeof key !== 'string') return { problem: `a key must be a string, not ${typeof key}` };
  if (key === '' || key.length > mostKeyCharacters) {
    return { problem: `a key must have 1 to ${mostKeyCharacters} characters` };
  }
  return { value: key };
}

/** Objects and arrays become JSON. */
export function readText(value: unknown): Reading<string> {
  // A lone surrogate has no UTF-8; left as it is, the server would read something else than was sent.
  if (typeof value === 'string') return { value: value.toWellFormed() };
  if (value === undefined) return { problem: 'the value is undefined' };
  if (typeof value === 'function' || typeof value === 'symbol')
    return { problem: `a ${typeof value} has no text` };
  if (value instanceof Date)
    return { value: Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString() };
  if (value === null) return { value: 'null' };
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return { value: String(value) };
  try {
    return {
      value: JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? String(part) : part)),
    };
  } catch (error) {
    return { problem: `it has no JSON (${error instanceof Error ? error.message : String(error)})` };
  }
}

/** NaN and the infinities are values like others. */
export function readNumber(value: unknown): Reading<WireNumber> {
  if (typeof value === 'number') return { value: toWireNumber(value) };
  if (typeof value === 'bigint' || typeof value === 'boolean') return { value: Number(value) };
  return { problem: `a metric must be a number, not ${value === null ? 'null' : typeof value}` };
}

export function readInteger(value: unknown, what: string): Reading<WireInt64> {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return { value: value === 0 ? 0 : value };
  if (typeof value === 'bigint' && BigInt.asIntN(64, value) === value) {
    const isSafe = value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
    return { value: isSafe ? Number(value) : value.toString() };
  }
  if (value instanceof Date) return readInteger(value.getTime(), what);
  return {
    problem: `${what} must be a whole number of 64 bits, not ${typeof value === 'number' ? value : typeof value}`,
  };
}

const mostKeyCharacters = 250;
