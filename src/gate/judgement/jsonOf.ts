// Plain data as JSON: what a policy or a judgement is when it is hashed or written. Not for numbers JSON cannot say.
import type { Json } from '../../model/json.ts';

/** @throws TypeError for what is no plain data */
export function jsonOf(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map(jsonOf);
  if (typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .map(([key, member]) => [key, jsonOf(member)]),
    );
  }
  throw new TypeError(`a ${typeof value} is no plain data`);
}
