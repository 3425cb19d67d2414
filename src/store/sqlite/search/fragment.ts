// A piece of SQL with the values it binds, kept together so that neither goes anywhere without the other.

export type Binding = string | number | bigint | null;

export interface Fragment {
  readonly sql: string;
  readonly bindings: readonly Binding[];
}

export function fragment(sql: string, ...bindings: readonly Binding[]): Fragment {
  return { sql, bindings };
}

export const always = fragment('1');
export const never = fragment('0');

/** Joins by AND or OR as a balanced tree: SQLite refuses expressions nested deeper than 1,000. */
export function junction(word: 'AND' | 'OR', parts: readonly Fragment[]): Fragment {
  const [first, second] = parts;
  if (first === undefined) return word === 'AND' ? always : never;
  if (second === undefined) return first;
  const half = parts.length >> 1;
  const left = junction(word, parts.slice(0, half));
  const right = junction(word, parts.slice(half));
  return fragment(`(${left.sql} ${word} ${right.sql})`, ...left.bindings, ...right.bindings);
}
