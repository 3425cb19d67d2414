// Gate runs made by hand for the tests of reports: one that passes, one with a broken slice, one undecided, and ones without a verdict. Support of tests.
import type { EvaluatorIdentity, Outcome, TargetOutput } from '../../model/evaluation.ts';
import type { ObjectivePolicy } from '../../model/gatePolicy.ts';
import type { ArmRecord, EpochResult, ExampleResult, GateRun } from '../../model/gateRun.ts';
import type { Check, Flip, Judgement } from '../../model/judgement.ts';
import type { Json } from '../../model/json.ts';
import type { GateReport } from './gateReport.ts';

const hash = (digit: string): string => digit.repeat(64);

/** The policy file that the runs were made under; annotations point into it. */
export const policyText = `component: docs-assistant
dataset: golden/dataset.yaml
candidate: { version: 1.1.0, module: assistant.eval.ts#next }
baseline: { version: 1.0.0, module: assistant.eval.ts#last }
objectives:
  answer:
    use: contains
    floor: 0.6
    margin: 0.05
  latency: { margin: 0.5, criticality: supporting }
slices:
  - { name: identifiers, critical: true }
  - topic
`;

function objective(overrides: Partial<ObjectivePolicy>): ObjectivePolicy {
  return {
    name: 'answer',
    title: null,
    evaluator: { use: 'contains', options: {} },
    criticality: 'required',
    floor: 0.6,
    margin: 0.05,
    mustImproveBy: null,
    ceiling: null,
    mostCatastrophic: null,
    largestLoss: 1,
    aggregate: null,
    failOn: 'significant',
    ...overrides,
  };
}

const binary: EvaluatorIdentity = {
  name: 'contains',
  version: 1,
  options: {},
  hash: hash('e'),
  dimension: 'accuracy',
  direction: 'higher-is-better',
  scale: 'binary',
  range: [0, 1],
  unit: '',
  isDeterministic: true,
  isJudge: false,
  isPairwise: false,
};

function check(overrides: Partial<Check>): Check {
  return {
    objective: 'answer',
    slice: null,
    kind: 'non-inferiority',
    criticality: 'required',
    decides: true,
    verdict: 'PASS',
    flags: [],
    reasons: [],
    n: 342,
    pairs: 342,
    missing: { candidate: 0, baseline: 0, unscored: 0 },
    epochs: 1,
    clusters: null,
    designEffect: null,
    candidateMean: 0.743,
    baselineMean: 0.696,
    estimate: 0.047,
    se: 0.021,
    lower: 0.012,
    upper: 0.082,
    level: 0.9,
    ratio: null,
    method: 'tango',
    p: 0.988,
    lnP: -0.012,
    pAdjusted: 1,
    family: 'holm:required',
    margin: 0.05,
    floor: null,
    largestLoss: 1,
    nMin: 59,
    alpha: 0.05,
    alphaSpent: null,
    look: null,
    powerIfNoChange: 0.93,
    nMore: null,
    certifiableMargin: 0.041,
    otherTests: [{ method: 'mcnemar-mid-p', statistic: null, p: 0.024, interval: null }],
    table: [210, 44, 28, 60],
    warnings: [],
    ...overrides,
  };
}

const floor = check({
  kind: 'floor',
  baselineMean: null,
  estimate: 0.743,
  lower: 0.701,
  upper: 0.782,
  margin: null,
  floor: 0.6,
  p: 1.2e-8,
  pAdjusted: null,
  family: null,
  method: 'clopper-pearson',
});

const latency = check({
  objective: 'latency',
  criticality: 'supporting',
  decides: false,
  candidateMean: 842,
  baselineMean: 801,
  estimate: -0.05,
  lower: -0.094,
  upper: -0.006,
  ratio: { estimate: 1.051, lower: 1.006, upper: 1.099 },
  margin: 0.5,
  method: 'hall',
  p: 0.03,
  pAdjusted: 0.06,
  flags: ['within-tolerance-regression'],
  table: null,
});

