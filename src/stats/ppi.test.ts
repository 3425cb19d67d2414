// Judge correction against ppi_py and the published calibration code, and the edge cases that must stay undefined.
import { expect, test } from 'vitest';
import { referenceVector } from '../../tests/referenceVector.ts';
import { normalQuantile } from './normal.ts';
import { postStratified } from './postStratified.ts';
import { ppi } from './ppi.ts';
import type { Ppi } from './ppi.ts';
import { ppiDifference } from './ppiDifference.ts';
import { roganGladen, roganGladenEstimate } from './roganGladen.ts';
import { stratifiedPpi } from './stratifiedPpi.ts';
import { youdenJ } from './youdenJ.ts';

/** The same estimate with the reference package's variances (n and N in the denominator) and the normal quantile. */
function asReference(found: Ppi, unlabelled: number): unknown {
  const { n, lambda, mean = 0, residualVariance = 0, judgeVariance = 0 } = found;
  const se = Math.sqrt(
    (lambda ** 2 * judgeVariance * (unlabelled - 1)) / unlabelled ** 2 +
      (residualVariance * (n - 1)) / n ** 2,
  );
  const reach = normalQuantile(0.975) * se;
  return {
    lam: lambda,
    theta: mean,
    se,
    ci95: [mean - reach, mean + reach],
    seDdof1: found.se,
    ci95t: found.interval,
  };
}

test('PPI and PPI++ of a mean meet JC-03', () => {
  const { inputs, check } =
    referenceVector<Readonly<Record<'Y' | 'fLabeled' | 'fUnlabeled', readonly number[]>>>('JC-03');
  const sample = { human: inputs.Y, judge: inputs.fLabeled, judgeUnlabelled: inputs.fUnlabeled };
  const tuned = ppi(sample, 0.95);
  check({
    ppi: asReference(ppi(sample, 0.95, 1), inputs.fUnlabeled.length),
    ppiPlusPlus: asReference(tuned, inputs.fUnlabeled.length),
    classical: { mean: tuned.humanMean, se: tuned.humanSe },
  });
  expect(tuned.effectiveSize).toBeCloseTo(((tuned.humanSe ?? 0) / (tuned.se ?? 1)) ** 2 * 20, 9);
});

test('the paired difference by PPI++ meets JC-04', () => {
  const { inputs, check } =
    referenceVector<Readonly<Record<'D' | 'gLabeled' | 'gUnlabeled', readonly number[]>>>('JC-04');
  const found = ppiDifference(
    inputs.D.map((difference, i) => ({
      human: { candidate: difference, baseline: 0 },
      judge: { candidate: inputs.gLabeled[i] ?? 0, baseline: 0 },
    })),
    inputs.gUnlabeled.map((difference) => ({ candidate: difference, baseline: 0 })),
    0.95,
  );
  check(asReference(found, inputs.gUnlabeled.length));
  // D − g is −1 twice, +1 once and otherwise 0: t = −0.564 with 14 degrees of freedom.
  expect(found.judgeBias).toBeCloseTo(-1 / 15, 12);
  expect(found.judgeBiasP).toBeCloseTo(0.582, 3);
});

test('the corrected pass rate and its interval meet JC-01', () => {
  const { inputs, check } =
    referenceVector<Readonly<Record<'p' | 'n' | 'specificity' | 'm0' | 'sensitivity' | 'm1', number>>>(
      'JC-01',
    );
  const rates = {
    sensitivity: inputs.sensitivity,
    positives: inputs.m1,
    specificity: inputs.specificity,
    negatives: inputs.m0,
  };
  const found = roganGladen(inputs.p, inputs.n, rates, 0.95);
  check({
    theta: found.raw,
    deltaSE: found.se,
    leeCI95: found.interval,
    youdenJ: youdenJ(rates, 0.95).j,
  });
  expect(found.status).toBe('ok');
});

test('a rate outside its range and a useless judge are said to be so (JC-02)', () => {
  const { inputs, check } =
    referenceVector<readonly Readonly<Record<'p' | 'specificity' | 'sensitivity', number>>[]>('JC-02');
  const found = inputs.map(({ p, sensitivity, specificity }) =>
    roganGladenEstimate(p, sensitivity, specificity),
  );
  check([
    { thetaRaw: found[0]?.raw, thetaClipped: found[0]?.clipped },
    { youdenJ: found[1]?.youdenJ, theta: found[1]?.raw, status: found[1]?.status },
  ]);
  expect(found[0]?.status).toBe('calibration-shift');
});

