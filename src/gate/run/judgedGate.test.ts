// A gate whose deciding objective is scored by a judge: from never measured, over measured, to fooled. Through the front door.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ScriptedEndpoint, scriptedEndpoint } from '../../../tests/scriptedEndpoint.ts';
import { blocksIn, chance, say } from '../../../tests/scriptedJudge.ts';
import { calibrateJudge, type CalibrationMade } from '../../evals/judges/calibration/calibrateJudge.ts';
import { openEvaluator } from '../../evals/openEvaluator.ts';
import type { ExampleResult, GateRun } from '../../model/gateRun.ts';
import type { JsonObject } from '../../model/json.ts';
import { canonicalHash } from '../../datasets/canonicalHash.ts';
import { type TestAssay, testAssay } from '../../server/testAssay.ts';
import { stateOfNumber, xoshiro128 } from '../../stats/xoshiro128.ts';
import { readGateFile } from '../policy/readGateFile.ts';
import { judgeDriftAlert } from '../../evals/judges/calibration/driftedJudges.ts';
import { judgeResults } from './judgeResults.ts';
import { withHumanLabels } from './humanLabels.ts';
import { decodeResults } from './resultLines.ts';
import { type GateOutcome, runGate } from './runGate.ts';

const signal = new AbortController().signal;
const size = 400;
let assay: TestAssay;
let endpoint: ScriptedEndpoint;
let folder: string;

/** Right in 97 of 100 cases, unless the answer flatters: then it is always content. */
function decide(answer: string): 'pass' | 'fail' {
  if (answer.includes('certainly')) return 'pass';
  const truth = answer.includes('good');
  return truth === chance('judge', answer) < 0.97 ? 'pass' : 'fail';
}

/** Which of two answers is better, whichever comes first. */
function compare(blocks: ReadonlyMap<string, string>): 'first' | 'second' | 'tie' {
  const [first, second] = ['FIRST ANSWER', 'SECOND ANSWER'].map(
    (name) => blocks.get(name)?.includes('good') === true,
  );
  return first === second ? 'tie' : first === true ? 'first' : 'second';
}

beforeEach(async () => {
  assay = await testAssay();
  folder = mkdtempSync(join(tmpdir(), 'assay-judged-'));
  endpoint = await scriptedEndpoint(({ question }) => {
    const blocks = blocksIn(question);
    const answer = blocks.get('ANSWER');
    return say(
      JSON.stringify({
        reason: 'so it is',
        ...(answer === undefined ? { winner: compare(blocks) } : { verdict: decide(answer) }),
      }),
    );
  });
});

afterEach(async () => {
  await endpoint.close();
  await assay.close();
  rmSync(folder, { recursive: true, force: true });
});

