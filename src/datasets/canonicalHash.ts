// The one way anything is named by its content: SHA-256 of canonical JSON. Not how versions of a dataset are rooted.
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Json } from '../model/json.ts';

/**
 * Canonical JSON by RFC 8785: the same text for the same value whatever the order of its keys.
 *
 * @throws RangeError for what JSON cannot say or UTF-8 cannot encode: NaN, ±Infinity, half of a surrogate pair
 */
export function canonicalJson(value: Json): string {
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch (cause) {
    throw new RangeError(
      'NaN, Infinity and halves of surrogate pairs cannot be part of what is named by its content',
      { cause },
    );
  }
  if (text === undefined) throw new RangeError('undefined cannot be part of what is named by its content');
  return text;
}

/** SHA-256, in hexadecimal, of the canonical JSON. */
export function canonicalHash(value: Json): string {
  return createHash('sha256').update(canonicalJson(value), 'utf8').digest('hex');
}
