import { describe, expect, test } from 'vitest';
import { referenceVector } from '../../../tests/referenceVector.ts';
import { AssayError } from '../../model/errors.ts';
import type { Check, Judgement } from '../../model/judgement.ts';
import { absence, type ObjectiveScores } from '../../model/scoreTable.ts';
import { judgeScores } from './judgeScores.ts';
import {
  exampleId,
  judgementPolicy,
  objectivePolicy,
  objectiveScores,
  pairsOf,
  scoreTable,
  seeded,
  slicePolicy,
  type TestScores,
} from './testTable.ts';

const tight = judgementPolicy([objectivePolicy({ margin: 0.02 })]);

function only(judgement: Judgement): Check {
  const [check] = judgement.checks;
  if (check === undefined) throw new Error('no check was made');
  return check;
}

function codes(check: Check): string[] {
  return check.reasons.map(({ code }) => code);
}

function judgedBinary(scores: TestScores, policy = tight): Check {
  return only(judgeScores(scoreTable([objectiveScores(scores)]), policy));
}

function repeat(n: number, value: number): number[] {
  return Array.from({ length: n }, () => value);
}

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (cause) {
    if (cause instanceof AssayError) return cause.code;
    throw cause;
  }
  return 'nothing was refused';
}

describe('the table of edge cases', () => {
  test('no example and one example decide nothing, and have no standard error', () => {
    for (const n of [0, 1]) {
      const judgement = judgeScores(
        scoreTable([objectiveScores({ candidate: repeat(n, 1), baseline: repeat(n, 1) })]),
        tight,
      );
      expect(judgement.verdict).toBe('INCONCLUSIVE');
      expect(codes(only(judgement))).toContain('n<2');
      expect(only(judgement).se).toBeNull();
      expect(only(judgement).lower).toBeNull();
    }
    expect(judgedBinary(pairsOf(2, 0, 0, 0)).verdict).toBe('INCONCLUSIVE');
  });

  test('all passing in both arms passes exactly from the guard on, with Tango bounds and p of 1', () => {
    const few = judgedBinary(pairsOf(148, 0, 0, 0));
    expect(few.verdict).toBe('INCONCLUSIVE');
    expect(codes(few)).toEqual(['n<n_min']);
    const enough = judgedBinary(pairsOf(149, 0, 0, 0));
    expect(enough.verdict).toBe('PASS');
    expect(enough.nMin).toBe(149);
    const z2 = 1.6448536269514722 ** 2;
    expect(enough.upper).toBeCloseTo(z2 / (149 + z2), 12);
    expect(enough.lower).toBeCloseTo(-z2 / (149 + z2), 12);
    const byMethod = new Map(enough.otherTests.map((each) => [each.method, each]));
    expect(byMethod.get('mcnemar-mid-p')?.p).toBe(1);
    expect(byMethod.get('two-proportion-z')).toMatchObject({ statistic: 0, p: 1 });
    expect(enough.warnings.join()).toContain('no pair is discordant');
  });

  test('zero variance has no p, and its bounds say what could have gone unseen', () => {
    const scores = { candidate: repeat(100, 0.8), baseline: repeat(100, 0.8) };
    const check = only(
      judgeScores(scoreTable([objectiveScores(scores, { scale: 'score' })]), judgementPolicy()),
    );
    const unseen = 1 - 0.05 ** (1 / 100);
    expect(check.lower).toBeCloseTo(-unseen, 12);
    expect(check.upper).toBeCloseTo(unseen, 12);
    expect(check.p).toBeNull();
    expect(check.lnP).toBeNull();
    expect(check.flags).toContain('zero-variance');
    expect(check.verdict).toBe('PASS');
  });

  test('every answer worse by the same amount fails although no t exists', () => {
    const scores = { candidate: repeat(100, 0.6), baseline: repeat(100, 0.8) };
    const judgement = judgeScores(
      scoreTable([objectiveScores(scores, { scale: 'score' })]),
      judgementPolicy(),
    );
    expect(judgement.verdict).toBe('FAIL');
    expect(only(judgement).flags).toEqual(['zero-variance', 'beyond-margin']);
    expect(only(judgement).p).toBeNull();
  });

  test('zero variance in both independent arms decides nothing', () => {
    const scores = { candidate: repeat(400, 0.8), baseline: repeat(400, 0.8) };
    const policy = judgementPolicy([objectivePolicy()], { statistics: { pairing: 'independent' } });
    const check = only(judgeScores(scoreTable([objectiveScores(scores, { scale: 'score' })]), policy));
    expect(check.verdict).toBe('INCONCLUSIVE');
    expect(codes(check)).toContain('zero-variance');
    expect(check.lower).toBeNull();
  });

  test('a floor fails by itself where no pair is discordant', () => {
    const policy = judgementPolicy([objectivePolicy({ floor: 0.9, margin: 0.05 })]);
    const judgement = judgeScores(scoreTable([objectiveScores(pairsOf(120, 0, 0, 80))]), policy);
    const [floor, relative] = judgement.checks;
    expect(floor).toMatchObject({ kind: 'floor', verdict: 'FAIL', method: 'clopper-pearson' });
    expect(floor?.flags).toContain('baseline-below-floor');
    expect(relative).toMatchObject({ kind: 'non-inferiority', verdict: 'PASS' });
    expect(judgement.verdict).toBe('FAIL');
  });

  test('fewer than six discordant pairs are never called a regression', () => {
    for (let lost = 1; lost < 6; lost++) {
      const check = judgedBinary(pairsOf(30, 0, lost, 0));
      expect(check.verdict).toBe('INCONCLUSIVE');
      expect(check.warnings.join()).toContain(`differ on only ${lost} example`);
    }
    expect(judgedBinary(pairsOf(30, 0, 6, 0)).verdict).toBe('FAIL');
  });

  test.each([
    ['above the range', 1.01],
    ['below the range', -0.01],
    ['infinite', Infinity],
  ])('a score %s refuses the table instead of being clipped', (_, value) => {
    const scores = { candidate: [0.5, value], baseline: [0.5, 0.5] };
    const table = scoreTable([objectiveScores(scores, { scale: 'score' })]);
    expect(codeOf(() => judgeScores(table, tight))).toBe('scores/out-of-range');
  });

  test('a value that claims to be scored and is not a number refuses the table', () => {
    const scored = objectiveScores({ candidate: [1, 1], baseline: [1, 1] });
    const candidate = { ...scored.candidate, values: Float64Array.of(1, Number.NaN) };
    expect(codeOf(() => judgeScores(scoreTable([{ ...scored, candidate }]), tight))).toBe(
      'scores/out-of-range',
    );
  });

  test('pass or fail is nothing between', () => {
    const table = scoreTable([objectiveScores({ candidate: [0.5], baseline: [1] })]);
    expect(codeOf(() => judgeScores(table, tight))).toBe('scores/out-of-range');
  });

  test('an example given twice refuses the table', () => {
    const table = scoreTable([objectiveScores(pairsOf(3, 0, 0, 0))], { exampleIds: ['a', 'b', 'a'] });
    expect(codeOf(() => judgeScores(table, tight))).toBe('scores/malformed');
  });

  test('more than five percent missing decides nothing, whatever the rest says', () => {
    const good = pairsOf(280, 0, 0, 0);
    const candidate = [...good.candidate, ...repeat(20, Number.NaN)];
    const check = judgedBinary({ candidate, baseline: repeat(300, 1) });
    expect(check.verdict).toBe('INCONCLUSIVE');
    expect(codes(check)).toContain('missing>limit');
    expect(check.missing).toEqual({ candidate: 20, baseline: 0, unscored: 0 });
    const baseline = judgedBinary({ candidate: repeat(300, 1), baseline: candidate });
    expect(codes(baseline)).toContain('missing>limit');
    expect(baseline.missing).toEqual({ candidate: 0, baseline: 20, unscored: 0 });
  });

  test('missing results that flip the verdict decide nothing', () => {
    const vector = referenceVector<{
      candOnly: number;
      baseOnly: number;
      nComplete: number;
      candidateMissing: number;
      margin: number;
    }>('MS-01');
    const { candOnly, baseOnly, nComplete, candidateMissing, margin } = vector.inputs;
    const complete = pairsOf(nComplete - candOnly - baseOnly, candOnly, baseOnly, 0);
    const scores = {
      candidate: [...complete.candidate, ...repeat(candidateMissing, Number.NaN)],
      baseline: [...(complete.baseline ?? []), ...repeat(candidateMissing, 1)],
    };
    const policy = judgementPolicy([objectivePolicy({ margin })]);
    const withoutThem = judgedBinary(complete, policy);
    const asFailures = judgedBinary(scores, policy);
    const leftOut = judgedBinary(
      scores,
      judgementPolicy([objectivePolicy({ margin })], { statistics: { missing: 'complete-cases' } }),
    );
    vector.check({
      completeCase90: [withoutThem.lower, withoutThem.upper],
      missingAsFailure90: [asFailures.lower, asFailures.upper],
      verdictCompleteCase: withoutThem.verdict,
      verdictMissingAsFailure: asFailures.verdict,
    });
    expect(asFailures.flags).toContain('missing-data');
    expect(asFailures.reasons[0]?.code).toBe('missing-data');
    expect(leftOut).toMatchObject({ verdict: 'INCONCLUSIVE', lower: withoutThem.lower, pairs: nComplete });
    expect(leftOut.flags).toContain('missing-data');
  });

  test('one cluster, and few or lopsided clusters, decide nothing', () => {
    const scores = objectiveScores(pairsOf(300, 0, 0, 0));
    const clusterings = [
      Int32Array.from({ length: 300 }, () => 0),
      Int32Array.from({ length: 300 }, (_, i) => i % 4),
      Int32Array.from({ length: 300 }, (_, i) => (i < 280 ? 0 : i)),
    ];
    for (const clusters of clusterings) {
      for (const scale of ['binary', 'score'] as const) {
        const check = only(judgeScores(scoreTable([{ ...scores, scale }], { clusters }), judgementPolicy()));
        expect(check.verdict).toBe('INCONCLUSIVE');
        expect(codes(check)).toContain('too-few-clusters');
      }
    }
  });

  test('a slice below thirty is counted and not tested, below ten it shows no rate', () => {
    const policy = judgementPolicy([objectivePolicy()], {
      slices: [slicePolicy('tiny', true), slicePolicy('small', true), slicePolicy('large', true)],
    });
    const scores = pairsOf(170, 0, 30, 0);
    const slices = [9, 29, 30].map((size) => Int32Array.from({ length: size }, (_, i) => 199 - i).sort());
    const { checks, reasons } = judgeScores(scoreTable([objectiveScores(scores)], { slices }), policy);
    const [tiny, small, large] = checks.filter(({ slice }) => slice !== null);
    expect(tiny).toMatchObject({ pairs: 9, candidateMean: null, estimate: null, p: null, lower: null });
    expect(small).toMatchObject({ pairs: 29, candidateMean: 0, estimate: -1, p: null, lower: null });
    expect(large).toMatchObject({ pairs: 30, verdict: 'FAIL', family: 'holm:required' });
    expect(reasons.map(({ code }) => code)).toContain('slice-too-small');
  });

  test('ties everywhere give Wilcoxon a p of 1', () => {
    const scores = { candidate: [...repeat(99, 0.5), 0.5], baseline: repeat(100, 0.5) };
    const check = only(
      judgeScores(scoreTable([objectiveScores(scores, { scale: 'score' })]), judgementPolicy()),
    );
    const ranks = check.otherTests.find(({ method }) => method === 'wilcoxon-signed-rank');
    expect(ranks?.p).toBe(1);
  });

  test('a p too small for a double keeps its logarithm', () => {
    const check = judgedBinary(pairsOf(0, 0, 3000, 0));
    expect(check).toMatchObject({ verdict: 'FAIL', p: 0 });
    expect(check.lnP).toBeLessThan(-700);
  });

  test('a ceiling without enough examples says so', () => {
    const policy = judgementPolicy([
      objectivePolicy({ margin: null, ceiling: { quantile: 0.95, limit: 1000 } }),
    ]);
    const latency = (n: number, above: number): ObjectiveScores =>
      objectiveScores(
        { candidate: [...repeat(n - above, 500), ...repeat(above, 2000)] },
        { scale: 'ratio', direction: 'lower-is-better', range: [0, null] },
      );
    const judged = (n: number, above: number): Check =>
      only(judgeScores(scoreTable([latency(n, above)]), policy));
    expect(judged(58, 0)).toMatchObject({ verdict: 'INCONCLUSIVE', nMin: 59 });
    expect(codes(judged(58, 0))).toEqual(['n<n_min']);
    expect(judged(59, 0).verdict).toBe('PASS');
    expect(judged(92, 1).verdict).toBe('INCONCLUSIVE');
    expect(judged(93, 1).verdict).toBe('PASS');
    expect(judged(100, 30).verdict).toBe('FAIL');
  });

  test('what may not be decided is not decided, whatever the scores say', () => {
    const reason = { code: 'judge-uncalibrated', message: 'The judge was never measured.' };
    for (const scores of [pairsOf(400, 0, 0, 0), pairsOf(200, 0, 200, 0)]) {
      const judgement = judgeScores(scoreTable([objectiveScores(scores, { blocked: [reason] })]), tight);
      expect(judgement.verdict).toBe('INCONCLUSIVE');
      expect(only(judgement).reasons).toContainEqual(reason);
      expect(only(judgement).pAdjusted).toBeNull();
    }
  });
});

