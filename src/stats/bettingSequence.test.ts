// Inference that may be read at any time, against confseq and closed forms.
import { expect, test } from 'vitest';
import { referenceVector } from '../../tests/referenceVector.ts';
import { anytimeMcnemar } from './anytimeMcnemar.ts';
import { asymptoticSequence } from './asymptoticSequence.ts';
import { betaBinomialSequence } from './betaBinomialSequence.ts';
import { bettingCapital } from './bettingCapital.ts';
import { bettingNonInferiority } from './bettingNonInferiority.ts';
import { bettingSequence } from './bettingSequence.ts';
import { empiricalBernsteinSequence } from './empiricalBernsteinSequence.ts';
import { normalQuantile } from './normal.ts';
import { sampleMoments } from './sampleMoments.ts';

interface Samples {
  readonly binary: readonly number[];
  readonly continuous: readonly number[];
}

test('capital and interval of the betting sequence meet SQ-02', () => {
  const { inputs, check } = referenceVector<Samples>('SQ-02');
  const logTarget = Math.log(2 / 0.05);
  const means = [0.3, 0.5, 0.8, 0.95];
  const found = (values: readonly number[]): unknown => {
    const at = (side: 'plus' | 'minus'): unknown =>
      Object.fromEntries(
        means.map((mean) => [String(mean), bettingCapital(values, mean, { logTarget })[side].at(-1)]),
      );
    return {
      n: values.length,
      mean: sampleMoments(values).mean,
      logKplus: at('plus'),
      logKminus: at('minus'),
      cs95: bettingSequence(values, 0.05).interval,
    };
  };
  check({ binary: found(inputs.binary), continuous: found(inputs.continuous) });
});

test('the empirical Bernstein sequence meets SQ-03', () => {
  const { inputs, check } = referenceVector<Samples>('SQ-03');
  const found = (values: readonly number[]): unknown => {
    const sequence = empiricalBernsteinSequence(values, 0.05);
    return [sequence?.lower, sequence?.upper, sequence?.centre];
  };
  check({ binary: found(inputs.binary), continuous: found(inputs.continuous) });
  expect(empiricalBernsteinSequence([], 0.05)).toBeUndefined();
});

test('the beta-binomial sequence meets SQ-04', () => {
  const { inputs, check } =
    referenceVector<readonly { readonly S: number; readonly n: number; readonly alpha: number }[]>('SQ-04');
  check(inputs.map(({ S, n, alpha }) => ({ S, n, cs95: betaBinomialSequence(S, n, alpha) })));
  expect(betaBinomialSequence(0, 0, 0.05)).toBeUndefined();
});

test('the anytime McNemar test meets SQ-05', () => {
  const { inputs, check } = referenceVector<readonly { readonly b: number; readonly c: number }[]>('SQ-05');
  check(
    inputs.map(({ b, c }) => {
      const { logE, e, p } = anytimeMcnemar(b, c);
      return { b, c, logE, e, anytimePBound: p };
    }),
  );
});

test('the asymptotic sequence meets SQ-06, and is silent below 100 values', () => {
  const { inputs, check } = referenceVector<Readonly<Record<'t' | 'sd' | 'alpha' | 'tOpt', number>>>('SQ-06');
  check({
    ...asymptoticSequence(inputs.t, inputs.sd, inputs.alpha, inputs.tOpt),
    fixedNHalfWidth: (-normalQuantile(inputs.alpha / 2) * inputs.sd) / Math.sqrt(inputs.t),
  });
  expect(asymptoticSequence(99, 0.3, 0.05, 500)).toBeUndefined();
});

test('non-inferiority by betting meets SQ-07', () => {
  const { inputs, check } = referenceVector<{
    readonly pattern: readonly number[];
    readonly repeat: number;
    readonly margin: number;
    readonly alpha: number;
  }>('SQ-07');
  const differences = Array.from({ length: inputs.repeat }, () => inputs.pattern).flat();
  const found = bettingNonInferiority(differences, inputs.margin, inputs.alpha);
  check({
    logCapital: [50, 100, 200, 400].map((t) => ({ t, plus: found.plus[t - 1], minus: found.minus[t - 1] })),
    firstPass: found.firstPass,
    firstFail: found.firstFail,
  });
});

test('bets tuned to a declared maximum decide a clear case sooner', () => {
  const differences = Array.from({ length: 100 }, () => [1, 0, 0, -1, 1, 0, 1, 0, -1, 0]).flat();
  const open = bettingNonInferiority(differences, 0.05, 0.05).firstPass ?? Infinity;
  const tuned = bettingNonInferiority(differences, 0.05, 0.05, { nMax: 500 }).firstPass ?? Infinity;
  expect(tuned).toBeLessThan(open);
});

test('of a finite dataset seen whole, the interval is its mean', () => {
  const values = [0.2, 0.9, 0.4, 0.7, 0.3];
  const all = bettingSequence(values, 0.05, { populationSize: 5 });
  expect(all.status).toBe('ok');
  const [lower = 0, upper = 1] = all.interval ?? [];
  expect(lower).toBeLessThanOrEqual(0.5);
  expect(upper).toBeGreaterThanOrEqual(0.5);
  expect(upper - lower).toBeLessThan(bettingWidth(values));
});

function bettingWidth(values: readonly number[]): number {
  const [lower = 0, upper = 1] = bettingSequence(values, 0.05).interval ?? [];
  return upper - lower;
}

test('a loss that the rest of a finite dataset cannot undo is refuted for certain', () => {
  // 8 of 10 examples lost everything: the mean of all ten is at most −0.6.
  const found = bettingNonInferiority(new Array<number>(8).fill(-1), 0.1, 1e-12, { populationSize: 10 });
  expect(found.firstFail).toBeLessThanOrEqual(8);
  expect(found.firstPass).toBeUndefined();
});

test('nothing is said without values; what is out of range is refused', () => {
  expect(bettingSequence([], 0.05)).toEqual({ status: 'no-values', interval: undefined });
  expect(() => bettingSequence([1.2], 0.05)).toThrow(RangeError);
  expect(() => bettingNonInferiority([-1.1], 0.05, 0.05)).toThrow(RangeError);
  expect(() => bettingSequence([0.1, 0.2], 0.05, { populationSize: 1 })).toThrow(RangeError);
});
