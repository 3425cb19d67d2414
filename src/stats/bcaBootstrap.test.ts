// The bootstrap against BC-01, all resamples enumerated, and BC-02; then the seeded form against the exact one.
import { expect, test } from 'vitest';
import { referenceVector } from '../../tests/referenceVector.ts';
import { bcaBootstrap, bcaInterval, quantileOf } from './bcaBootstrap.ts';
import { stateOfNumber, xoshiro128 } from './xoshiro128.ts';

function meanOf(x: readonly number[]): (units: Int32Array) => number {
  return (units) => {
    let sum = 0;
    for (const unit of units) sum += x[unit] ?? 0;
    return sum / units.length;
  };
}

/** The mean of every resample there is, ascending. */
function allMeans(x: readonly number[]): Float64Array {
  const n = x.length;
  const means = new Float64Array(n ** n);
  const drawn = new Int32Array(n);
  const mean = meanOf(x);
  for (let resample = 0; resample < means.length; resample++) {
    for (let i = 0, rest = resample; i < n; i++, rest = Math.floor(rest / n)) drawn[i] = rest % n;
    means[resample] = mean(drawn);
  }
  return means.sort();
}

const exact = referenceVector<{ readonly x: readonly number[]; readonly levels: readonly [number, number] }>(
  'BC-01',
);

test('over all 823,543 resamples the interval meets BC-01', () => {
  const { x } = exact.inputs;
  const means = allMeans(x);
  const mean = meanOf(x)(Int32Array.from(x.keys()));
  const leftOut = x.map((_, out) => meanOf(x)(Int32Array.from(x.keys().filter((i) => i !== out))));
  const result = bcaInterval(means, mean, leftOut, 0.9);
  exact.check({
    mean,
    bootSE: result?.se,
    z0: result?.biasCorrection,
    acceleration: result?.acceleration,
    percentile90: exact.inputs.levels.map((level) => quantileOf(means, level)),
    bca90: result?.interval,
    bcaLevels: result?.levels,
  });
});

test('10,000 seeded resamples come near the exact ends, and the same seed gives the same bits', () => {
  const { x } = exact.inputs;
  const run = (): unknown =>
    bcaBootstrap(x.length, meanOf(x), { confidence: 0.9, random: xoshiro128(stateOfNumber(2026)) });
  const result = bcaBootstrap(x.length, meanOf(x), {
    confidence: 0.9,
    random: xoshiro128(stateOfNumber(2026)),
  });
  expect(Math.abs((result.lower ?? 0) - 12 / 7)).toBeLessThanOrEqual(0.15);
  expect(Math.abs((result.upper ?? 0) - 7)).toBeLessThanOrEqual(0.15);
  expect(result.monteCarloSe?.[0]).toBeLessThan(0.1);
  expect(run()).toEqual(run());
});

test('identical values have no interval: BC-02', () => {
  const { inputs, check } = referenceVector<{ readonly x: readonly number[] }>('BC-02');
  const result = bcaBootstrap(inputs.x.length, meanOf(inputs.x), {
    confidence: 0.9,
    random: xoshiro128(stateOfNumber(1)),
  });
  check({ mean: result.estimate, status: result.status, bca90: result.lower });
});

test('a figure that is often undefined has no bounds, and one that never was has no estimate', () => {
  const random = xoshiro128(stateOfNumber(4));
  const rare = bcaBootstrap(40, (units) => (units.includes(0) ? 1 : undefined), {
    confidence: 0.9,
    random,
    resamples: 500,
  });
  expect(rare.status).toBe('undefined-resamples');
  expect(rare.undefinedShare).toBeGreaterThan(0.3);
  const never = bcaBootstrap(40, () => undefined, { confidence: 0.9, random });
  expect(never).toMatchObject({ status: 'undefined-estimate', estimate: undefined, lower: undefined });
  expect(bcaBootstrap(1, () => 1, { confidence: 0.9, random }).status).toBe('n<2');
});

test('a difference of F1 is resampled jointly and covers what it was drawn from (seed 9)', () => {
  const random = xoshiro128(stateOfNumber(9));
  // Both versions see the same 200 examples: truth, baseline and candidate as 0 or 1.
  const examples = Array.from({ length: 200 }, () => {
    const truth = random.nextUniform() < 0.4;
    return {
      truth,
      baseline: random.nextUniform() < 0.8 ? truth : !truth,
      candidate: random.nextUniform() < 0.9 ? truth : !truth,
    };
  });
  const f1 = (units: Int32Array, version: 'baseline' | 'candidate'): number | undefined => {
    let hit = 0;
    let wrong = 0;
    for (const unit of units) {
      const example = examples[unit];
      if (example === undefined) continue;
      if (example.truth && example[version]) hit++;
      else if (example.truth !== example[version]) wrong++;
    }
    return hit + wrong === 0 ? undefined : (2 * hit) / (2 * hit + wrong);
  };
  const result = bcaBootstrap(
    examples.length,
    (units) => {
      const candidate = f1(units, 'candidate');
      const baseline = f1(units, 'baseline');
      return candidate === undefined || baseline === undefined ? undefined : candidate - baseline;
    },
    { confidence: 0.9, random, resamples: 2_000 },
  );
  expect(result.status).toBe('measured');
  // In the population: 2·.36/(2·.36 + .1) − 2·.32/(2·.32 + .2) = 0.116.
  expect(result.lower).toBeLessThan(0.116);
  expect(result.upper).toBeGreaterThan(0.116);
  expect((result.upper ?? 0) - (result.lower ?? 0)).toBeLessThan(0.2);
});