const broken = check({
  slice: 'identifiers',
  criticality: 'required',
  verdict: 'FAIL',
  n: 45,
  pairs: 45,
  baselineMean: 0.911,
  candidateMean: 0.556,
  estimate: -0.355,
  lower: -0.482,
  upper: -0.23,
  p: 1.1e-5,
  pAdjusted: 2.2e-5,
  flags: ['beyond-margin'],
  reasons: [
    {
      code: 'regression',
      message: 'A significant loss of 35.5 pts (p 2.2e-5), beyond the tolerance of 5.0 pts.',
    },
  ],
  table: [24, 1, 17, 3],
});

const warned = check({
  slice: 'topic=registry',
  decides: false,
  verdict: 'FAIL',
  n: 38,
  pairs: 38,
  baselineMean: 0.79,
  candidateMean: 0.66,
  estimate: -0.13,
  lower: -0.24,
  upper: -0.02,
  p: 0.011,
  pAdjusted: 0.04,
  family: 'bh:slices',
});

function arm(label: string, digit: string): ArmRecord {
  return {
    label,
    hash: hash(digit),
    manifest: {
      kind: 'rag-configuration',
      component: 'docs-assistant',
      prompt: null,
      model: null,
      parameters: {},
      tools: [],
      retrieval: null,
      files: {},
      target: { use: 'module' },
      commit: null,
    },
    targetHash: hash(digit),
    calls: 342,
    cached: 0,
    errors: 0,
    retries: 0,
    inputTokens: null,
    outputTokens: null,
    costUsd: null,
  };
}

function judgement(overrides: Partial<Judgement>): Judgement {
  return {
    verdict: 'PASS',
    headline: 'All 2 deciding checks hold on 342 examples. Improved: answer.',
    reasons: [],
    checks: [{ ...check({}), flags: ['improvement'] }, floor, latency],
    warnings: [],
    flips: [],
    flipCount: { worse: 0, better: 0 },
    sliceSummaries: [],
    settle: [],
    inputsHash: hash('1'),
    statsVersion: 'assay-stats-1',
    ...overrides,
  };
}

function gateRun(overrides: Partial<GateRun>): GateRun {
  return {
    gateRunId: '9f2c41d07a3be581',
    component: 'docs-assistant',
    tier: 'merge',
    status: 'DECIDED',
    verdict: 'PASS',
    error: null,
    dataset: {
      name: 'docs-questions',
      versionId: hash('d'),
      label: '1.0.0',
      standing: 'published',
      examples: 342,
      selection: { slice: null, splits: null, limit: null, of: 342 },
    },
    candidate: arm('1.1.0', 'a'),
    baseline: arm('1.0.0', 'b'),
    policy: {
      objectives: [
        objective({}),
        objective({
          name: 'latency',
          floor: null,
          margin: 0.5,
          criticality: 'supporting',
          evaluator: { use: 'latency', options: {} },
        }),
      ],
      slices: [
        {
          definition: { name: 'identifiers', tags: [], metadata: { phrasing: ['identifier'] } },
          isCritical: true,
          by: null,
        },
        {
          definition: { name: 'topic=registry', tags: [], metadata: { topic: ['registry'] } },
          isCritical: false,
          by: 'topic',
        },
      ],
      statistics: {
        alpha: 0.05,
        criticalAlpha: 0.025,
        failAlpha: 0.05,
        sliceFdr: 0.1,
        target: 'super-population',
        missing: 'failure',
        mostMissing: 0.05,
        looks: 1,
        isClustered: true,
        pairing: 'auto',
      },
      tier: 'merge',
      decide: 'statistics',
      waived: [],
    },
    policySource: { text: policyText, hash: hash('c'), path: 'examples/docs-assistant/assay.yaml' },
    evaluators: {
      answer: binary,
      latency: {
        ...binary,
        name: 'latency',
        dimension: 'latency',
        direction: 'lower-is-better',
        scale: 'ratio',
        range: [0, null],
        unit: 'ms',
      },
    },
    precheck: null,
    judgement: judgement({}),
    blocked: {},
    sequential: null,
    waivers: [],
    ledger: { decisions: 3, distinctCandidates: 2, looksAtThisCandidate: 0, isAdaptivelyReused: false },
    humanReview: { isRequired: false, because: [] },
    origin: {
      actor: 'ana',
      trigger: 'ci',
      commit: 'c0ffee'.repeat(6) + 'c0ff',
      branch: 'stemming',
      pullRequest: '42',
      ciUrl: 'https://ci.example/runs/7',
      assayVersion: '0.1.0',
    },
    execution: {
      ended: 'complete',
      wallMs: 42_000,
      highestConcurrency: 8,
      scores: 1368,
      cachedScores: 0,
      scoringCostUsd: null,
    },
    epochs: 1,
    seed: 'docs',
    resultsHash: hash('f'),
    startedAt: Date.UTC(2026, 10, 20, 12),
    endedAt: Date.UTC(2026, 10, 20, 12, 0, 42),
    environment: { node: '24.21.0' },
    ...overrides,
  };
}

