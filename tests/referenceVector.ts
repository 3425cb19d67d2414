// One published reference vector by its id, and the comparison that checks every number in it. Support of tests, no test itself.
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

interface Stored<Inputs> {
  readonly id: string;
  readonly inputs: Inputs;
  readonly expected: unknown;
  readonly tolerance: string;
}

const file = new URL('./stat-vectors.json', import.meta.url);

export interface ReferenceVector<Inputs> {
  readonly inputs: Inputs;
  /**
   * Every value the vector expects is in `actual` under the same key, each number within the vector's tolerance; `null` means
   * undefined by definition.
   */
  readonly check: (actual: unknown) => void;
}

/**
 * @throws Error when no vector has this id
 */
export function referenceVector<Inputs>(id: string): ReferenceVector<Inputs> {
  const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly vectors: readonly Stored<Inputs>[];
  };
  const vector = vectors.find((candidate) => candidate.id === id);
  if (vector === undefined) throw new Error(`no reference vector ${id}`);
  return {
    inputs: vector.inputs,
    check: (actual) => compare(actual, vector.expected, vector.tolerance, id),
  };
}

function compare(actual: unknown, expected: unknown, tolerance: string, path: string): void {
  if (expected === null) {
    expect(actual, path).toBeUndefined();
  } else if (typeof expected === 'number') {
    expect(typeof actual, `${path} is a number`).toBe('number');
    const error = Math.abs(Number(actual) - expected);
    expect(error <= allowed(tolerance, expected), `${path}: ${String(actual)}, not ${expected}`).toBe(true);
  } else if (typeof expected === 'object') {
    expect(typeof actual, `${path} is an object`).toBe('object');
    const given = new Map(Object.entries(actual ?? {}));
    for (const [key, value] of Object.entries(expected)) {
      if (key === 'note') continue;
      compare(given.get(key), value, tolerance, `${path}.${key}`);
    }
    if (Array.isArray(expected)) expect(given.size, `${path} has as many`).toBe(expected.length);
  } else {
    expect(actual, path).toBe(expected);
  }
}

/** Reads "rel 1e-7 or abs 1e-9", "abs 1e-4" and "exact", which is exact in the 15 digits that were printed. */
function allowed(tolerance: string, expected: number): number {
  const relative = /rel (\S+)/.exec(tolerance)?.[1] ?? (tolerance === 'exact' ? '1e-14' : '0');
  const absolute = /abs (\S+)/.exec(tolerance)?.[1] ?? '0';
  return Math.max(Number(relative) * Math.abs(expected), Number(absolute));
}
