// McNemar's tests against MC-01.
import { expect, test } from 'vitest';
import { referenceVector } from '../../tests/referenceVector.ts';
import { mcnemar } from './mcnemar.ts';

test('all forms of the test meet MC-01', () => {
  const inputs = referenceVector<readonly { readonly b: number; readonly c: number }[]>('MC-01').inputs;
  referenceVector('MC-01').check(
    inputs.map(({ b, c }) => {
      const result = mcnemar(b, c);
      return {
        b,
        c,
        exact: result.exactP,
        midP: result.midP,
        chi2: result.chiSquare,
        chi2P: result.chiSquareP,
        chi2cc: result.correctedChiSquare,
        chi2ccP: result.correctedChiSquareP,
        exactOneSidedCandBetter: result.exactPCandidateBetter,
      };
    }),
  );
});

test('five discordant pairs can never reach two-sided 0.05 exactly', () => {
  expect(mcnemar(0, 5).exactP).toBeCloseTo(0.0625, 12);
  expect(mcnemar(0, 6).exactP).toBeLessThan(0.05);
  expect(() => mcnemar(1.5, 2)).toThrow(RangeError);
  expect(() => mcnemar(-1, 2)).toThrow(RangeError);
});
