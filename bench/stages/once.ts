/** Remembers what a stage prepared, so that measures that need the same data share it within one bench. */
import type { Bench } from '../contract.ts';

/** @returns a function that prepares at its first call for a bench and gives the same result ever after */
export function once<T>(prepare: (bench: Bench) => Promise<T>): (bench: Bench) => Promise<T> {
  const made = new WeakMap<Bench, Promise<T>>();
  return (bench) => {
    const known = made.get(bench) ?? prepare(bench);
    made.set(bench, known);
    return known;
  };
}
