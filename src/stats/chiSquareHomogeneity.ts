// Whether several samples fall into categories in the same proportions: Pearson's χ² of a table of counts.
import { chiSquareUpperTail } from './chiSquare.ts';
import { requireCount } from './requireCount.ts';
import { stableSum } from './sampleMoments.ts';

export interface ChiSquareHomogeneity {
  readonly chi2: number;
  readonly df: number;
  readonly p: number;
  /** The smallest expected count; below 5 the p-value is rough. */
  readonly leastExpected: number;
}

/**
 * @param table one row a sample, one column a category; integers ≥ 0; categories nobody fell into say nothing and are left out
 * @returns undefined when fewer than two samples or two categories remain
 * @throws  RangeError when the rows differ in length or the counts are no counts
 * @source  Pearson 1900. Reference values: MO-01.
 */
export function chiSquareHomogeneity(
  table: readonly (readonly number[])[],
): ChiSquareHomogeneity | undefined {
  const width = table[0]?.length ?? 0;
  if (table.some((row) => row.length !== width))
    throw new RangeError('the samples have different categories');
  table.flat().forEach((count) => requireCount(count, 'count'));
  const rows = table.filter((row) => row.some((count) => count > 0));
  const columnTotals = Array.from({ length: width }, (_, c) => stableSum(rows.map((row) => row[c] ?? 0)));
  const used = columnTotals.filter((total) => total > 0).length;
  if (rows.length < 2 || used < 2) return undefined;
  const total = stableSum(columnTotals);
  const cells = rows.flatMap((row) => {
    const rowTotal = stableSum(row);
    return row.map((count, c) => ({ count, expected: (rowTotal * (columnTotals[c] ?? 0)) / total }));
  });
  const possible = cells.filter(({ expected }) => expected > 0);
  const chi2 = stableSum(possible.map(({ count, expected }) => (count - expected) ** 2 / expected));
  const df = (rows.length - 1) * (used - 1);
  return {
    chi2,
    df,
    p: chiSquareUpperTail(chi2, df),
    leastExpected: Math.min(...possible.map(({ expected }) => expected)),
  };
}
