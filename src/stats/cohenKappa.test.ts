// Agreement against statsmodels, irrCAC, psych and published examples, and where it must stay undefined.
import { expect, test } from 'vitest';
import { referenceVector } from '../../tests/referenceVector.ts';
import { cohenKappa } from './cohenKappa.ts';
import type { CohenKappa } from './cohenKappa.ts';
import { confusionMetrics } from './confusionMetrics.ts';
import type { ConfusionTable } from './confusionMetrics.ts';
import { fleissKappa } from './fleissKappa.ts';
import { gwetAc } from './gwetAc.ts';
import { krippendorffAlpha } from './krippendorffAlpha.ts';
import { ratingCounts } from './ratingCounts.ts';

type Table = readonly (readonly number[])[];

const asVector = (found: CohenKappa): unknown => ({
  po: found.observed,
  pe: found.expected,
  kappa: found.kappa,
  se: found.se,
  ci95: found.interval,
});

/** The table of two raters as one unit a rated item. */
function countsOf(table: Table): readonly (readonly number[])[] {
  return table.flatMap((row, i) =>
    row.flatMap((count, j) =>
      Array.from({ length: count }, () => table.map((_, k) => Number(k === i) + Number(k === j))),
    ),
  );
}

test("Cohen's kappa meets AG-01", () => {
  const { inputs, check } = referenceVector<{ readonly table: Table }>('AG-01');
  check(asVector(cohenKappa(inputs.table, 0.95)));
});

test('the kappa paradox is shown beside AC1, as AG-02 has it', () => {
  const { inputs, check } = referenceVector<{ readonly table: Table }>('AG-02');
  const kappa = cohenKappa(inputs.table, 0.95);
  const ac1 = gwetAc(countsOf(inputs.table), 0.95);
  check({
    cohen: asVector(kappa),
    ac1: ac1.coefficient,
    ac1SE: ac1.se,
    percentAgreement: ac1.observed,
    pabak: kappa.pabak,
  });
});

test('weighted kappa of ordered categories meets AG-03', () => {
  const { inputs, check } = referenceVector<{ readonly table: Table }>('AG-03');
  check({
    unweighted: asVector(cohenKappa(inputs.table, 0.95)),
    linear: asVector(cohenKappa(inputs.table, 0.95, 'linear')),
    quadratic: asVector(cohenKappa(inputs.table, 0.95, 'quadratic')),
  });
});

test("Fleiss' kappa meets AG-04", () => {
  const { inputs, check } = referenceVector<{ readonly counts: Table }>('AG-04');
  const found = fleissKappa(inputs.counts, 0.95);
  check({ kappa: found.coefficient, Pbar: found.observed, Pe: found.expected });
});

test("with missing ratings, alpha on four levels, AC1, AC2 and Fleiss' kappa meet AG-05", () => {
  const { inputs, check } = referenceVector<{
    readonly unitsByRaters: readonly (readonly (number | null)[])[];
  }>('AG-05');
  const ratings = inputs.unitsByRaters.map((unit) => unit.map((rating) => rating ?? undefined));
  const counts = ratingCounts(ratings, [1, 2, 3, 4, 5]);
  const alpha = (level: 'nominal' | 'ordinal' | 'interval' | 'ratio') =>
    krippendorffAlpha(ratings, level, 0.95);
  const ac1 = gwetAc(counts, 0.95);
  const ac2 = gwetAc(counts, 0.95, 'quadratic');
  const fleiss = fleissKappa(counts, 0.95);
  check({
    alpha: {
      nominal: alpha('nominal').alpha,
      ordinal: alpha('ordinal').alpha,
      interval: alpha('interval').alpha,
      ratio: alpha('ratio').alpha,
    },
    alphaNominalSE: alpha('nominal').se,
    ac1: ac1.coefficient,
    ac1SE: ac1.se,
    ac2Quadratic: ac2.coefficient,
    ac2SE: ac2.se,
    fleissGeneralized: fleiss.coefficient,
    fleissSE: fleiss.se,
  });
  const [lower = 0, upper = 0] = alpha('interval').interval ?? [];
  expect(lower).toBeLessThan(0.849);
  expect(upper).toBeGreaterThan(0.849);
  expect(upper).toBeLessThanOrEqual(1);
});

test('one category throughout shows nothing: kappa and alpha are undefined (AG-06)', () => {
  const { inputs, check } = referenceVector<{ readonly oneCategory: Table; readonly kappaTable: Table }>(
    'AG-06',
  );
  const kappa = cohenKappa(inputs.kappaTable, 0.95);
  const alpha = krippendorffAlpha(inputs.oneCategory, 'nominal', 0.95);
  const ac1 = gwetAc(ratingCounts(inputs.oneCategory, [0, 1]), 0.95);
  check({
    kappa: kappa.kappa,
    alpha: alpha.alpha,
    ac1: ac1.coefficient,
    percentAgreement: kappa.observed,
    status: kappa.status,
  });
  expect(alpha.status).toBe(kappa.status);
  expect(ac1.se).toBeUndefined();
});

test('a table of judge against human meets AG-07, with nothing made up where a denominator is 0', () => {
  const { inputs, check } = referenceVector<readonly ConfusionTable[]>('AG-07');
  check(inputs.map((table) => ({ ...table, ...confusionMetrics(table) })));
});

test('perfect agreement has an interval that narrows with n, not a standard error of 0', () => {
  const few = cohenKappa(
    [
      [5, 0],
      [0, 5],
    ],
    0.95,
  );
  const many = cohenKappa(
    [
      [100, 0],
      [0, 100],
    ],
    0.95,
  );
  expect(few).toMatchObject({ status: 'perfect-agreement', kappa: 1, se: undefined });
  expect(few.interval?.[0]).toBeLessThan(0.5);
  expect(many.interval?.[0]).toBeGreaterThan(0.95);
});

test('continuous scores of many units are quick enough, and alpha is 1 for identical raters', () => {
  const ratings = Array.from({ length: 400 }, (_, i) => [i / 400, i / 400]);
  expect(krippendorffAlpha(ratings, 'interval', 0.95).alpha).toBeCloseTo(1, 12);
});

test('too little to say and impossible tables', () => {
  expect(
    cohenKappa(
      [
        [0, 0],
        [0, 0],
      ],
      0.95,
    ),
  ).toMatchObject({ status: 'no-labels', kappa: undefined });
  expect(krippendorffAlpha([[1, undefined]], 'nominal', 0.95).status).toBe('no-pairs');
  expect(fleissKappa([[1, 0]], 0.95).status).toBe('no-pairs');
  expect(
    fleissKappa(
      [
        [2, 0],
        [2, 0],
      ],
      0.95,
    ).coefficient,
  ).toBeUndefined();
  expect(() => cohenKappa([[1]], 0.95)).toThrow(RangeError);
  expect(() => cohenKappa([[1, 2], [1]], 0.95)).toThrow(RangeError);
  expect(() => ratingCounts([[7]], [1, 2])).toThrow(RangeError);
  expect(() => krippendorffAlpha([[-1, 2]], 'ratio', 0.95)).toThrow(RangeError);
});