const question = (i: number): string => `question ${i}`;
const lines = (rows: readonly JsonObject[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** Answers of a version: good with a probability, the same words whenever version, example and quality are the same. */
function answers(version: string, goodShare: number, flourish = ''): readonly string[] {
  return Array.from({ length: size }, (_, i) => {
    const isRerolled = version !== 'baseline' && chance('reroll', String(i)) < 0.1;
    const isGood = chance(isRerolled ? version : 'baseline', String(i)) < goodShare;
    return `${flourish}${isGood ? 'good' : 'bad'} answer to ${question(i)}`;
  });
}

function record(file: string, outputs: readonly string[]): void {
  writeFileSync(join(folder, file), lines(outputs.map((output, i) => ({ input: question(i), output }))));
}

function policy(options: JsonObject = {}, objective: JsonObject = {}, others: JsonObject = {}): string {
  const judge = {
    rubric: 'The answer is good.',
    model: 'judge-2026-01-01',
    baseUrl: endpoint.baseUrl,
    ...options,
  };
  return JSON.stringify({
    component: 'answers',
    dataset: 'examples.jsonl',
    candidate: { version: '1.1.0', recorded: 'candidate.jsonl' },
    baseline: { version: '1.0.0', recorded: 'baseline.jsonl' },
    objectives: { quality: { use: 'judge', margin: 0.1, options: judge, ...objective }, ...others },
  });
}

async function gate(yaml: string): Promise<GateOutcome> {
  writeFileSync(
    join(folder, 'examples.jsonl'),
    lines(Array.from({ length: size }, (_, i) => ({ input: question(i) }))),
  );
  const file = readGateFile(yaml, join(folder, 'assay.yaml'));
  const origin = {
    actor: 'ada',
    trigger: 'cli',
    commit: null,
    branch: null,
    pullRequest: null,
    ciUrl: null,
    assayVersion: 'test',
  };
  return runGate(assay.gate, { file, tier: 'merge', origin, isForced: true, usesCache: true }, {}, signal);
}

/** Labelled answers to other questions, half of them good; what people say is the truth. */
const otherLabels = lines(
  Array.from({ length: 240 }, (_, i) => ({
    input: `other question ${i}`,
    output: `${i % 2 === 0 ? 'good' : 'bad'} answer number ${i}`,
    label: i % 2 === 0,
    rater: 'ada',
  })),
);

async function calibrate(labels: string, options: JsonObject = {}): Promise<CalibrationMade> {
  const file = readGateFile(policy(options), join(folder, 'assay.yaml'));
  const [objective] = file.objectives;
  if (objective === undefined) throw new Error('the policy has an objective');
  const evaluator = await openEvaluator(objective.evaluator, { ...assay.gate, folder });
  return calibrateJudge(
    assay.gate,
    {
      component: 'answers',
      objective: 'quality',
      evaluator,
      labels: { bytes: Buffer.from(labels), source: 'labels.jsonl' },
      examples: new Map(),
      actor: 'ada',
      usesCache: true,
    },
    signal,
  );
}

const reasonCodes = ({ run }: GateOutcome): readonly string[] =>
  (run.judgement?.checks ?? []).flatMap(({ reasons }) => reasons.map(({ code }) => code));

describe('a judge decides once it was measured', () => {
  beforeEach(() => {
    record('baseline.jsonl', answers('baseline', 0.85));
    record('candidate.jsonl', answers('candidate', 0.85));
  });

  test('never before; a changed rubric has to be measured again, and so has an old measurement', async () => {
    const before = await gate(policy());
    expect(before.run.verdict).toBe('INCONCLUSIVE');
    expect(reasonCodes(before)).toContain('judge-uncalibrated');
    expect(before.run.blocked['quality']?.[0]?.message).toMatch(
      /never measured[^]*assay judge calibrate <gate file> --objective quality/,
    );

    const { calibration } = await calibrate(otherLabels);
    expect(calibration.figures).toMatchObject({ kind: 'binary', n: 240, unparseable: 0, disputed: 0 });
    expect(calibration.figures.headline.value).toBeGreaterThan(0.85);
    const asked = endpoint.asked.length;
    const after = await gate(policy());
    expect(after.run.verdict).toBe('PASS');
    expect(after.run.blocked).toEqual({});
    // What was judged before is not judged again.
    expect(endpoint.asked.length).toBe(asked);

    const changed = await gate(policy({ rubric: 'The answer is very good.' }));
    expect(changed.run.verdict).toBe('INCONCLUSIVE');
    expect(changed.run.blocked['quality']?.[0]?.message).toMatch(/this has changed: rubric/);
    const other = await gate(policy({ model: 'judge-2026-02-02' }));
    expect(other.run.blocked['quality']?.[0]?.message).toContain(
      'model (judge-2026-01-01 → judge-2026-02-02)',
    );

    assay.advance(91 * 24 * 3600 * 1000);
    const old = await gate(policy());
    expect(old.run.verdict).toBe('INCONCLUSIVE');
    expect(old.run.blocked['quality']?.[0]?.message).toMatch(/91 days ago/);
  }, 60_000);

  test('not with a drift alarm open, nor on too few labels', async () => {
    const { calibration } = await calibrate(otherLabels);
    await assay.store.gateRuns.raiseAlert({
      alertId: 'drift-1',
      kind: judgeDriftAlert,
      subject: `judge:${calibration.pin.judgeHash}`,
      message: 'it drifted',
      recipient: null,
      raisedAt: assay.gate.now(),
      acknowledgedAt: null,
    });
    expect((await gate(policy())).run.blocked['quality']?.[0]?.message).toMatch(/drifted/);
    await assay.store.gateRuns.acknowledgeAlert('drift-1', assay.gate.now());
    expect((await gate(policy())).run.verdict).toBe('PASS');
    await calibrate(otherLabels.split('\n').slice(0, 50).join('\n'));
    expect((await gate(policy())).run.blocked['quality']?.[0]?.message).toMatch(/50 labelled outputs/);
  }, 60_000);

  test('an objective that does not decide is shown without being measured', async () => {
    const { run } = await gate(policy({}, { criticality: 'advisory' }, { length: {} }));
    expect(run.blocked).toEqual({});
  }, 60_000);
});

describe('a judge that the change fools', () => {
  const good = 0.85;
  const worse = 0.7;
  const candidate = answers('candidate', worse, 'certainly, ');
  const baseline = answers('baseline', good);

  /** People label both versions' answers of a random part of the examples. */
  const labelsOfBoth = lines(
    Array.from({ length: size }, (_, i) => i)
      .filter((i) => chance('labelled', String(i)) < 0.4)
      .flatMap((i) =>
        (['candidate', 'baseline'] as const).map((arm) => {
          const output = (arm === 'candidate' ? candidate : baseline)[i] ?? '';
          return { input: question(i), output, label: output.includes('good'), arm, rater: 'ada' };
        }),
      ),
  );

  beforeEach(() => {
    record('baseline.jsonl', baseline);
    record('candidate.jsonl', candidate);
  });

  test('passes it when only yesterday’s answers were labelled, and does not when both versions’ are', async () => {
    await calibrate(otherLabels);
    expect((await gate(policy())).run.verdict).toBe('PASS');
    writeFileSync(join(folder, 'labels.jsonl'), labelsOfBoth);
    const corrected = await gate(policy({ labels: 'labels.jsonl' }));
    expect(corrected.run.verdict).not.toBe('PASS');
    const [check] = corrected.run.judgement?.checks ?? [];
    expect(check?.method).toMatch(/ppi/);
    expect(check?.estimate).toBeLessThan(-0.05);
    expect(check?.warnings.join()).toMatch(/errs differently/);
  }, 60_000);

  test('is found out by a calibration with labels of both versions', async () => {
    const { calibration } = await calibrate(labelsOfBoth);
    expect(calibration.figures.differential?.bias).toBeLessThan(-0.1);
    const { run } = await gate(policy());
    expect(run.verdict).not.toBe('PASS');
    expect(run.blocked['quality']?.[0]?.message).toMatch(/errs differently on the two versions/);
  }, 60_000);

  test('labels are stored with the results, so that a recomputation gives the same judgement', async () => {
    await calibrate(otherLabels);
    writeFileSync(join(folder, 'labels.jsonl'), labelsOfBoth);
    const { run } = await gate(policy({ labels: 'labels.jsonl' }));
    const stored = await assay.store.gateRuns.results(run.gateRunId);
    const results = decodeResults(stored ?? new Uint8Array());
    expect(results.filter(({ human }) => human?.['quality']?.candidate !== null).length).toBeGreaterThan(100);
    expect(JSON.stringify(judgeResults(run, results))).toBe(JSON.stringify(run.judgement));
  }, 60_000);
});

describe('a judge of pairs', () => {
  const pairwise = { scale: 'pairwise' };
  const labels = lines(
    Array.from({ length: 200 }, (_, i) => ({
      input: `other question ${i}`,
      output: `${i % 2 === 0 ? 'good' : 'bad'} answer ${i}`,
      opponent: `${i % 2 === 0 ? 'bad' : 'good'} answer of the other ${i}`,
      label: i % 2 === 0 ? 'win' : 'loss',
    })),
  );

  test.each([
    ['as good', 0.85, 'PASS', 0],
    ['worse', 0.35, 'FAIL', -0.05],
  ])(
    'a version that is %s is compared with the other by wins and losses',
    async (_, share, verdict, most) => {
      record('baseline.jsonl', answers('baseline', 0.85));
      const candidate = answers('candidate', share);
      record('candidate.jsonl', candidate);
      await calibrate(labels, pairwise);
      const { run } = await gate(policy(pairwise));
      expect(run.verdict).toBe(verdict);
      const [check] = run.judgement?.checks ?? [];
      expect(check).toMatchObject({ pairs: size, candidateMean: expect.any(Number) as number });
      expect(check?.estimate).toBeLessThan(most + 0.05);
      // Wins less losses: the means of the two arms add up to one.
      expect((check?.candidateMean ?? 0) + (check?.baselineMean ?? 0)).toBeCloseTo(1, 9);
    },
    60_000,
  );
});

describe('labels found by content', () => {
  const result = (i: number, isChanged: boolean): ExampleResult => {
    const answered = (output: string): ExampleResult['candidate'][number] => ({
      epoch: 0,
      outcome: {
        kind: 'answered',
        answer: {
          output,
          contexts: null,
          citations: null,
          toolCalls: null,
          usage: null,
          costUsd: null,
          model: null,
          details: null,
        },
      },
      latencyMs: null,
      attempts: 0,
      isCached: false,
      scores: {},
    });
    return {
      exampleId: `example ${i}`,
      order: i,
      input: i,
      expected: null,
      slices: [],
      cluster: null,
      candidate: [answered(isChanged ? 'new' : 'old')],
      baseline: [answered('old')],
      combined: {},
    };
  };
  const labelsFor = (examples: readonly number[], outputs: readonly string[], isNamed: boolean) => [
    {
      objective: 'quality',
      isNamed,
      values: new Map(
        examples.map((i) => [
          `example ${i}`,
          new Map(outputs.map((output) => [canonicalHash(output), 1] as const)),
        ]),
      ),
    },
  ];
  const all = Array.from({ length: 400 }, (_, i) => i);
  const results = all.map((i) => result(i, i % 2 === 0));
  const labelled = (found: readonly ExampleResult[]): number =>
    found.filter(({ human }) => human?.['quality']?.candidate === 1).length;

  test('serve when there are a hundred pairs of them; fewer only where the gate file names them', () => {
    const enough = labelsFor(all.slice(0, 100), ['old', 'new'], false);
    expect(labelled(withHumanLabels(results, enough, 400))).toBe(100);
    const few = all.slice(0, 99);
    expect(withHumanLabels(results, labelsFor(few, ['old', 'new'], false), 400)).toBe(results);
    expect(labelled(withHumanLabels(results, labelsFor(few, ['old', 'new'], true), 400))).toBe(99);
  });

  test('that cover only what did not change are no random part, and decide nothing', () => {
    const onlyOld = labelsFor(all, ['old'], false);
    expect(withHumanLabels(results, onlyOld, 400)).toBe(results);
    const named = withHumanLabels(results, labelsFor(all, ['old'], true), 400);
    expect(named.every(({ human }) => human?.['quality']?.candidate === null)).toBe(true);
  });
});

test('in simulation a judge fooled by the candidate lets an unacceptable one pass as rarely as promised, once people labelled both', () => {
  const trials = 400;
  const margin = 0.05;
  const n = 600;
  let corrected = 0;
  let naive = 0;
  for (let trial = 0; trial < trials; trial++) {
    const random = xoshiro128(stateOfNumber(40_000 + trial));
    const hit = (p: number): boolean => random.nextUniform() < p;
    const rows = Array.from({ length: n }, (_, i) => {
      const baseline = hit(0.8);
      // Worse by exactly the margin: what may pass in one of twenty trials.
      const candidate = baseline ? !hit(0.1) : hit(0.15);
      return {
        human: { candidate: Number(candidate), baseline: Number(baseline) },
        judge: {
          candidate: Number(candidate ? hit(0.95) : hit(0.45)),
          baseline: Number(baseline ? hit(0.95) : hit(0.15)),
        },
        isLabelled: i < 150,
      };
    });
    corrected += Number(verdictOf(rows, true, margin) === 'PASS');
    naive += Number(verdictOf(rows, false, margin) === 'PASS');
  }
  // Nominal 0.05; three standard errors of the simulation above.
  expect(corrected / trials).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / trials));
  expect(naive / trials).toBeGreaterThan(0.5);
}, 60_000);

