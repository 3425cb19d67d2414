// The stream against RN-01, and fairness of bounded integers.
import { expect, test } from 'vitest';
import { referenceVector } from '../../tests/referenceVector.ts';
import { stateOfHash, stateOfNumber, xoshiro128 } from './xoshiro128.ts';

test('the stream meets RN-01 exactly', () => {
  const { state } = referenceVector<{ readonly state: readonly [number, number, number, number] }>(
    'RN-01',
  ).inputs;
  const words = xoshiro128(state);
  const uniforms = xoshiro128(state);
  referenceVector('RN-01').check({
    first10: Array.from({ length: 10 }, () => words.nextUint32()),
    uniform01_div2pow32: Array.from({ length: 4 }, () => uniforms.nextUniform()),
  });
});

test('bounded integers are equally likely, where a remainder would favour some by a third', () => {
  const random = xoshiro128(stateOfNumber(5));
  const limit = 3 * 2 ** 30;
  let low = 0;
  for (let i = 0; i < 30_000; i++) if (random.nextBelow(limit) < 2 ** 30) low++;
  // By remainder the first third would be drawn half of the time.
  expect(low / 30_000).toBeGreaterThan(0.32);
  expect(low / 30_000).toBeLessThan(0.347);
  expect(random.nextBelow(1)).toBe(0);
  expect(random.nextBelow(2 ** 32)).toBeLessThan(2 ** 32);
  expect(() => random.nextBelow(0)).toThrow(RangeError);
});

test('a seed is the beginning of a hash, and never zero', () => {
  expect(stateOfHash('00000001000000020000000300000004ffff')).toEqual([1, 2, 3, 4]);
  expect(() => stateOfHash('xyz')).toThrow(RangeError);
  expect(() => xoshiro128([0, 0, 0, 0])).toThrow(RangeError);
  expect(() => xoshiro128([1, 2, 3, 2 ** 32])).toThrow(RangeError);
  expect(new Set(stateOfNumber(0)).size).toBe(4);
});
