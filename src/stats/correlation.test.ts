// Agreement of scores against scipy, R and psych.
import { expect, test } from 'vitest';
import { referenceVector } from '../../tests/referenceVector.ts';
import { kendall, pearson, spearman } from './correlation.ts';
import { fQuantile } from './fDistribution.ts';
import { intraclassCorrelation } from './intraclassCorrelation.ts';
import { linConcordance } from './linConcordance.ts';

test('correlations with ties and their intervals meet AG-08', () => {
  const { inputs, check } = referenceVector<Readonly<Record<'human' | 'judge', readonly number[]>>>('AG-08');
  const r = pearson(inputs.human, inputs.judge, 0.95);
  const rho = spearman(inputs.human, inputs.judge, 0.95);
  const tau = kendall(inputs.human, inputs.judge, 0.95);
  const lin = linConcordance(inputs.human, inputs.judge, 0.95);
  check({
    pearson: r.value,
    pearsonCI95: r.interval,
    spearman: rho.value,
    spearmanCI95: rho.interval,
    kendallTauB: tau.value,
    linCCC: lin.value,
  });
  for (const found of [tau, lin]) {
    expect(found.interval?.[0]).toBeLessThan(found.value ?? 0);
    expect(found.interval?.[1]).toBeGreaterThan(found.value ?? 1);
  }
});

test('the six intraclass correlations and their F intervals meet AG-09', () => {
  const { inputs, check } = referenceVector<{ readonly subjectsByRaters: readonly (readonly number[])[] }>(
    'AG-09',
  );
  const found = intraclassCorrelation(inputs.subjectsByRaters, 0.95);
  const forms = [found?.ICC1, found?.ICC2, found?.ICC3, found?.ICC1k, found?.ICC2k, found?.ICC3k];
  check({
    icc: forms.map((form) => form?.value),
    lower95: forms.map((form) => form?.interval?.[0]),
    upper95: forms.map((form) => form?.interval?.[1]),
  });
});

test('F quantiles agree with tables', () => {
  // R: qf(.95, 3, 10), qf(.025, 5, 2.5)
  expect(fQuantile(0.95, 3, 10)).toBeCloseTo(3.708265, 6);
  expect(fQuantile(0.5, 4, 4)).toBeCloseTo(1, 12);
});

test('a rater who never varies leaves correlation undefined, but shows the lack of concordance', () => {
  const scores = [1, 2, 3, 4, 5];
  const constant = [3, 3, 3, 3, 3];
  for (const correlate of [pearson, spearman, kendall]) {
    expect(correlate(scores, constant, 0.95)).toMatchObject({ status: 'constant-rater', value: undefined });
  }
  expect(linConcordance(scores, constant, 0.95)).toMatchObject({ value: 0, interval: undefined });
  expect(linConcordance(constant, constant, 0.95).status).toBe('no-variation');
});

test('a constant shift costs concordance and no correlation', () => {
  const scores = [0.1, 0.3, 0.2, 0.9, 0.6];
  const shifted = scores.map((score) => score + 0.5);
  expect(pearson(scores, shifted, 0.95).value).toBeCloseTo(1, 12);
  expect(linConcordance(scores, shifted, 0.95).value).toBeLessThan(0.5);
  expect(linConcordance(scores, shifted, 0.95).meanDifference).toBeCloseTo(0.5, 12);
});

test('too few items and impossible ones', () => {
  expect(pearson([1], [2], 0.95).status).toBe('n<2');
  expect(pearson([1, 2, 3], [1, 3, 2], 0.95).interval).toBeUndefined();
  expect(kendall([1, 2, 3, 4], [1, 3, 2, 4], 0.95).interval).toBeUndefined();
  expect(() => pearson([1, 2], [1], 0.95)).toThrow(RangeError);
  expect(() => linConcordance([1, Number.NaN], [1, 2], 0.95)).toThrow(RangeError);
  expect(() => intraclassCorrelation([[1, 2]], 0.95)).toThrow(RangeError);
  expect(
    intraclassCorrelation(
      [
        [1, 1],
        [2, 2],
      ],
      0.95,
    ),
  ).toBeUndefined();
});