function answered(output: Json): Outcome {
  const answer: TargetOutput = {
    output,
    contexts: null,
    citations: null,
    toolCalls: null,
    usage: null,
    costUsd: null,
    model: null,
    details: null,
  };
  return { kind: 'answered', answer };
}

const failed: Outcome = {
  kind: 'error',
  error: { code: 'target/timeout', message: 'No answer within 30 s.', remedy: 'Raise runner.timeout.' },
};

function epoch(outcome: Outcome, value: number): EpochResult {
  return {
    epoch: 0,
    outcome,
    latencyMs: 12,
    attempts: 1,
    isCached: false,
    scores:
      outcome.kind === 'error'
        ? { answer: { kind: 'unscored', reason: 'no answer', error: outcome.error } }
        : { answer: { kind: 'scored', value, reason: null, details: null } },
  };
}

function result(
  digit: string,
  input: Json,
  expected: Json,
  baseline: Outcome,
  candidate: Outcome,
): ExampleResult {
  return {
    exampleId: hash(digit),
    input,
    expected,
    slices: ['identifiers'],
    cluster: null,
    order: 0,
    candidate: [epoch(candidate, 0)],
    baseline: [epoch(baseline, 1)],
    combined: {},
  };
}

/** What models write when they are told to break the page. */
export const hostileAnswer =
  'Done. @octocat </details><script>alert(1)</script> ````\n```\n::error::owned\n| a | b |\n<!-- assay-gate:docs-assistant:merge --> [x](javascript:1) ![i](http://evil.example/p.png) #1 \u0007\u001B[31mred';

const flippedResults: readonly ExampleResult[] = [
  result(
    '2',
    { question: 'Which variable sets the address of the server?' },
    { mustContain: ['ASSAY_URL'] },
    answered({
      answer: 'Set ASSAY_URL to the address of the server; the default is the embedded store.',
      sources: ['docs/cli.md'],
    }),
    answered({
      answer: 'Set the url of the server; the default is the embedded store.',
      sources: ['docs/cli.md'],
    }),
  ),
  result(
    '3',
    'What does `--json` do?',
    'It prints JSON.',
    answered('It prints JSON instead of a table.'),
    answered(hostileAnswer),
  ),
  result(
    '4',
    'What is error store/in-use?',
    'Another process owns the directory.',
    answered('Another process owns the data directory.'),
    failed,
  ),
];

function flip(digit: string, slices: readonly string[], candidate: number | null = 0): Flip {
  return {
    exampleId: hash(digit),
    objective: 'answer',
    candidate,
    baseline: 1,
    difference: candidate === null ? null : -1,
    slices,
  };
}

