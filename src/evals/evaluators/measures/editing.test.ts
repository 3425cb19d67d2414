// The bit-parallel algorithms equal the textbook ones.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { symbolsOf } from '../text/symbols.ts';
import { levenshteinDistance } from './levenshteinDistance.ts';
import { longestCommonSubsequence } from './longestCommonSubsequence.ts';

const letters = fc.array(fc.constantFrom('a', 'b', 'c', '😀'), { maxLength: 150 });

test('the edit distance equals the textbook table', () => {
  fc.assert(
    fc.property(letters, letters, (left, right) => {
      const distance = levenshteinDistance(symbolsOf(left.join('')), symbolsOf(right.join('')));
      expect(distance).toBe(tableOf(left, right, 'distance'));
    }),
    { numRuns: 300, seed: 20261120 },
  );
});

test('the longest common subsequence equals the textbook table', () => {
  fc.assert(
    fc.property(letters, letters, (left, right) => {
      expect(longestCommonSubsequence(left, right)).toBe(tableOf(left, right, 'common'));
    }),
    { numRuns: 300, seed: 20261120 },
  );
});

function tableOf(left: readonly string[], right: readonly string[], wanted: 'distance' | 'common'): number {
  const isDistance = wanted === 'distance';
  const table = [Array.from({ length: right.length + 1 }, (_, column) => (isDistance ? column : 0))];
  left.forEach((symbol, index) => {
    const above = table[index] ?? [];
    const row = [isDistance ? index + 1 : 0];
    right.forEach((other, column) => {
      const isSame = symbol === other;
      const diagonal = above[column] ?? 0;
      const up = above[column + 1] ?? 0;
      const side = row[column] ?? 0;
      row.push(
        isDistance
          ? Math.min(diagonal + (isSame ? 0 : 1), up + 1, side + 1)
          : isSame
            ? diagonal + 1
            : Math.max(up, side),
      );
    });
    table.push(row);
  });
  return table[left.length]?.[right.length] ?? NaN;
}
