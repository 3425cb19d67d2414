// How many expected tool calls were made. Not whether the tools did what they should.
import { canonicalJson } from '../../../datasets/canonicalHash.ts';
import type { ToolCall } from '../../../model/evaluation.ts';
import { jsonSubset } from './jsonSubset.ts';
import type { Tolerance } from './tolerance.ts';

export interface ToolCallRules {
  readonly order: 'ordered' | 'unordered';
  readonly arguments: 'subset' | 'exact' | 'ignore';
  readonly tolerance: Tolerance;
}

/** Calls beyond this are not matched: the product of both counts is walked. */
export const mostToolCalls = 200;

/**
 * The largest number of expected calls that can be paired with calls made, each used once: in sequence when `ordered`, otherwise a
 * maximum bipartite matching.
 */
export function toolCallMatch(
  made: readonly ToolCall[],
  expected: readonly ToolCall[],
  rules: ToolCallRules,
): number {
  const fits = expected.map((wanted) => made.map((call) => isCall(call, wanted, rules)));
  return rules.order === 'ordered' ? longestSequence(fits, made.length) : largestMatching(fits);
}

function isCall(call: ToolCall, wanted: ToolCall, rules: ToolCallRules): boolean {
  if (call.name !== wanted.name) return false;
  switch (rules.arguments) {
    case 'ignore':
      return true;
    case 'exact':
      return canonicalJson(call.arguments) === canonicalJson(wanted.arguments);
    case 'subset': {
      const { matched, total } = jsonSubset(call.arguments, wanted.arguments, {
        tolerance: rules.tolerance,
        lists: 'ordered',
      });
      return matched === total;
    }
  }
}

function longestSequence(fits: readonly (readonly boolean[])[], width: number): number {
  let above = new Array<number>(width + 1).fill(0);
  for (const row of fits) {
    const current = [0];
    row.forEach((isFit, column) => {
      const skipped = Math.max(above[column + 1] ?? 0, current[column] ?? 0);
      current.push(isFit ? Math.max(skipped, (above[column] ?? 0) + 1) : skipped);
    });
    above = current;
  }
  return above[width] ?? 0;
}

/** @source Kuhn 1955, augmenting paths */
function largestMatching(fits: readonly (readonly boolean[])[]): number {
  const takenBy = new Map<number, number>();
  const place = (row: number, tried: Set<number>): boolean => {
    for (const [column, isFit] of (fits[row] ?? []).entries()) {
      if (!isFit || tried.has(column)) continue;
      tried.add(column);
      const owner = takenBy.get(column);
      if (owner === undefined || place(owner, tried)) {
        takenBy.set(column, row);
        return true;
      }
    }
    return false;
  };
  return fits.filter((_, row) => place(row, new Set())).length;
}
