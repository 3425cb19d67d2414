// Signed ranks against WX-01 to WX-03, sign flips against SP-01.
import { expect, test } from 'vitest';
import { referenceVector } from '../../tests/referenceVector.ts';
import { signFlip } from './signFlip.ts';
import { wilcoxonSignedRank } from './wilcoxonSignedRank.ts';
import { stateOfNumber, xoshiro128 } from './xoshiro128.ts';

function described(differences: readonly number[], zeros?: 'pratt'): Record<string, unknown> {
  const result = wilcoxonSignedRank(differences, zeros);
  return {
    nUsed: result.used,
    wPlus: result.plus,
    wMinus: result.minus,
    z: result.z,
    pApprox: result.approximateP,
    pApproxCC: result.correctedP,
    pExact: result.exactP,
    pExactGreater: result.exactPGreater,
  };
}

interface Differences {
  readonly differences: readonly number[];
}

test('signed ranks without ties meet WX-01', () => {
  referenceVector('WX-01').check(described(referenceVector<Differences>('WX-01').inputs.differences));
});

test('signed ranks with ties and zeros meet WX-02, zeros dropped before or after ranking', () => {
  const { differences } = referenceVector<Differences>('WX-02').inputs;
  referenceVector('WX-02').check({ wilcox: described(differences), pratt: described(differences, 'pratt') });
});

test('all zeros, and the least p five differences can have, meet WX-03', () => {
  const { allZero, fivePositive } = referenceVector<{
    readonly allZero: readonly number[];
    readonly fivePositive: readonly number[];
  }>('WX-03').inputs;
  referenceVector('WX-03').check({ allZero: described(allZero), fivePositive: described(fivePositive) });
});

test('beyond fifty differences the corrected normal p is given', () => {
  const many = Array.from({ length: 60 }, (_, i) => i - 20.5);
  const result = wilcoxonSignedRank(many);
  expect(result.exactP).toBeUndefined();
  expect(result.p).toBe(result.correctedP);
});

test('all sign patterns meet SP-01', () => {
  const result = signFlip(
    referenceVector<Differences>('SP-01').inputs.differences,
    xoshiro128(stateOfNumber(1)),
  );
  referenceVector('SP-01').check({
    observedMean: result?.mean,
    pTwoSided: result?.p,
    pGreater: result?.pGreater,
  });
  expect(result?.isExact).toBe(true);
});

test('drawn sign patterns come near the p of all of them (seed 11)', () => {
  const { differences } = referenceVector<Differences>('SP-01').inputs;
  const twice = [...differences, ...differences];
  const observed = twice.reduce((sum, difference) => sum + difference, 0);
  let asFar = 0;
  for (let pattern = 0; pattern < 2 ** 16; pattern++) {
    const sum = twice.reduce((total, each, i) => total + ((pattern >>> i) & 1 ? -each : each), 0);
    if (Math.abs(sum) >= Math.abs(observed) - 1e-9) asFar++;
  }
  const drawn = signFlip(twice, xoshiro128(stateOfNumber(11)));
  expect(drawn?.isExact).toBe(false);
  // Three standard errors of 10,000 draws at p = 0.036.
  expect(Math.abs((drawn?.p ?? 1) - asFar / 2 ** 16)).toBeLessThan(0.006);
});

test('whole clusters flip together', () => {
  const random = xoshiro128(stateOfNumber(1));
  const byCluster = signFlip([0.1, 0.2, 0.3, 0.4], random, ['a', 'a', 'b', 'b']);
  expect(byCluster).toMatchObject({ p: 0.5, pGreater: 0.25, isExact: true });
  expect(signFlip([], random)).toBeUndefined();
});
