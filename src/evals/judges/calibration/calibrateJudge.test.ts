// Judges of every kind measured against labels, through a scripted endpoint: the good, the fooled and the badly behaved.
import { afterEach, describe, expect, test } from 'vitest';
import { evaluationContext, type TestContext } from '../../../../tests/evaluationContext.ts';
import { type AskedRequest, type Behaviour, scriptedEndpoint } from '../../../../tests/scriptedEndpoint.ts';
import { blocksIn, chance, judgeThat, say } from '../../../../tests/scriptedJudge.ts';
import { canonicalHash } from '../../../datasets/canonicalHash.ts';
import type { Example } from '../../../model/example.ts';
import type { JsonObject } from '../../../model/json.ts';
import { openEvaluator } from '../../openEvaluator.ts';
import { calibrateJudge, type CalibrationMade } from './calibrateJudge.ts';
import { calibrationStatus } from './calibrationStatus.ts';

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const each of cleanUp.splice(0).reverse()) await each();
});

const signal = new AbortController().signal;

interface Measured extends CalibrationMade {
  readonly codes: readonly string[];
  readonly asked: readonly AskedRequest[];
  readonly context: TestContext;
}

async function measure(
  behave: (asked: AskedRequest, nth: number) => Behaviour,
  lines: readonly JsonObject[],
  options: JsonObject = {},
  examples: readonly Example[] = [],
): Promise<Measured> {
  const endpoint = await scriptedEndpoint(behave);
  cleanUp.push(() => endpoint.close());
  const context = evaluationContext();
  cleanUp.push(() => context.dispose());
  const evaluator = await openEvaluator(
    {
      use: 'judge',
      options: { rubric: 'Good.', model: 'judge-1', baseUrl: endpoint.baseUrl, concurrency: 32, ...options },
    },
    context,
  );
  const made = await calibrateJudge(
    context,
    {
      component: 'answers',
      objective: 'quality',
      evaluator,
      labels: {
        bytes: Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n')),
        source: 'labels.jsonl',
      },
      examples: new Map(examples.map((example) => [example.exampleId, example])),
      actor: 'ada',
      usesCache: true,
    },
    signal,
  );
  const status = calibrationStatus(made.calibration, context.now(), {
    isCritical: false,
    margin: 0.05,
    hasDriftAlarm: false,
  });
  return {
    ...made,
    codes: status.kind === 'calibrated' ? [] : status.reasons.map(({ code }) => code),
    asked: endpoint.asked,
    context,
  };
}

const padding = (i: number): string => ' word'.repeat(Math.floor(60 * chance('length', String(i))));
const textOf = (i: number): string => `${i % 2 === 0 ? 'good' : 'bad'} answer ${i}${padding(i)}`;
const isGood = (text: string): boolean => text.startsWith('good');

/** Half of the outputs are good; lengths differ by a factor of up to twenty, whatever the quality. */
const binaryLabels = (count = 200): JsonObject[] =>
  Array.from({ length: count }, (_, i) => ({
    input: `q${i}`,
    output: textOf(i),
    label: i % 2 === 0,
    rater: 'ada',
  }));

const rightIn = (share: number) =>
  judgeThat((blocks) => {
    const answer = blocks.get('ANSWER') ?? '';
    return { verdict: isGood(answer) === chance('right', answer) < share ? 'pass' : 'fail' };
  });