describe('the combination', () => {
  test('nothing that decides is never a PASS', () => {
    expect(judgeScores(scoreTable([]), judgementPolicy([])).verdict).toBe('INCONCLUSIVE');
    const shown = judgementPolicy([objectivePolicy({ criticality: 'supporting' })]);
    expect(judgeScores(scoreTable([objectiveScores(pairsOf(500, 0, 0, 0))]), shown).verdict).toBe(
      'INCONCLUSIVE',
    );
  });

  test('a deciding objective without scores is undecided', () => {
    const policy = judgementPolicy([objectivePolicy(), objectivePolicy({ name: 'safety' })]);
    const judgement = judgeScores(scoreTable([objectiveScores(pairsOf(500, 0, 0, 0))]), policy);
    expect(judgement.verdict).toBe('INCONCLUSIVE');
    expect(judgement.reasons.map(({ code }) => code)).toContain('no-scores');
  });

  test('Holm divides the error of FAIL among required objectives', () => {
    // One-sided p of 0.02: alone a regression, among five it is none.
    const slipping = pairsOf(182, 4, 13, 1);
    const one = judgeScores(scoreTable([objectiveScores(slipping)]), tight);
    expect(one.verdict).toBe('FAIL');
    const names = ['accuracy', 'b', 'c', 'd', 'e'];
    const many = judgeScores(
      scoreTable(
        names.map((objective, i) =>
          objectiveScores(i === 0 ? slipping : pairsOf(200, 0, 0, 0), { objective }),
        ),
      ),
      judgementPolicy(names.map((name) => objectivePolicy({ name, margin: 0.02 }))),
    );
    expect(many.verdict).toBe('INCONCLUSIVE');
    expect(many.checks[0]?.pAdjusted).toBeCloseTo(5 * (many.checks[0]?.p ?? 0), 12);
  });

  test('a critical slice fails the gate that the whole set would pass, and names itself', () => {
    const n = 1000;
    const candidate = repeat(n, 1);
    for (let i = 0; i < 12; i++) candidate[i] = 0;
    const slices = [Int32Array.from({ length: 40 }, (_, i) => i)];
    const table = scoreTable([objectiveScores({ candidate, baseline: repeat(n, 1) })], { slices });
    const judgedWith = (isCritical: boolean): Judgement =>
      judgeScores(
        table,
        judgementPolicy([objectivePolicy()], { slices: [slicePolicy('legal', isCritical)] }),
      );
    expect(judgedWith(true).verdict).toBe('FAIL');
    expect(judgedWith(true).headline).toContain('accuracy on legal');
    const warned = judgedWith(false);
    expect(warned.verdict).toBe('PASS');
    expect(warned.warnings.map((at) => warned.checks[at]?.slice)).toEqual(['legal']);
    expect(warned.checks[1]).toMatchObject({ family: 'bh:slices', decides: false });
  });

  test('slices that move against each other are told as heterogeneous', () => {
    const candidate = [...repeat(50, 0), ...repeat(50, 1), ...repeat(300, 1)];
    const baseline = [...repeat(50, 1), ...repeat(50, 0), ...repeat(300, 1)];
    const slices = [0, 50].map((from) => Int32Array.from({ length: 60 }, (_, i) => from + i));
    const { sliceSummaries } = judgeScores(
      scoreTable([objectiveScores({ candidate, baseline })], { slices }),
      judgementPolicy([objectivePolicy()], { slices: [slicePolicy('a'), slicePolicy('b')] }),
    );
    expect(sliceSummaries[0]?.heterogeneityP).toBeLessThan(1e-6);
    expect(sliceSummaries[0]?.slices.map(({ n }) => n)).toEqual([60, 60]);
  });

  test('a waived check is shown and does not decide', () => {
    const policy = judgementPolicy([objectivePolicy(), objectivePolicy({ name: 'tone' })], {
      waived: [{ waiverId: 'w1', objective: 'tone', slice: null }],
    });
    const judgement = judgeScores(
      scoreTable([
        objectiveScores(pairsOf(400, 0, 0, 0)),
        objectiveScores(pairsOf(300, 0, 100, 0), { objective: 'tone' }),
      ]),
      policy,
    );
    expect(judgement.verdict).toBe('PASS');
    expect(judgement.checks[1]).toMatchObject({ decides: false });
    expect(judgement.checks[1]?.flags).toContain('waived');
  });

  test('failOn changes what fails, never what passes', () => {
    const slipping = pairsOf(480, 4, 16, 0);
    const verdictWith = (failOn: 'significant' | 'beyond-margin' | 'point', margin: number): string =>
      judgedBinary(slipping, judgementPolicy([objectivePolicy({ failOn, margin })])).verdict;
    expect(verdictWith('significant', 0.03)).toBe('FAIL');
    expect(verdictWith('beyond-margin', 0.03)).toBe('INCONCLUSIVE');
    expect(verdictWith('point', 0.02)).toBe('FAIL');
    for (const failOn of ['significant', 'beyond-margin', 'point'] as const) {
      expect(verdictWith(failOn, 0.1)).toBe('PASS');
    }
  });
});

