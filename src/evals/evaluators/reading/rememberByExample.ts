// Work done once an example, however many arms and epochs answer it. Forgets examples that nobody holds any more.
import type { Example } from '../../../model/example.ts';

/** The same function, computed once for each example. */
export function rememberByExample<Value>(prepare: (example: Example) => Value): (example: Example) => Value {
  const known = new WeakMap<Example, { readonly value: Value }>();
  return (example) => {
    const before = known.get(example);
    if (before !== undefined) return before.value;
    const value = prepare(example);
    known.set(example, { value });
    return value;
  };
}
