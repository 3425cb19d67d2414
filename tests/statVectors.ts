// The reference vectors of the statistics, and the check that a result meets every number of one within its tolerance.
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

interface StatVector<Inputs> {
  readonly id: string;
  readonly inputs: Inputs;
  readonly expected: unknown;
  readonly tolerance: string;
}

const { vectors } = JSON.parse(readFileSync(new URL('./stat-vectors.json', import.meta.url), 'utf8')) as {
  readonly vectors: readonly StatVector<unknown>[];
};

export const statVectorIds: readonly string[] = vectors.map((vector) => vector.id);

/** The inputs of a vector, typed by who reads them. */
export function inputsOf<Inputs>(id: string): Inputs {
  return find(id).inputs as Inputs;
}

/**
 * Fails unless `actual` has, at the place of every expected number, one within the vector's tolerance; null must be undefined;
 * texts and truths must be equal. Notes are not expectations. What `actual` has beyond is not looked at.
 */
export function expectVector(id: string, actual: unknown): void {
  const { expected, tolerance } = find(id);
  const differences: string[] = [];
  compare(expected, actual, id, allowed(tolerance), differences);
  expect(differences).toEqual([]);
}

interface Allowed {
  readonly relative: number;
  readonly absolute: number;
}

function allowed(tolerance: string): Allowed {
  const relative = /rel ([\d.e-]+)/.exec(tolerance)?.[1];
  const absolute = /abs ([\d.e-]+)/.exec(tolerance)?.[1];
  if (relative === undefined && absolute === undefined && tolerance !== 'exact') {
    throw new Error(`tolerance not understood: ${tolerance}`);
  }
  // "Exact" still passes through 15 printed digits.
  const printed = tolerance === 'exact' ? 1e-14 : 0;
  return { relative: Number(relative ?? printed), absolute: Number(absolute ?? 0) };
}

function compare(
  expected: unknown,
  actual: unknown,
  at: string,
  within: Allowed,
  differences: string[],
): void {
  if (typeof expected === 'number') {
    const error = typeof actual === 'number' ? Math.abs(actual - expected) : Number.NaN;
    if (!(error <= Math.max(within.absolute, within.relative * Math.abs(expected)))) {
      differences.push(`${at}: ${JSON.stringify(actual)}, expected ${expected}`);
    }
  } else if (expected === null) {
    if (actual !== undefined) differences.push(`${at}: ${JSON.stringify(actual)}, expected undefined`);
  } else if (typeof expected === 'object') {
    if (Array.isArray(expected) && (!Array.isArray(actual) || actual.length !== expected.length)) {
      differences.push(`${at}: not a list of ${expected.length}`);
    }
    for (const [key, value] of Object.entries(expected)) {
      if (key === 'note' || key === 'notes') continue;
      const part = partOf(actual, key);
      compare(value, part, `${at}.${key}`, within, differences);
    }
  } else if (expected !== actual) {
    differences.push(`${at}: ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`);
  }
}

function partOf(actual: unknown, key: string): unknown {
  return typeof actual === 'object' && actual !== null
    ? (actual as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function find<Inputs>(id: string): StatVector<Inputs> {
  const found = vectors.find((vector) => vector.id === id);
  if (found === undefined) throw new Error(`no reference vector ${id}`);
  return found as StatVector<Inputs>;
}
