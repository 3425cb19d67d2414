// Independent proportions: z, Newcombe, Fisher and the non-inferiority scores against TP-01 to TP-06.
import { expect, test } from 'vitest';
import { referenceVector } from '../../tests/referenceVector.ts';
import { fisherExact } from './fisherExact.ts';
import { hypergeometric } from './hypergeometric.ts';
import { independentScore, miettinenNurminenInterval } from './independentNonInferiority.ts';
import { newcombeInterval } from './newcombeInterval.ts';
import { twoProportionZ } from './twoProportionZ.ts';

interface TwoArms {
  readonly x1: number;
  readonly n1: number;
  readonly x2: number;
  readonly n2: number;
}

test('the z test, its intervals and the exact p meet TP-01, TP-02, TP-03, TP-04 and TP-05', () => {
  for (const id of ['TP-01', 'TP-02', 'TP-03', 'TP-04', 'TP-05']) {
    const { x1, n1, x2, n2 } = referenceVector<TwoArms>(id).inputs;
    const result = twoProportionZ(x1, n1, x2, n2, 0.95);
    referenceVector(id).check({
      diff: result?.difference,
      pooledP: result?.pooled,
      z: result?.z,
      pTwoSided: result?.p,
      pOneSidedGreater: result?.pGreater,
      waldCI95: result?.wald,
      newcombeCI95: newcombeInterval(x1, n1, x2, n2, 0.95),
      fisherExactTwoSided: fisherExact(x1, n1, x2, n2),
    });
  }
});

test('non-inferiority of independent arms meets TP-06', () => {
  const { x1, n1, x2, n2, margin } = referenceVector<TwoArms & { readonly margin: number }>('TP-06').inputs;
  const counts = { successes1: x1, trials1: n1, successes2: x2, trials2: n2 };
  const score = independentScore(counts, -margin);
  referenceVector('TP-06').check({
    constrainedMLE: score?.constrained,
    zMN: score?.zMiettinenNurminen,
    pMN: score?.pMiettinenNurminen,
    zFM: score?.zFarringtonManning,
    pFM: score?.pFarringtonManning,
    mnCI90: miettinenNurminenInterval(counts, 0.9),
  });
});

test('perfect arms keep an interval, and the ends of the scale are reached only by the data', () => {
  const perfect = { successes1: 50, trials1: 50, successes2: 50, trials2: 50 };
  const [lower = 0, upper = 0] = miettinenNurminenInterval(perfect, 0.9) ?? [];
  expect(lower).toBeLessThan(-0.04);
  expect(upper).toBeCloseTo(-lower, 9);
  expect(independentScore(perfect, 0)?.zFarringtonManning).toBe(0);
  expect(miettinenNurminenInterval({ successes1: 5, trials1: 5, successes2: 0, trials2: 5 }, 0.9)?.[1]).toBe(
    1,
  );
});

test('an empty arm says nothing, small counts are flagged, and counts must be counts', () => {
  expect(twoProportionZ(0, 0, 1, 2, 0.95)).toBeUndefined();
  expect(newcombeInterval(0, 0, 1, 2, 0.95)).toBeUndefined();
  expect(twoProportionZ(99, 100, 98, 100, 0.95)?.isSmall).toBe(true);
  expect(twoProportionZ(90, 100, 88, 100, 0.95)?.isSmall).toBe(false);
  expect(() => twoProportionZ(3, 2, 1, 2, 0.95)).toThrow(RangeError);
  expect(() => fisherExact(1, 2, 1, 0.5)).toThrow(RangeError);
});

test('hypergeometric probabilities add up to one, also where the observed count is far out', () => {
  const { least, probabilities } = hypergeometric(5_000, 5_000, 3_000);
  expect(least).toBe(0);
  expect(probabilities.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 12);
  expect(hypergeometric(3, 2, 4)).toMatchObject({ least: 2 });
  expect(hypergeometric(3, 2, 4).probabilities[0]).toBeCloseTo(0.6, 15);
});