test('a judge not shown to be better than chance corrects nothing', () => {
  const found = roganGladen(
    0.6,
    1000,
    { sensitivity: 0.7, positives: 10, specificity: 0.5, negatives: 10 },
    0.95,
  );
  expect(found.status).toBe('judge-not-better-than-chance');
  expect(found.raw).toBeUndefined();
  expect(found.interval).toBeUndefined();
});

test('post-stratification meets JC-05, and a judge verdict without labels leaves it undefined', () => {
  const { inputs, check } = referenceVector<{
    readonly labeledJudgePass: number;
    readonly humanPassAmongThem: number;
    readonly labeledJudgeFail: number;
    readonly humanPassAmongFail: number;
    readonly judgePassRate: number;
    readonly nTest: number;
  }>('JC-05');
  const labels = {
    judgePassed: inputs.labeledJudgePass,
    humanPassedOfPassed: inputs.humanPassAmongThem,
    judgeFailed: inputs.labeledJudgeFail,
    humanPassedOfFailed: inputs.humanPassAmongFail,
  };
  const found = postStratified(labels, inputs.judgePassRate, inputs.nTest, 0.95);
  check({
    ppv: found?.passedIfPassed,
    forRate: found?.passedIfFailed,
    theta: found?.rate,
    se: found?.se,
    logitCI95: found?.interval,
  });
  const unlabelled = { ...labels, judgeFailed: 0, humanPassedOfFailed: 0 };
  expect(postStratified(unlabelled, 0.74, 800, 0.95)).toBeUndefined();
  const allPass = postStratified(
    { ...labels, humanPassedOfPassed: 88, humanPassedOfFailed: 32 },
    0.74,
    800,
    0.95,
  );
  expect(allPass?.interval).toBeUndefined();
});

test('a judge that says the same of everything gets no weight, and none without unlabelled examples', () => {
  const human = [0, 1, 1, 0, 1];
  const constant = ppi({ human, judge: [1, 1, 1, 1, 1], judgeUnlabelled: [1, 1, 1] }, 0.9);
  expect(constant.lambda).toBe(0);
  expect(constant.mean).toBeCloseTo(0.6, 12);
  expect(constant.se).toBe(constant.humanSe);
  const alone = ppi({ human, judge: [1, 0, 1, 0, 1], judgeUnlabelled: [] }, 0.9);
  expect(alone.lambda).toBe(0);
  expect(alone.status).toBe('measured');
});

test('too little to say: no labels, one label, no spread', () => {
  const judgeUnlabelled = [0.1, 0.9];
  expect(ppi({ human: [], judge: [], judgeUnlabelled }, 0.9)).toMatchObject({
    status: 'n<2',
    mean: undefined,
    se: undefined,
  });
  expect(ppi({ human: [1], judge: [1], judgeUnlabelled }, 0.9).status).toBe('n<2');
  const same = ppi({ human: [0, 0, 0], judge: [0, 0, 0], judgeUnlabelled: [0, 0] }, 0.9);
  expect(same.status).toBe('no-variation');
  expect(same.se).toBeUndefined();
  expect(() => ppi({ human: [1], judge: [], judgeUnlabelled }, 0.9)).toThrow(RangeError);
  expect(() => ppi({ human: [Number.NaN], judge: [1], judgeUnlabelled }, 0.9)).toThrow(RangeError);
});

test('strata are weighted by their share, and those with few labels are merged', () => {
  const stratum = (name: string, labels: number, rest: number, rate: number) => ({
    name,
    human: Array.from({ length: labels }, (_, i) => (i < labels * rate ? 1 : 0)),
    judge: Array.from({ length: labels }, () => 0.5),
    judgeUnlabelled: Array.from({ length: rest }, () => 0.5),
  });
  const found = stratifiedPpi([stratum('easy', 20, 180, 0.9), stratum('hard', 50, 50, 0.5)], 0.9);
  expect(found.mean).toBeCloseTo((200 * 0.9 + 100 * 0.5) / 300, 12);
  const variance = ((2 / 3) ** 2 * 0.09) / 19 + ((1 / 3) ** 2 * 0.25) / 49;
  expect(found.se).toBeCloseTo(Math.sqrt(variance), 12);
  const merged = stratifiedPpi(
    [stratum('easy', 20, 180, 0.9), stratum('rare', 4, 6, 0.5), stratum('odd', 7, 13, 0)],
    0.9,
  );
  expect(merged.parts.map((part) => part.names)).toEqual([['rare', 'odd'], ['easy']]);
  expect(stratifiedPpi([stratum('rare', 4, 6, 0.5)], 0.9).status).toBe('too-few-labels');
  expect(stratifiedPpi([], 0.9).status).toBe('too-few-labels');
});