describe('pass and fail', () => {
  test('a good judge is calibrated, and asked once for each output', async () => {
    const { codes, calibration, asked, context, labels } = await measure(rightIn(0.95), binaryLabels());
    expect(codes).toEqual([]);
    expect(asked).toHaveLength(200);
    const { figures } = calibration;
    expect(figures).toMatchObject({
      kind: 'binary',
      n: 200,
      answered: 200,
      unparseable: 0,
      failed: 0,
      disputed: 0,
    });
    expect(figures.also.map(({ name }) => name)).toEqual([
      'ac1',
      'exact-agreement',
      'mcc',
      'f1',
      'precision',
    ]);
    for (const { value, lower, upper } of [figures.headline, ...figures.also]) {
      expect(lower).toBeLessThan(value ?? Number.NaN);
      expect(upper).toBeGreaterThan(value ?? Number.NaN);
    }
    expect(Math.abs(figures.verbosity?.perDoubling ?? 1)).toBeLessThan(0.03);
    expect(await context.store.calibrations.newest(calibration.pin.judgeHash)).toEqual(calibration);
    expect(await context.store.calibrations.labelsFor(calibration.pin.questionHash)).toEqual(labels);
    expect(labels).toHaveLength(200);
  });

  test('a judge that guesses is not', async () => {
    const { codes } = await measure(rightIn(0.6), binaryLabels());
    expect(codes).toContain('judge-agreement-low');
    expect(codes).toContain('judge-informedness-low');
  });

  test('a judge that likes length is found out', async () => {
    const { codes, calibration } = await measure(
      judgeThat((blocks) => {
        const answer = blocks.get('ANSWER') ?? '';
        const doublings = Math.log2(answer.length / 60);
        const p = (isGood(answer) ? 0.9 : 0.1) + 0.1 * doublings;
        return { verdict: chance('length', answer) < p ? 'pass' : 'fail' };
      }),
      binaryLabels(400),
    );
    expect(codes).toContain('judge-length-bias');
    expect(calibration.figures.verbosity?.perDoubling).toBeGreaterThan(0.03);
  });

  test('3 % of answers in prose are too many, are never a 0, and leave the others measured', async () => {
    let nth = 0;
    const right = rightIn(1);
    const { codes, calibration, problems } = await measure(
      (asked) => (nth++ % 33 === 32 ? say('I would say that it is quite good.') : right(asked)),
      binaryLabels(),
    );
    expect(codes).toEqual(['judge-unparseable-often']);
    expect(calibration.figures).toMatchObject({
      n: 194,
      answered: 200,
      unparseable: 6,
      headline: { value: 1 },
    });
    expect(problems).toHaveLength(6);
  });

  test('a judge that only talks has measured nothing', async () => {
    const { codes, calibration } = await measure(() => say('Good question!'), binaryLabels(20));
    expect(calibration.figures).toMatchObject({ n: 0, unparseable: 20, headline: { value: null } });
    expect(codes).toEqual(
      expect.arrayContaining(['judge-too-few-labels', 'judge-sensitivity-low', 'judge-unparseable-often']),
    );
  });

  test('an endpoint that refuses a few calls costs those outputs and nothing else', async () => {
    const right = rightIn(1);
    const { calibration, codes } = await measure(
      (asked) =>
        asked.question.includes('answer 13')
          ? { do: 'status', status: 400, body: '{"error":"too odd"}' }
          : right(asked),
      binaryLabels(),
    );
    // answer 13 and answers 130 to 139
    expect(calibration.figures).toMatchObject({ n: 189, failed: 11, answered: 189, unparseable: 0 });
    expect(codes).toEqual([]);
  });

  test('where nearly everything passes, rates are asked for instead of kappa', async () => {
    const lines = Array.from({ length: 300 }, (_, i) => ({
      input: `q${i}`,
      output: `${i % 9 === 0 ? 'bad' : 'good'} answer ${i}`,
      label: i % 9 !== 0,
    }));
    const { codes, calibration } = await measure(rightIn(0.97), lines);
    expect(calibration.figures.minority).toMatchObject({ label: 'fail', n: 34 });
    expect(calibration.figures.minority.share).toBeLessThan(0.15);
    expect(codes).toEqual([]);
  });

  test('outputs without a label are judged too, and the mean is corrected by the labels', async () => {
    const lines = [
      ...binaryLabels(),
      ...Array.from({ length: 300 }, (_, i) => ({ input: `u${i}`, output: textOf(1_000 + 2 * i) })),
    ];
    // Passes every good answer and a third of the bad ones.
    const lenient = judgeThat((blocks) => {
      const answer = blocks.get('ANSWER') ?? '';
      return { verdict: isGood(answer) || chance('lenient', answer) < 0.33 ? 'pass' : 'fail' };
    });
    const { calibration } = await measure(lenient, lines);
    const { figures } = calibration;
    expect(figures).toMatchObject({ n: 200, unlabelled: 300 });
    expect(figures.corrected.map(({ method }) => method)).toEqual([
      'ppi++',
      'post-stratified',
      'rogan-gladen',
    ]);
    const byErrors = figures.corrected.find(({ method }) => method === 'rogan-gladen');
    expect(byErrors?.rate).toBeCloseTo(1, 6);
  });
});