describe('the ways to compare', () => {
  const random = seeded(7);
  const baseline = Array.from({ length: 400 }, () => 0.5 + 0.4 * random.nextUniform());
  const noise = Array.from({ length: 400 }, () => random.nextUniform() - 0.5);

  test('where lower is better the same numbers mean the opposite', () => {
    const worse = baseline.map((value, i) => Math.max(0, value - 0.1 + 0.02 * (noise[i] ?? 0)));
    const judged = (direction: 'higher-is-better' | 'lower-is-better'): Check =>
      only(
        judgeScores(
          scoreTable([objectiveScores({ candidate: worse, baseline }, { scale: 'score', direction })]),
          judgementPolicy(),
        ),
      );
    expect(judged('higher-is-better').verdict).toBe('FAIL');
    const better = judged('lower-is-better');
    expect(better.verdict).toBe('PASS');
    expect(better.flags).toContain('improvement');
    expect(better.estimate).toBeCloseTo(-(judged('higher-is-better').estimate ?? 0), 12);
  });

  test('floors are on the evaluator’s own scale and direction', () => {
    const policy = judgementPolicy([objectivePolicy({ margin: null, floor: 0.1 })]);
    const errors = (n: number, wrong: number): Check =>
      only(
        judgeScores(
          scoreTable([
            objectiveScores(
              { candidate: [...repeat(wrong, 1), ...repeat(n - wrong, 0)] },
              { direction: 'lower-is-better' },
            ),
          ]),
          policy,
        ),
      );
    expect(errors(100, 5).verdict).toBe('INCONCLUSIVE');
    expect(errors(100, 5).estimate).toBeCloseTo(0.05, 12);
    expect(errors(100, 5).upper).toBeCloseTo(1 - 0.897746622356726, 10);
    expect(errors(59, 0).verdict).toBe('PASS');
    expect(errors(100, 30).verdict).toBe('FAIL');
  });

  test('latency is compared by ratio, and the ratio is told', () => {
    const base = baseline.map((value) => 1000 * value);
    const slower = base.map((value, i) => value * 1.3 * Math.exp(0.2 * (noise[i] ?? 0)));
    const check = only(
      judgeScores(
        scoreTable([
          objectiveScores(
            { candidate: slower, baseline: base },
            { scale: 'ratio', direction: 'lower-is-better', range: [0, null] },
          ),
        ]),
        judgementPolicy([objectivePolicy({ margin: 0.1 })]),
      ),
    );
    expect(check.verdict).toBe('FAIL');
    expect(check.ratio?.estimate).toBeCloseTo(1.3, 1);
    expect(check.ratio?.lower).toBeLessThan(check.ratio?.estimate ?? 0);
    expect(check.estimate).toBeCloseTo(-Math.log(check.ratio?.estimate ?? 1), 12);
  });

  test('repeats are averaged inside an example before any test', () => {
    const epochs = 3;
    const once = baseline.flatMap((value) => repeat(epochs, value));
    const spread = once.map((value, i) => Math.min(1, value + (i % epochs === 0 ? 0.02 : 0)));
    const check = only(
      judgeScores(
        scoreTable([objectiveScores({ candidate: spread, baseline: once }, { scale: 'score' })], { epochs }),
        judgementPolicy(),
      ),
    );
    expect(check).toMatchObject({ pairs: 400, epochs });
    expect(check.estimate).toBeCloseTo(0.02 / 3, 10);
  });

  test('examples of one cluster count as what they are worth', () => {
    const clusters = Int32Array.from({ length: 400 }, (_, i) => Math.floor(i / 10));
    const lost = Array.from({ length: 400 }, (_, i) => (i >= 100 && i < 120 ? 0 : 1));
    const scores = objectiveScores({ candidate: lost, baseline: repeat(400, 1) });
    const alone = only(judgeScores(scoreTable([scores]), judgementPolicy()));
    const together = only(judgeScores(scoreTable([scores], { clusters }), judgementPolicy()));
    expect(alone.verdict).toBe('FAIL');
    expect(together.verdict).toBe('INCONCLUSIVE');
    expect(together.method).toBe('tango-rao-scott-cr2');
    expect(together.designEffect).toBeGreaterThan(5);
    const ignored = judgementPolicy([objectivePolicy()], { statistics: { isClustered: false } });
    expect(only(judgeScores(scoreTable([scores], { clusters }), ignored)).lower).toBe(alone.lower);
  });

  test('this dataset only needs repeats, or the very same outputs of a deterministic scorer', () => {
    const policy = judgementPolicy([objectivePolicy()], { statistics: { target: 'fixed-dataset' } });
    const same = objectiveScores(pairsOf(10, 0, 0, 10));
    expect(codes(only(judgeScores(scoreTable([same]), policy)))).toContain('epochs-needed');
    const identical = only(judgeScores(scoreTable([same], { outputsAreIdentical: true }), policy));
    expect(identical).toMatchObject({ verdict: 'PASS' });
    expect(identical.flags).toContain('identical-on-this-dataset');
    expect(only(judgeScores(scoreTable([same], { outputsAreIdentical: true }), tight)).verdict).toBe(
      'INCONCLUSIVE',
    );
    const repeats = seeded(3);
    const flipping = Array.from({ length: 400 }, () => (repeats.nextUniform() < 0.9 ? 1 : 0));
    const again = Array.from({ length: 400 }, () => (repeats.nextUniform() < 0.9 ? 1 : 0));
    const table = scoreTable([objectiveScores({ candidate: flipping, baseline: again })], { epochs: 4 });
    const judged = only(judgeScores(table, policy));
    expect(judged.method).toBe('rerun-noise-t');
    expect(judged.se).toBeGreaterThan(0);
  });

  test('independent arms use tests without pairs', () => {
    const policy = judgementPolicy([objectivePolicy()], { statistics: { pairing: 'independent' } });
    const binary = only(judgeScores(scoreTable([objectiveScores(pairsOf(1800, 100, 100, 0))]), policy));
    expect(binary).toMatchObject({ method: 'miettinen-nurminen', verdict: 'PASS' });
    const scored = only(
      judgeScores(
        scoreTable([objectiveScores({ candidate: baseline, baseline }, { scale: 'score' })]),
        policy,
      ),
    );
    expect(scored).toMatchObject({ method: 'welch', verdict: 'PASS' });
  });

  test('a judge with human labels of both arms is judged by the corrected difference', () => {
    const n = 1000;
    const draw = seeded(11);
    const truth = Array.from({ length: n }, () => ({
      candidate: draw.nextUniform() < 0.6 ? 1 : 0,
      baseline: draw.nextUniform() < 0.8 ? 1 : 0,
    }));
    // The judge likes everything the candidate says.
    const fooled = objectiveScores(
      { candidate: repeat(n, 1), baseline: truth.map((each) => each.baseline) },
      { scale: 'score' },
    );
    const label = (arm: 'candidate' | 'baseline'): Float64Array =>
      Float64Array.from(truth, (each, i) => (i % 5 === 0 ? each[arm] : Number.NaN));
    const human = { candidate: label('candidate'), baseline: label('baseline') };
    expect(only(judgeScores(scoreTable([fooled]), judgementPolicy())).verdict).toBe('PASS');
    const corrected = only(judgeScores(scoreTable([{ ...fooled, human }]), judgementPolicy()));
    expect(corrected).toMatchObject({ method: 'ppi++', verdict: 'FAIL' });
    const few = {
      candidate: human.candidate.map((value, i) => (i < 300 ? value : Number.NaN)),
      baseline: human.baseline.map((value, i) => (i < 300 ? value : Number.NaN)),
    };
    expect(codes(only(judgeScores(scoreTable([{ ...fooled, human: few }]), judgementPolicy())))).toContain(
      'too-few-labels',
    );
  });

  test('ratios at the ends of what a double can say are still compared', () => {
    const extreme = objectiveScores(
      { candidate: repeat(60, 1e308), baseline: repeat(60, 1e-308) },
      { scale: 'ratio', direction: 'lower-is-better', range: [0, null] },
    );
    const check = only(
      judgeScores(scoreTable([extreme]), judgementPolicy([objectivePolicy({ margin: 0.1 })])),
    );
    expect(check.verdict).toBe('FAIL');
    expect(JSON.parse(JSON.stringify(check))).toEqual(check);
  });

  test('macro F1 is compared by a seeded bootstrap, the same every time', () => {
    const draw = seeded(5);
    const names = ['cat', 'dog', 'owl'];
    const expectedLabels = Array.from({ length: 200 }, () => names[draw.nextBelow(3)] ?? 'cat');
    const guess = (share: number): string[] =>
      expectedLabels.map((label) =>
        draw.nextUniform() < share ? label : (names[draw.nextBelow(3)] ?? 'cat'),
      );
    const answered = { candidate: guess(0.5), baseline: guess(0.9) };
    const right = (labels: readonly string[]): number[] =>
      labels.map((label, i) => (label === expectedLabels[i] ? 1 : 0));
    const scores = objectiveScores({
      candidate: right(answered.candidate),
      baseline: right(answered.baseline),
    });
    const labelled: ObjectiveScores = {
      ...scores,
      expectedLabels,
      candidate: { ...scores.candidate, labels: answered.candidate },
      baseline: scores.baseline === null ? null : { ...scores.baseline, labels: answered.baseline },
    };
    const policy = judgementPolicy([objectivePolicy({ aggregate: 'macro-f1', floor: 0.95 })]);
    const judgement = judgeScores(scoreTable([labelled]), policy);
    const [floor, relative] = judgement.checks;
    expect(floor).toMatchObject({ kind: 'floor', method: 'bca-bootstrap', verdict: 'FAIL' });
    expect(relative).toMatchObject({ kind: 'aggregate', verdict: 'FAIL', family: 'holm:required' });
    expect(JSON.stringify(judgeScores(scoreTable([labelled]), policy))).toBe(JSON.stringify(judgement));
  });

  test('catastrophes are bounded from above, and none seen is not enough by itself', () => {
    const policy = judgementPolicy([objectivePolicy({ margin: null, mostCatastrophic: 0.01 })]);
    const judged = (n: number, bad: number): Check =>
      judgedBinary({ candidate: [...repeat(bad, 0), ...repeat(n - bad, 1)] }, policy);
    expect(judged(300, 0).verdict).toBe('INCONCLUSIVE');
    expect(judged(368, 0)).toMatchObject({ verdict: 'PASS', alpha: 0.025, nMin: 368 });
    expect(judged(400, 20).verdict).toBe('FAIL');
  });

  test('a demanded gain must be shown, and shown to be missing before it fails', () => {
    const policy = judgementPolicy([objectivePolicy({ margin: null, mustImproveBy: 0.02 })]);
    expect(judgedBinary(pairsOf(300, 60, 5, 35), policy).verdict).toBe('PASS');
    expect(judgedBinary(pairsOf(360, 8, 2, 30), policy).verdict).toBe('INCONCLUSIVE');
    expect(judgedBinary(pairsOf(300, 5, 20, 75), policy).verdict).toBe('FAIL');
  });
});

