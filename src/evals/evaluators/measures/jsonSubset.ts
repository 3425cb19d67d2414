// How much of an expected JSON value is in another. Not equality: what is not expected may be there too.
import { canonicalJson } from '../../../datasets/canonicalHash.ts';
import type { Json } from '../../../model/json.ts';
import { isWithinTolerance, type Tolerance } from './tolerance.ts';

export interface SubsetRules {
  readonly tolerance: Tolerance;
  /** `ordered`: element by element; `unordered`: each expected element is somewhere, each used once. */
  readonly lists: 'ordered' | 'unordered';
}

export interface SubsetResult {
  /** Expected leaves that are there, and all of them; empty lists and objects count as leaves. */
  readonly matched: number;
  readonly total: number;
  /** Pointer to the first that is not. */
  readonly firstMissing: string | null;
}

/** Elements compared in an unordered list; beyond, each element is looked for by equality only. */
const mostComparisons = 40_000;

export function jsonSubset(
  value: Json | undefined,
  expected: Json,
  rules: SubsetRules,
  path = '',
): SubsetResult {
  if (isList(expected)) {
    if (expected.length === 0) return leaf(isList(value), path);
    const members = isList(value) ? value : [];
    return rules.lists === 'ordered'
      ? together(
          expected.map((one, index) => jsonSubset(members[index], one, rules, `${path}/${String(index)}`)),
        )
      : unordered(members, expected, rules, path);
  }
  if (isObject(expected)) {
    const keys = Object.keys(expected);
    const object = isObject(value) ? value : undefined;
    if (keys.length === 0) return leaf(object !== undefined, path);
    return together(
      keys.map((key) =>
        jsonSubset(
          object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined,
          expected[key] ?? null,
          rules,
          `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        ),
      ),
    );
  }
  if (typeof expected === 'number' && typeof value === 'number') {
    return leaf(isWithinTolerance(value, expected, rules.tolerance), path);
  }
  return leaf(value === expected, path);
}

/** Whole matches are set aside first; what is left takes the best remaining element, in order. */
function unordered(
  members: readonly Json[],
  expected: readonly Json[],
  rules: SubsetRules,
  path: string,
): SubsetResult {
  if (members.length * expected.length > mostComparisons) return byEquality(members, expected, path);
  const free = new Set(members.keys());
  const results: (SubsetResult | undefined)[] = expected.map((one, index) => {
    for (const position of free) {
      const result = jsonSubset(members[position], one, rules, `${path}/${String(index)}`);
      if (result.matched < result.total) continue;
      free.delete(position);
      return result;
    }
    return undefined;
  });
  return together(
    expected.map((one, index) => {
      const whole = results[index];
      if (whole !== undefined) return whole;
      let best = jsonSubset(undefined, one, rules, `${path}/${String(index)}`);
      let taken: number | undefined;
      for (const position of free) {
        const result = jsonSubset(members[position], one, rules, `${path}/${String(index)}`);
        if (result.matched > best.matched) [best, taken] = [result, position];
      }
      if (taken !== undefined) free.delete(taken);
      return best;
    }),
  );
}

function byEquality(members: readonly Json[], expected: readonly Json[], path: string): SubsetResult {
  const free = new Map<string, number>();
  for (const member of members) {
    const form = canonicalJson(member);
    free.set(form, (free.get(form) ?? 0) + 1);
  }
  return together(
    expected.map((one, index) => {
      const form = canonicalJson(one);
      const left = free.get(form) ?? 0;
      if (left > 0) free.set(form, left - 1);
      return leaf(left > 0, `${path}/${String(index)}`);
    }),
  );
}

function leaf(isThere: boolean, path: string): SubsetResult {
  return { matched: isThere ? 1 : 0, total: 1, firstMissing: isThere ? null : path };
}

function together(results: readonly SubsetResult[]): SubsetResult {
  let matched = 0;
  let total = 0;
  let firstMissing: string | null = null;
  for (const result of results) {
    matched += result.matched;
    total += result.total;
    firstMissing ??= result.firstMissing;
  }
  return { matched, total, firstMissing };
}

function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !isList(value);
}
