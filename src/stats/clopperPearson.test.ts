// The exact limits against PR-01, against the binomial they invert, and the numbers a floor needs.
import { expect, test } from 'vitest';
import { referenceVector } from '../../tests/referenceVector.ts';
import { binomialUpperTail } from './binomial.ts';
import {
  allPassTrials,
  clopperPearson,
  clopperPearsonLower,
  clopperPearsonUpper,
  clusteredClopperPearson,
} from './clopperPearson.ts';
import { wilsonInterval } from './wilsonInterval.ts';

test('intervals and one-sided bounds of a proportion meet PR-01', () => {
  const inputs = referenceVector<readonly { readonly x: number; readonly n: number }[]>('PR-01').inputs;
  referenceVector('PR-01').check(
    inputs.map(({ x, n }) => ({
      x,
      n,
      wilson95: wilsonInterval(x, n, 0.95),
      clopperPearson95: clopperPearson(x, n, 0.95),
      cpLowerOneSided95: clopperPearsonLower(x, n, 0.05),
      cpUpperOneSided95: clopperPearsonUpper(x, n, 0.05),
    })),
  );
});

test('nothing is known of no trials, and counts must be counts', () => {
  expect(clopperPearson(0, 0, 0.95)).toBeUndefined();
  expect(wilsonInterval(0, 0, 0.95)).toBeUndefined();
  expect(() => clopperPearson(3, 2, 0.95)).toThrow(RangeError);
  expect(() => clopperPearson(0.5, 2, 0.95)).toThrow(RangeError);
  expect(() => clopperPearsonUpper(-1, 2, 0.05)).toThrow(RangeError);
  expect(() => wilsonInterval(1, Number.NaN, 0.95)).toThrow(RangeError);
  expect(() => clopperPearsonLower(1, 2, 1)).toThrow(RangeError);
});

test('all-pass samples certify the floors of the published table at 5 %', () => {
  expect([0.9, 0.95, 0.98, 0.99, 0.999].map((floor) => allPassTrials(floor, 0.05))).toEqual([
    29, 59, 149, 299, 2995,
  ]);
  expect(allPassTrials(0.5, 0.25)).toBe(2);
  expect(clopperPearsonLower(59, 59, 0.05)).toBeGreaterThanOrEqual(0.95);
  expect(clopperPearsonLower(58, 58, 0.05)).toBeLessThan(0.95);
});

test('a floor is passed by chance no more often than alpha, over floors and sizes, by full enumeration', () => {
  let worst = 0;
  for (const floor of [0.7, 0.8, 0.9, 0.95, 0.99]) {
    for (const n of [20, 50, 97, 200, 500]) {
      let needed = n + 1;
      while (needed > 0 && (clopperPearsonLower(needed - 1, n, 0.05) ?? 0) >= floor) needed--;
      worst = Math.max(worst, binomialUpperTail(needed, n, floor));
    }
  }
  console.log(`floors: false PASS at most ${worst.toFixed(4)} (nominal 0.05)`);
  expect(worst).toBeLessThanOrEqual(0.05);
  // The same enumeration finds Wilson's bound at 0.069, so it would notice a swap.
  expect(worst).toBeGreaterThan(0.03);
});

test('clusters widen the limits as if there were fewer trials', () => {
  const half = clusteredClopperPearson(190, 200, 0.05, 2);
  expect(half?.lower).toBeCloseTo(clopperPearsonLower(95, 100, 0.05) ?? 0, 14);
  expect(half?.upper).toBeCloseTo(clopperPearsonUpper(95, 100, 0.05) ?? 0, 14);
  expect(clusteredClopperPearson(190, 200, 0.05, 0.5)?.lower).toBe(clopperPearsonLower(190, 200, 0.05));
});