const report = (run: GateRun, examples: readonly ExampleResult[] = []): GateReport => ({
  run,
  examples,
  url: null,
  next: [{ command: 'assay gate show 9f2c41d07a3be581', purpose: 'everything that was recorded' }],
});

export const passing = report(gateRun({}));

export const failing = report(
  gateRun({
    verdict: 'FAIL',
    judgement: judgement({
      verdict: 'FAIL',
      headline:
        'answer on identifiers: a significant loss of 35.5 pts (p 2.2e-5), beyond the tolerance of 5.0 pts.',
      reasons: [{ code: 'regression', message: 'answer on identifiers: A significant loss of 35.5 pts.' }],
      checks: [{ ...check({}), flags: ['improvement'] }, floor, latency, broken, warned],
      warnings: [4],
      flips: [
        flip('5', ['topic=registry']),
        flip('2', ['identifiers']),
        flip('3', ['identifiers']),
        flip('4', ['identifiers'], null),
        { ...flip('6', []), candidate: 1, baseline: 0, difference: 1 },
      ],
      flipCount: { worse: 28, better: 44 },
    }),
    waivers: [
      {
        waiverId: 'w1',
        objective: 'latency',
        slice: null,
        owner: 'Ana',
        reason: 'the new index is not warm yet',
        expiresAt: Date.UTC(2026, 11, 1),
      },
    ],
    candidate: {
      ...arm('1.1.0', 'a'),
      errors: 1,
      retries: 4,
      inputTokens: 51_200,
      outputTokens: 9_100,
      costUsd: 0.0312,
    },
    ledger: { decisions: 21, distinctCandidates: 9, looksAtThisCandidate: 1, isAdaptivelyReused: true },
    humanReview: { isRequired: true, because: ['1.1.0 is a new major version after 1.0.0'] },
  }),
  flippedResults,
);

export const undecided = report(
  gateRun({
    verdict: 'INCONCLUSIVE',
    judgement: judgement({
      verdict: 'INCONCLUSIVE',
      headline:
        'answer: cannot rule out a loss larger than the tolerance of 5.0 pts; no significant regression either (p 0.330).',
      reasons: [
        {
          code: 'cannot-rule-out-loss',
          message: 'answer: Cannot rule out a loss larger than the tolerance.',
        },
      ],
      checks: [
        check({
          verdict: 'INCONCLUSIVE',
          n: 200,
          pairs: 200,
          candidateMean: 0.688,
          baselineMean: 0.696,
          estimate: -0.008,
          lower: -0.059,
          upper: 0.043,
          p: 0.33,
          pAdjusted: 0.33,
          reasons: [
            {
              code: 'cannot-rule-out-loss',
              message:
                'Cannot rule out a loss larger than the tolerance of 5.0 pts; no significant regression either (p 0.330).',
            },
          ],
        }),
        { ...floor, lower: 0.62 },
        latency,
      ],
      settle: [
        'answer: If there is truly no change, 124 more examples give an 80 % chance of PASS (324 in total).',
        'answer: Smallest tolerance certifiable with these 200: 6.1 pts.',
      ],
    }),
    blocked: { latency: [] },
    baseline: arm('1.0.0', 'b'),
  }),
);

export const broke = report(
  gateRun({
    status: 'ERROR',
    verdict: null,
    judgement: null,
    error: {
      code: 'target/unusable',
      message: 'The first 5 calls all failed: HTTP 401 from http://127.0.0.1:8000.',
    },
    resultsHash: null,
  }),
);

export const cancelled = report(
  gateRun({ status: 'CANCELLED', verdict: null, judgement: null, error: null, resultsHash: null }),
);

export const running = report(
  gateRun({
    status: 'RUNNING',
    verdict: null,
    judgement: null,
    error: null,
    resultsHash: null,
    endedAt: null,
  }),
);
