// Finds a value by JSON Pointer (RFC 6901) and says which pointers are well formed. Never reads what is not the value's own.
import { z } from 'zod';
import type { Json } from '../../../model/json.ts';

/** A pointer as an option; `null` lets the evaluator look in the usual places. */
export const pointerOption = z
  .string()
  .regex(/^(\/([^~/]|~[01])*)*$/, 'must be a JSON Pointer such as /answer')
  .nullable()
  .default(null);

/** The value at the pointer; undefined when there is none. The empty pointer is the whole value. */
export function valueAt(value: Json, pointer: string): Json | undefined {
  if (pointer === '') return value;
  let found: Json | undefined = value;
  for (const step of pointer.slice(1).split('/')) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (found === null || typeof found !== 'object') return undefined;
    found = memberOf(found, key);
    if (found === undefined) return undefined;
  }
  return found;
}

function memberOf(
  container: readonly Json[] | { readonly [key: string]: Json },
  key: string,
): Json | undefined {
  if (isList(container)) return /^(0|[1-9]\d*)$/.test(key) ? container[Number(key)] : undefined;
  return Object.hasOwn(container, key) ? container[key] : undefined;
}

function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}