describe('what is missing', () => {
  test('an evaluator that could not score is told apart from a target that did not answer', () => {
    const scores = objectiveScores({ candidate: repeat(400, 1), baseline: repeat(400, 1) });
    const values = Float64Array.from(scores.candidate.values);
    const absences = new Uint8Array(400);
    values[0] = Number.NaN;
    absences[0] = absence.target;
    values[1] = Number.NaN;
    absences[1] = absence.evaluator;
    const candidate = { values, absences, labels: null };
    const check = only(judgeScores(scoreTable([{ ...scores, candidate }]), judgementPolicy()));
    expect(check.missing).toEqual({ candidate: 1, baseline: 0, unscored: 1 });
    expect(check.warnings.join()).toContain('1 result could not be scored');
    expect(check).toMatchObject({ n: 400, pairs: 400, verdict: 'PASS' });
  });

  test('an example that the evaluator has nothing to say about is no missing result', () => {
    const scores = objectiveScores({ candidate: repeat(400, 1), baseline: repeat(400, 1) });
    const notAsked = (from: number): { values: Float64Array; absences: Uint8Array; labels: null } => ({
      values: Float64Array.from({ length: 400 }, (_, i) => (i < from ? 1 : Number.NaN)),
      absences: Uint8Array.from({ length: 400 }, (_, i) => (i < from ? absence.none : absence.notApplicable)),
      labels: null,
    });
    const both = { ...scores, candidate: notAsked(200), baseline: notAsked(200) };
    expect(only(judgeScores(scoreTable([both]), judgementPolicy()))).toMatchObject({
      n: 200,
      pairs: 200,
      verdict: 'PASS',
      missing: { candidate: 0, baseline: 0, unscored: 0 },
    });
    const evading = { ...scores, candidate: notAsked(200) };
    const evaded = only(judgeScores(scoreTable([evading]), judgementPolicy()));
    expect(evaded.verdict).toBe('INCONCLUSIVE');
    expect(codes(evaded)).toContain('missing>limit');
  });

  test('all missing decides nothing', () => {
    const check = judgedBinary({ candidate: repeat(100, Number.NaN), baseline: repeat(100, 1) });
    expect(check.verdict).toBe('INCONCLUSIVE');
    expect(check.missing.candidate).toBe(100);
    // Nothing was tested, so that nothing is said of what was significant.
    expect(codes(check)).not.toContain('cannot-rule-out-loss');
  });

  test('a critical slice whose answers are missing is no PASS, however small its part of the whole', () => {
    const n = 2000;
    const candidate = Array.from({ length: n }, (_, i) => (i < 40 ? Number.NaN : 1));
    const slices = [Int32Array.from({ length: 40 }, (_, i) => i)];
    const table = scoreTable([objectiveScores({ candidate, baseline: repeat(n, 1) })], { slices });
    const judgedWith = (isCritical: boolean): Judgement =>
      judgeScores(
        table,
        judgementPolicy([objectivePolicy()], { slices: [slicePolicy('legal', isCritical)] }),
      );
    expect(judgedWith(false).verdict).toBe('PASS');
    const critical = judgedWith(true);
    expect(critical.verdict).toBe('INCONCLUSIVE');
    expect(critical.headline).toContain('accuracy on legal');
    expect(critical.checks[1]?.flags).toContain('missing-could-fail');
  });

  test('a missing latency counts as worse than the worst that was seen', () => {
    const slow = { scale: 'ratio', direction: 'lower-is-better', range: [0, null] } as const;
    const random = seeded(9);
    const base = Array.from({ length: 200 }, () => 100 + 10 * random.nextUniform());
    const candidate = base.map((value, i) =>
      i < 8 ? Number.NaN : value * (0.99 + 0.02 * random.nextUniform()),
    );
    const check = only(
      judgeScores(
        scoreTable([objectiveScores({ candidate, baseline: base }, slow)]),
        judgementPolicy([objectivePolicy({ margin: 0.02 })]),
      ),
    );
    expect(check.ratio?.estimate).toBeGreaterThan(Math.exp((8 / 200) * Math.log(2)) - 0.005);
    expect(check.verdict).toBe('INCONCLUSIVE');
  });

  test('a zero on a scale of ratios counts as missing and is told', () => {
    const tokens = { scale: 'ratio', direction: 'lower-is-better', range: [0, null] } as const;
    const candidate = Array.from({ length: 200 }, (_, i) => (i === 0 ? 0 : 50 + (i % 7)));
    const check = only(
      judgeScores(
        scoreTable([objectiveScores({ candidate, baseline: repeat(200, 53) }, tokens)]),
        judgementPolicy([objectivePolicy({ margin: 0.1 })]),
      ),
    );
    expect(check.missing.unscored).toBe(1);
    expect(check.warnings.join()).toContain('value of zero');
  });
});

