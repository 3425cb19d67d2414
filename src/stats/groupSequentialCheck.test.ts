// A dimension over several looks: what crosses first decides, and guards hold at every look.
import { expect, test } from 'vitest';
import { groupSequentialCheck } from './groupSequentialCheck.ts';
import type { LookStatistics } from './groupSequentialCheck.ts';

function look(information: number, zPass: number, zFail: number, meetsGuards = true): LookStatistics {
  return { information, zPass, zFail, meetsGuards };
}

test('a statistic that would pass at the end does not pass early', () => {
  const check = groupSequentialCheck([look(0.2, 2, 0), look(0.4, 2, 0)], 0.05, 0.025);
  expect(check).toMatchObject({ verdict: 'INCONCLUSIVE', decidedAt: undefined });
  expect(check.passLooks[1]?.critical).toBeCloseTo(2.8881, 4);
});

test('what crossed stays crossed, whatever comes later', () => {
  const looks = [look(0.2, 1, 0), look(0.4, 3, 0), look(0.6, 0, 3)];
  expect(groupSequentialCheck(looks, 0.05, 0.025)).toMatchObject({ verdict: 'PASS', decidedAt: 1 });
});

test('a regression fails at its own boundary', () => {
  const looks = [look(0.2, -1, 1), look(0.4, -2, 4)];
  expect(groupSequentialCheck(looks, 0.05, 0.01)).toMatchObject({ verdict: 'FAIL', decidedAt: 1 });
});

test('no look passes before the guards are met', () => {
  const looks = [look(0.5, 9, 0, false), look(1, 2, 0)];
  expect(groupSequentialCheck(looks, 0.05, 0.025)).toMatchObject({ verdict: 'PASS', decidedAt: 1 });
  const blind = { information: 0.5, zPass: undefined, zFail: undefined, meetsGuards: true };
  expect(groupSequentialCheck([blind], 0.05, 0.025).verdict).toBe('INCONCLUSIVE');
  expect(groupSequentialCheck([], 0.05, 0.025).verdict).toBe('INCONCLUSIVE');
});

test('a statistic that is no number is refused', () => {
  expect(() => groupSequentialCheck([look(0.5, Number.NaN, 0)], 0.05, 0.025)).toThrow(RangeError);
});