describe('several people', () => {
  const rated = (disagree: (i: number) => boolean): JsonObject[] =>
    binaryLabels().flatMap((line, i) => [
      line,
      { ...line, rater: 'ben', label: disagree(i) ? line['label'] !== true : (line['label'] ?? null) },
    ]);

  test('who disagree are not averaged: the output is put aside', async () => {
    const { calibration, codes, asked } = await measure(
      rightIn(0.97),
      rated((i) => i % 20 === 3),
    );
    const { figures } = calibration;
    expect(asked).toHaveLength(200);
    expect(figures).toMatchObject({ n: 190, disputed: 10, humans: { raters: 2, units: 200 } });
    expect(figures.humans?.betweenHumans).toBeCloseTo(0.9, 2);
    expect(calibration.labels.raters).toEqual(['ada', 'ben']);
    expect(codes).toEqual([]);
  });

  test('a third decides', async () => {
    const lines = rated((i) => i % 20 === 3);
    const third = binaryLabels().flatMap((line, i) => (i % 20 === 3 ? [{ ...line, rater: 'cy' }] : []));
    const { calibration } = await measure(rightIn(0.97), [...lines, ...third]);
    expect(calibration.figures).toMatchObject({ n: 200, disputed: 0, humans: { raters: 3 } });
  });

  test('who do not agree at all show that the rubric is the problem', async () => {
    const { codes } = await measure(
      rightIn(0.97),
      rated((i) => chance('taste', String(i)) < 0.35),
    );
    expect(codes).toEqual(['rubric-unreliable']);
  });

  test('who agree better than the judge agrees with them are not replaced by it', async () => {
    const { codes, calibration } = await measure(
      rightIn(0.9),
      rated(() => false),
    );
    expect(calibration.figures.humans?.gap.value).toBeGreaterThan(0.1);
    expect(codes).toContain('judge-worse-than-people');
  });
});

describe('levels', () => {
  const levelOf = (text: string): number => Number(/level (\d)/.exec(text)?.[1] ?? 0);
  const gradedLabels = (label: (level: number) => number | string): JsonObject[] =>
    Array.from({ length: 200 }, (_, i) => ({
      input: `q${i}`,
      output: `text of level ${1 + (i % 5)} number ${i}`,
      label: label(1 + (i % 5)),
    }));
  const near = judgeThat((blocks) => {
    const answer = blocks.get('ANSWER') ?? '';
    const off = chance('off', answer) < 0.15 ? 1 : 0;
    return { level: Math.min(5, levelOf(answer) + off) };
  });

  test('are compared with quadratic weights, however they are written', async () => {
    const options = { scale: 'graded', levels: ['awful', 'poor', 'fair', 'good', 'great'] };
    const { codes, calibration } = await measure(
      near,
      gradedLabels((level) => level),
      options,
    );
    expect(calibration.figures).toMatchObject({
      kind: 'ordinal',
      headline: { name: 'quadratic-kappa' },
      sensitivity: null,
    });
    expect(calibration.figures.headline.value).toBeGreaterThan(0.9);
    expect(calibration.figures.also.find(({ name }) => name === 'within-one')).toMatchObject({ value: 1 });
    expect(codes).toEqual([]);
    const named = await measure(
      near,
      gradedLabels((level) => options.levels[level - 1] ?? ''),
      options,
    );
    expect(named.calibration.figures.table).toEqual(calibration.figures.table);
  });

  test('may be compared with scores between them', async () => {
    const { codes, calibration } = await measure(
      near,
      gradedLabels((level) => (level - 1) / 4),
      { scale: 'graded' },
    );
    expect(calibration.figures).toMatchObject({
      kind: 'continuous',
      headline: { name: 'icc-a1' },
      table: null,
    });
    expect(calibration.figures.headline.lower).toBeGreaterThan(0.9);
    expect(codes).toEqual([]);
  });
});