describe('every example held to the demand', () => {
  const policy = judgementPolicy([objectivePolicy({ floor: 0.9 })], { tier: 'pr', decide: 'all-pass' });

  test('passes only when all meet it, and claims no statistics', () => {
    const judgement = judgeScores(scoreTable([objectiveScores(pairsOf(10, 0, 0, 0))]), policy);
    expect(judgement.verdict).toBe('PASS');
    expect(judgement.headline).toContain('No statistical claim');
    expect(judgement.reasons.map(({ code }) => code)).toEqual(['no-statistical-claim']);
    expect(judgement.checks.every(({ p, lower }) => p === null && lower === null)).toBe(true);
  });

  test('fails and names every example that does not', () => {
    const judgement = judgeScores(scoreTable([objectiveScores(pairsOf(9, 0, 1, 0))]), policy);
    expect(judgement.verdict).toBe('FAIL');
    expect(judgement.checks[0]?.failing).toEqual([exampleId(9)]);
  });

  test('an answer that never came is no failure and no pass', () => {
    const scores = { candidate: [...repeat(9, 1), Number.NaN], baseline: repeat(10, 1) };
    expect(judgeScores(scoreTable([objectiveScores(scores)]), policy).verdict).toBe('INCONCLUSIVE');
    expect(judgeScores(scoreTable([objectiveScores({ candidate: [] })]), policy).verdict).toBe(
      'INCONCLUSIVE',
    );
  });
});

