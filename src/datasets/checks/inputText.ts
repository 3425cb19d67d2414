// The text of an input as a reader meets it: its strings and numbers in order. For lengths and likeness; never for identity.
import type { Json } from '../../model/json.ts';

/** The text itself, or the values of an object or array joined by spaces, by ascending key. */
export function inputText(input: Json): string {
  if (typeof input === 'string') return input;
  const words: string[] = [];
  collect(input, words);
  return words.join(' ');
}

function collect(value: Json, words: string[]): void {
  if (value === null) return;
  if (typeof value !== 'object') words.push(String(value));
  else if (Array.isArray(value)) for (const member of value as readonly Json[]) collect(member, words);
  else
    for (const [, member] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      collect(member, words);
}
