// The noise floor by hand-checked numbers, and its promise by simulation at a fixed seed.
import { expect, test } from 'vitest';
import { noiseFloor } from './noiseFloor.ts';

test('one group of repeats gives the usual standard deviation and interval', () => {
  const floor = noiseFloor([[1, 2, 3, 4, 5]], 0.95);
  expect(floor).toMatchObject({ n: 5, groups: 1, df: 4 });
  expect(floor?.sd).toBeCloseTo(1.5811388300841898, 12);
  // scipy: sqrt(10 / chi2.ppf([.975, .025], 4)), t.ppf(.975, 4) * sqrt(5)
  expect(floor?.sdInterval[0]).toBeCloseTo(0.9473126706752, 9);
  expect(floor?.sdInterval[1]).toBeCloseTo(4.5434903934483, 9);
  expect(floor?.leastDifference).toBeCloseTo(6.208319991, 8);
});

test('groups are pooled about their own means', () => {
  const floor = noiseFloor(
    [
      [0, 2],
      [100, 102],
    ],
    0.95,
  );
  expect(floor).toMatchObject({ n: 4, groups: 2, df: 2 });
  expect(floor?.sd).toBeCloseTo(Math.SQRT2, 12);
});

test('nothing is said without repeats, or when no spread was seen', () => {
  expect(noiseFloor([], 0.95)).toBeUndefined();
  expect(noiseFloor([[1], [2]], 0.95)).toBeUndefined();
  expect(noiseFloor([[0.5, 0.5, 0.5]], 0.95)).toBeUndefined();
});

test('two further runs of the same thing differ by more than the floor in 5 % of cases (seed 7)', () => {
  const normal = normals(7);
  const trials = 20_000;
  let outside = 0;
  for (let i = 0; i < trials; i++) {
    const floor = noiseFloor([[normal(), normal(), normal(), normal(), normal()]], 0.95);
    if (Math.abs(normal() - normal()) > (floor?.leastDifference ?? 0)) outside++;
  }
  // Three standard errors of a proportion of 0.05 in 20,000 trials are 0.0046.
  expect(outside / trials).toBeGreaterThan(0.045);
  expect(outside / trials).toBeLessThan(0.055);
});

function normals(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