describe('what is told', () => {
  test('flips come worst first with their slices, and are counted whole', () => {
    const scores = { candidate: [0, 1, 0.4, 1, 1], baseline: [1, 1, 0.9, 1, 0.5] };
    const judgement = judgeScores(
      scoreTable([objectiveScores(scores, { scale: 'score' })], { slices: [Int32Array.of(0, 4)] }),
      judgementPolicy([objectivePolicy()], { slices: [slicePolicy('hard')] }),
    );
    expect(judgement.flips.map(({ exampleId: id }) => id)).toEqual([0, 2, 4].map(exampleId));
    expect(judgement.flips[0]).toMatchObject({ candidate: 0, baseline: 1, difference: -1, slices: ['hard'] });
    expect(judgement.flipCount).toEqual({ worse: 2, better: 1 });
  });

  test('an undecided check says what would settle it, with the numbers of the reference', () => {
    // n = 200, 13 gained and 15 lost: SE² = (0.14 − 0.01²)/200.
    const judgement = judgeScores(scoreTable([objectiveScores(pairsOf(172, 13, 15, 0))]), tight);
    const variance = 0.14 - 0.01 ** 2;
    const total = Math.ceil(((1.6448536269514722 + 0.8416212335729143) ** 2 * variance) / 0.02 ** 2);
    expect(judgement.verdict).toBe('INCONCLUSIVE');
    expect(judgement.settle[0]).toBe(
      `accuracy: If there is truly no change, ${total - 200} more examples give an 80 % chance of PASS (${total} in total).`,
    );
    expect(judgement.settle.join('\n')).toContain('Smallest tolerance certifiable with these 200: 6.6 pts.');
    expect(only(judgement).nMore?.noChange).toBe(total - 200);
  });

  test('a loss at the margin is told to need confirming, not more hope', () => {
    const { settle } = judgeScores(
      scoreTable([objectiveScores(pairsOf(90, 4, 6, 0))]),
      judgementPolicy([objectivePolicy({ margin: 0.02 })]),
    );
    expect(settle.join('\n')).toContain('collect more only to confirm a regression');
  });

  test('PASS and FAIL settle nothing', () => {
    expect(judgeScores(scoreTable([objectiveScores(pairsOf(400, 0, 0, 0))]), tight).settle).toEqual([]);
  });
});
