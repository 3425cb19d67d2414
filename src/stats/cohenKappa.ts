// Agreement of two raters beyond chance, from their cross table: Cohen's kappa, also weighted for ordered categories.
import { normalQuantile } from './normal.ts';
import { requireCount, requireProbability } from './requireCount.ts';
import { stableSum } from './sampleMoments.ts';

/** How much a disagreement counts: fully, by its distance, or by its squared distance. */
export type AgreementWeights = 'unweighted' | 'linear' | 'quadratic';

export interface CohenKappa {
  /**
   * `no-variation`: both raters used one and the same category, which shows nothing. `perfect-agreement`: the usual standard
   * error is 0 and says nothing; the interval then comes from the exact bound of the agreement.
   */
  readonly status:
    'measured' | 'perfect-agreement' | 'no-labels' | 'no-variation: chance-corrected agreement undefined';
  /** Items both rated. */
  readonly n: number;
  /** Weighted share of agreement, in [0, 1]; unweighted it is the raw agreement. */
  readonly observed: number | undefined;
  /** The same if the raters were independent. */
  readonly expected: number | undefined;
  /** In [−1, 1]. */
  readonly kappa: number | undefined;
  readonly se: number | undefined;
  readonly interval: readonly [number, number] | undefined;
  /** Prevalence- and bias-adjusted kappa, `(q p_o − 1) / (q − 1)`. */
  readonly pabak: number | undefined;
}

/**
 * `κ = (p_o − p_e) / (1 − p_e)` with the standard error of Fleiss, Cohen and Everitt.
 *
 * @param table      square; row i, column j: items the first rater put into i and the second into j; integers ≥ 0; categories
 *                   in their order when weighted; at least two
 * @param confidence two-sided, in (0, 1); 0.90 gives one-sided 95 % bounds
 * @throws  RangeError when the table is not square or holds no counts
 * @source  Cohen 1960, 1968; Fleiss, Cohen & Everitt 1969. Reference values: AG-01, AG-02, AG-03, AG-06.
 */
export function cohenKappa(
  table: readonly (readonly number[])[],
  confidence: number,
  weights: AgreementWeights = 'unweighted',
): CohenKappa {
  requireTable(table);
  requireProbability(confidence, 'confidence');
  const q = table.length;
  const n = stableSum(table.flat());
  if (n === 0) return undecided('no-labels', n, undefined, undefined, undefined);
  const shares = table.map((row) => row.map((count) => count / n));
  const rows = shares.map((row) => stableSum(row));
  const columns = rows.map((_, j) => stableSum(shares.map((row) => row[j] ?? 0)));
  const weight = (i: number, j: number): number => weightOf(weights, i, j, q);
  const sumCells = (f: (share: number, i: number, j: number) => number): number =>
    stableSum(shares.flatMap((row, i) => row.map((share, j) => f(share, i, j))));
  const observed = sumCells((share, i, j) => weight(i, j) * share);
  const expected = sumCells((_, i, j) => weight(i, j) * (rows[i] ?? 0) * (columns[j] ?? 0));
  const agreed = stableSum(shares.map((row, i) => row[i] ?? 0));
  const pabak = (q * agreed - 1) / (q - 1);
  if (rows.some((share) => share === 1) && columns.some((share, j) => share === 1 && rows[j] === 1)) {
    return undecided('no-variation: chance-corrected agreement undefined', n, observed, expected, pabak);
  }
  const kappa = (observed - expected) / (1 - expected);
  const found = { n, observed, expected, kappa, pabak };
  if (isDiagonal(table)) {
    const least = ((1 - confidence) / 2) ** (1 / n);
    const lower = (least - expected) / (1 - expected);
    return { status: 'perfect-agreement', ...found, se: undefined, interval: [Math.max(-1, lower), 1] };
  }
  const rowMeans = rows.map((_, i) => stableSum(columns.map((share, j) => weight(i, j) * share)));
  const columnMeans = columns.map((_, j) => stableSum(rows.map((share, i) => weight(i, j) * share)));
  const spread = sumCells(
    (share, i, j) => share * (weight(i, j) - ((rowMeans[i] ?? 0) + (columnMeans[j] ?? 0)) * (1 - kappa)) ** 2,
  );
  const variance = (spread - (kappa - expected * (1 - kappa)) ** 2) / (n * (1 - expected) ** 2);
  const se = Math.sqrt(Math.max(0, variance));
  if (se === 0) return { status: 'measured', ...found, se: undefined, interval: undefined };
  const reach = normalQuantile((1 + confidence) / 2) * se;
  return {
    status: 'measured',
    ...found,
    se,
    interval: [Math.max(-1, kappa - reach), Math.min(1, kappa + reach)],
  };
}

/** Agreement of categories i and j of q, in [0, 1]. */
export function weightOf(weights: AgreementWeights, i: number, j: number, q: number): number {
  switch (weights) {
    case 'unweighted':
      return i === j ? 1 : 0;
    case 'linear':
      return 1 - Math.abs(i - j) / (q - 1);
    case 'quadratic':
      return 1 - ((i - j) / (q - 1)) ** 2;
  }
}

function isDiagonal(table: readonly (readonly number[])[]): boolean {
  return table.every((row, i) => row.every((count, j) => i === j || count === 0));
}

function undecided(
  status: CohenKappa['status'],
  n: number,
  observed: number | undefined,
  expected: number | undefined,
  pabak: number | undefined,
): CohenKappa {
  return { status, n, observed, expected, kappa: undefined, se: undefined, interval: undefined, pabak };
}

function requireTable(table: readonly (readonly number[])[]): void {
  if (table.length < 2 || table.some((row) => row.length !== table.length)) {
    throw new RangeError('the table of two raters is square, with at least two categories');
  }
  table.flat().forEach((count) => requireCount(count, 'count'));
}