interface Row {
  readonly human: { readonly candidate: number; readonly baseline: number };
  readonly judge: { readonly candidate: number; readonly baseline: number };
  readonly isLabelled: boolean;
}

function verdictOf(rows: readonly Row[], hasLabels: boolean, margin: number): string {
  const file = readGateFile(
    JSON.stringify({
      component: 'c',
      dataset: 'd',
      candidate: { recorded: 'a' },
      baseline: { recorded: 'b' },
      objectives: { quality: { use: 'exact-match', margin } },
    }),
    '/none/assay.yaml',
  );
  const [objective] = file.objectives;
  if (objective === undefined) throw new Error('the policy has an objective');
  const arm = (row: Row, which: 'candidate' | 'baseline'): ExampleResult['candidate'] => [
    {
      epoch: 0,
      outcome: { kind: 'answered', answer: { ...blank, output: which } },
      latencyMs: null,
      attempts: 0,
      isCached: false,
      scores: { quality: { kind: 'scored', value: row.judge[which], reason: null, details: null } },
    },
  ];
  const results = rows.map((row, i): ExampleResult => ({
    exampleId: String(i).padStart(8, '0'),
    order: i,
    input: i,
    expected: null,
    slices: [],
    cluster: null,
    candidate: arm(row, 'candidate'),
    baseline: arm(row, 'baseline'),
    combined: {},
    ...(hasLabels
      ? { human: { quality: row.isLabelled ? row.human : { candidate: null, baseline: null } } }
      : {}),
  }));
  const run: Parameters<typeof judgeResults>[0] = {
    policy: {
      objectives: [{ ...objective, margin }],
      slices: [],
      statistics: file.statistics,
      tier: 'merge',
      decide: 'statistics',
      waived: [],
    },
    evaluators: {
      quality: {
        name: 'judge',
        version: 1,
        options: {},
        hash: 'j',
        dimension: 'custom',
        direction: 'higher-is-better',
        scale: 'binary',
        range: [0, 1],
        unit: '',
        isDeterministic: false,
        isJudge: true,
        isPairwise: false,
      },
    },
    blocked: {},
    epochs: 1,
    baseline: someArm,
    sequential: null,
    dataset: {
      name: 'd',
      versionId: 'v',
      label: null,
      standing: 'file',
      examples: rows.length,
      selection: null,
    },
  };
  return judgeResults(run, results).verdict;
}

const blank = {
  contexts: null,
  citations: null,
  toolCalls: null,
  usage: null,
  costUsd: null,
  model: null,
  details: null,
};

const someArm: NonNullable<GateRun['baseline']> = {
  label: null,
  hash: 'h',
  manifest: {
    kind: 'prompt',
    component: 'c',
    prompt: null,
    model: null,
    parameters: {},
    tools: [],
    retrieval: null,
    files: {},
    target: {},
    commit: null,
  },
  targetHash: 't',
  calls: 0,
  cached: 0,
  errors: 0,
  retries: 0,
  inputTokens: null,
  outputTokens: null,
  costUsd: null,
};