describe('pairs', () => {
  const pairs = (count = 200): JsonObject[] =>
    Array.from({ length: count }, (_, i) => {
      const [output, opponent] = i % 2 === 0 ? [`good ${i}`, `bad ${i}`] : [`bad ${i}`, `good ${i}`];
      return { input: `q${i}`, output, opponent, label: i % 2 === 0 ? 'win' : 'loss' };
    });
  const preferring = (firstShare: number) =>
    judgeThat((blocks) => {
      const first = blocks.get('FIRST ANSWER') ?? '';
      const isFirst = chance('habit', first, blocks.get('SECOND ANSWER') ?? '') < firstShare || isGood(first);
      return { winner: isFirst ? 'first' : 'second' };
    });

  test('are judged in both orders; a fair judge is calibrated', async () => {
    const { codes, calibration, asked } = await measure(preferring(0), pairs(), { scale: 'pairwise' });
    expect(asked).toHaveLength(400);
    expect(calibration.figures).toMatchObject({
      kind: 'ordinal',
      position: { n: 200, consistency: { value: 1 } },
    });
    expect(calibration.figures.classes.map(({ label, human }) => [label, human])).toEqual([
      ['loss', 100],
      ['tie', 0],
      ['win', 100],
    ]);
    expect(codes).toEqual([]);
  });

  test('a judge that prefers what comes first is found out', async () => {
    const { codes, calibration } = await measure(preferring(0.5), pairs(), { scale: 'pairwise' });
    expect(calibration.figures.position?.firstPreference).toBe(1);
    expect(codes).toContain('judge-position-bias');
  });
});

test('what a line leaves out is taken from the dataset', async () => {
  const example: Example = {
    exampleId: canonicalHash('capital?'),
    input: 'capital?',
    expected: 'Paris',
    metadata: {},
    tags: [],
    split: null,
    cluster: null,
  };
  const lines = [{ exampleId: example.exampleId, output: 'Paris', label: true }];
  const { asked, calibration } = await measure(rightIn(1), lines, { includeExpected: true }, [example]);
  expect(Object.fromEntries(blocksIn(asked[0]?.question ?? ''))).toEqual({
    INPUT: 'capital?',
    EXPECTED: 'Paris',
    ANSWER: 'Paris',
  });
  expect(calibration.figures.n).toBe(1);
});

test('the same labels and the same judge give the same figures', async () => {
  const first = await measure(rightIn(0.9), binaryLabels(100));
  const second = await measure(rightIn(0.9), binaryLabels(100));
  expect(JSON.stringify(second.calibration.figures)).toBe(JSON.stringify(first.calibration.figures));
});

test.each([
  [[{ output: 'x', label: true }], /Line 1[^]*neither "exampleId" nor "input"/],
  [[{ input: 'q', output: 'x', label: 'good' }], /Line 1[^]*"good" is not true or false/],
  [[{ input: 'q', output: 'x', label: 2 }], /Line 1[^]*label 2/],
  [[{ input: 'q', label: true }], /Line 1[^]*output/],
  [
    [
      { input: 'q', output: 'x', label: true },
      { input: 'q', output: 'x', label: false },
    ],
    /Line 2[^]*unnamed said something else of the same output in line 1/,
  ],
  [[{ input: 'q', exampleId: 'ab'.repeat(32), output: 'x', label: true }], /the id of this input is/],
  [[{ exampleId: 'ab'.repeat(32), output: 'x', label: true }], /the dataset has no example abab/],
  [[], /the file is empty/],
])('labels that cannot be understood are refused with their line: %j', async (lines, message) => {
  await expect(measure(rightIn(1), lines)).rejects.toThrow(message);
});
