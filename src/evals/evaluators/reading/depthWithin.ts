// Whether a JSON value is nested no deeper than a bound; found without recursion, which hostile depth would break.
import type { Json } from '../../../model/json.ts';

/** Scalars have depth 0, a list or object of scalars 1. */
export function depthWithin(value: Json, most: number): boolean {
  const waiting: { readonly value: Json; readonly depth: number }[] = [{ value, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.value === null || typeof next.value !== 'object') continue;
    if (next.depth >= most) return false;
    for (const member of Object.values(next.value)) {
      if (member !== null && typeof member === 'object')
        waiting.push({ value: member, depth: next.depth + 1 });
    }
  }
  return true;
}
