// Gate files as people write them, well and badly.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { targets } from '../../evals/targets.ts';
import { AssayError } from '../../model/errors.ts';
import type { GateFile } from './gateFile.ts';
import { targetKeys } from './gateFileSchema.ts';
import type { KnownMembers } from './knownMembers.ts';
import type { PolicyProblem } from './policyProblem.ts';
import { gateFileLines, readGateFile } from './readGateFile.ts';
import { gateFileJsonSchema } from './schemaPlaces.ts';

const share = {
  dimension: 'accuracy',
  direction: 'higher-is-better',
  scale: 'binary',
  range: [0, 1],
  unit: '',
  isDeterministic: true,
  isJudge: false,
  isPairwise: false,
  needs: [],
  mayDecide: true,
} as const;

/** Two evaluators, and targets that take everything. */
const members: KnownMembers = {
  evaluator: (use, options) => {
    if (use === 'exact-match') return { kind: 'known', facts: share, options };
    if (use === 'blend') return { kind: 'known', facts: { ...share, mayDecide: false }, options };
    if (use === 'latency') {
      const facts = { ...share, dimension: 'latency', scale: 'ratio', range: [0, null], unit: 'ms' } as const;
      return { kind: 'known', facts: { ...facts, direction: 'lower-is-better' }, options };
    }
    return {
      kind: 'problems',
      problems: [
        { path: [], message: `No evaluator is called \`${use}\`.`, fix: 'Did you mean `exact-match`?' },
      ],
    };
  },
  target: (_use, said) => ({
    kind: 'known',
    facts: null,
    options: typeof said === 'string' ? { name: said } : said,
  }),
};

const read = (text: string): GateFile => readGateFile(text, 'assay.yaml', members);

function problemsOf(text: string | Uint8Array): readonly PolicyProblem[] {
  try {
    readGateFile(text, 'assay.yaml', members);
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    expect(error.code).toBe('policy/invalid');
    // The reader puts them there.
    return error.details['problems'] as readonly PolicyProblem[];
  }
  return [];
}

const told = (text: string | Uint8Array): string[] =>
  problemsOf(text).map(({ line, column, message, fix }) => `${line}:${column} ${message} ${fix}`);

/** The shortest file that is whole. */
const whole = `component: faq
dataset: questions.jsonl
candidate: { module: faq.eval.ts#next }
baseline: { module: faq.eval.ts#last }
objectives:
  answer: exact-match
`;

test('the shortest file is completed with the documented defaults', () => {
  const { source, ...file } = read(whole);
  expect(file).toMatchInlineSnapshot(`
    {
      "baseline": {
        "label": null,
        "manifest": {
          "files": [],
          "model": null,
          "parameters": {},
          "prompt": null,
          "retrieval": null,
          "tools": [],
        },
        "target": {
          "options": {
            "name": "faq.eval.ts#last",
          },
          "use": "module",
        },
      },
      "budget": {
        "costUsd": null,
        "minutes": null,
        "tokens": null,
      },
      "candidate": {
        "label": null,
        "manifest": {
          "files": [],
          "model": null,
          "parameters": {},
          "prompt": null,
          "retrieval": null,
          "tools": [],
        },
        "target": {
          "options": {
            "name": "faq.eval.ts#next",
          },
          "use": "module",
        },
      },
      "component": {
        "kind": "prompt",
        "name": "faq",
      },
      "dataset": {
        "source": "questions.jsonl",
        "version": null,
      },
      "epochs": 1,
      "human": {
        "requiredWhen": [],
        "risk": "low",
      },
      "objectives": [
        {
          "aggregate": null,
          "ceiling": null,
          "criticality": "required",
          "evaluator": {
            "options": {},
            "use": "exact-match",
          },
          "facts": {
            "dimension": "accuracy",
            "direction": "higher-is-better",
            "isDeterministic": true,
            "isJudge": false,
            "isPairwise": false,
            "mayDecide": true,
            "needs": [],
            "range": [
              0,
              1,
            ],
            "scale": "binary",
            "unit": "",
          },
          "failOn": "significant",
          "floor": null,
          "largestLoss": 1,
          "margin": "default",
          "mostCatastrophic": null,
          "mustImproveBy": null,
          "name": "answer",
          "title": null,
        },
      ],
      "runner": {
        "callDeadlineMs": 300000,
        "concurrency": 8,
        "mostAttempts": 5,
        "mostConcurrency": 64,
        "mostOutputBytes": 10000000,
        "timeoutMs": 60000,
      },
      "seed": "assay",
      "slices": [],
      "statistics": {
        "alpha": 0.05,
        "criticalAlpha": 0.025,
        "failAlpha": 0.05,
        "isClustered": true,
        "looks": 1,
        "missing": "failure",
        "mostMissing": 0.05,
        "pairing": "auto",
        "sliceFdr": 0.1,
        "target": "super-population",
      },
      "tiers": {
        "canary": {
          "dataset": null,
          "decide": "statistics",
          "epochs": null,
          "limit": null,
          "objectives": null,
          "slice": null,
          "splits": null,
          "statistics": {},
        },
        "merge": {
          "dataset": null,
          "decide": "statistics",
          "epochs": null,
          "limit": null,
          "objectives": null,
          "slice": null,
          "splits": null,
          "statistics": {},
        },
        "pr": {
          "dataset": null,
          "decide": "all-pass",
          "epochs": null,
          "limit": 10,
          "objectives": "deterministic",
          "slice": null,
          "splits": null,
          "statistics": {},
        },
        "production": {
          "dataset": null,
          "decide": "statistics",
          "epochs": null,
          "limit": null,
          "objectives": null,
          "slice": null,
          "splits": null,
          "statistics": {},
        },
      },
    }
  `);
  expect(source).toMatchObject({ path: 'assay.yaml', folder: '.', text: whole });
  expect([...source.lines].filter(([pointer]) => pointer.startsWith('/objectives'))).toEqual([
    ['/objectives', 5],
    ['/objectives/answer', 6],
  ]);
});

test('what a file says replaces the defaults', () => {
  const file = read(`
component: { name: faq, kind: agent }
dataset: support@1.2.0
candidate:
  version: 1.1.0
  openai: { model: gpt-4.1-2025-04-14, temperature: 0 }
  manifest: { prompt: Answer briefly., parameters: { top: 5 }, files: [prompt.md] }
baseline: { command: python faq.py }
objectives:
  answer: { use: exact-match, title: Right answers, criticality: critical, floor: 0.9, margin: 0.02, mustImproveBy: 0, failOn: beyond-margin, mostCatastrophic: 0.01, largestLoss: 0.5 }
  latency: { margin: none, ceiling: { quantile: 0.95, limit: 2000 }, criticality: supporting }
slices:
  - topic
  - { key: phrasing, critical: [identifier, 3] }
  - { name: unanswerable, critical: true }
  - { name: hard refunds, tags: [refund, hard], metadata: { level: 3, kind: [a, b] } }
tiers:
  pr: { slice: boundary }
  merge: { objectives: [answer], statistics: { sequential: true } }
  production: { epochs: 3, dataset: { source: extended.jsonl }, statistics: { alpha: 0.01 } }
epochs: 2
seed: docs
statistics: { missing: complete-cases, sequential: 3, clustered: false, target: fixed-dataset }
budget: { cost: 5, tokens: 1000000, minutes: 30 }
runner: { concurrency: 100, timeout: 1.5s, attempts: 2, deadline: 2m, mostOutput: 64kB }
human: { requiredWhen: [major-version], risk: high }
`);
  expect(file.component).toEqual({ name: 'faq', kind: 'agent' });
  expect(file.dataset).toEqual({ source: 'support', version: '1.2.0' });
  expect(file.candidate).toMatchObject({
    label: '1.1.0',
    target: { use: 'openai', options: { model: 'gpt-4.1-2025-04-14', temperature: 0 } },
    manifest: { prompt: 'Answer briefly.', parameters: { top: 5 }, files: ['prompt.md'] },
  });
  expect(file.baseline?.target).toEqual({ use: 'command', options: { name: 'python faq.py' } });
  expect(file.objectives).toMatchObject([
    { name: 'answer', criticality: 'critical', floor: 0.9, margin: 0.02, mustImproveBy: 0, largestLoss: 0.5 },
    {
      name: 'latency',
      evaluator: { use: 'latency' },
      margin: null,
      ceiling: { quantile: 0.95, limit: 2000 },
    },
  ]);
  expect(file.slices).toEqual([
    { kind: 'by-name-or-key', name: 'topic' },
    { kind: 'by-key', key: 'phrasing', critical: ['identifier', '3'] },
    { kind: 'of-dataset', name: 'unanswerable', isCritical: true },
    {
      kind: 'named',
      isCritical: false,
      definition: {
        name: 'hard refunds',
        tags: ['hard', 'refund'],
        metadata: { level: [3], kind: ['a', 'b'] },
      },
    },
  ]);
  expect(file.tiers.pr).toMatchObject({ slice: 'boundary', limit: 10, decide: 'all-pass' });
  expect(file.tiers.merge).toMatchObject({ objectives: ['answer'], statistics: { looks: 5 } });
  expect(file.tiers.production).toMatchObject({
    epochs: 3,
    dataset: { source: 'extended.jsonl', version: null },
    statistics: { alpha: 0.01, criticalAlpha: 0.01 },
  });
  expect(file.statistics).toMatchObject({ looks: 3, isClustered: false, missing: 'complete-cases' });
  expect(file.runner).toEqual({
    concurrency: 100,
    mostConcurrency: 100,
    timeoutMs: 1500,
    mostAttempts: 2,
    callDeadlineMs: 120_000,
    mostOutputBytes: 64_000,
  });
  expect(file.human).toEqual({ requiredWhen: ['major-version'], risk: 'high' });
});

test.each([
  ['golden/dataset.yaml', 'golden/dataset.yaml', null],
  ['golden/dataset.yaml@8f3ac1', 'golden/dataset.yaml', '8f3ac1'],
  ['support@1.2.0', 'support', '1.2.0'],
  ['data@2/x.jsonl', 'data@2/x.jsonl', null],
  ['x@2.jsonl', 'x@2.jsonl', null],
  ['@team/set', '@team/set', null],
  ['s3://set', 's3://set', null],
])('the dataset %s is %s, version %s', (said, source, version) => {
  expect(read(whole.replace('questions.jsonl', `'${said}'`)).dataset).toEqual({ source, version });
});

test('without a baseline only floors are demanded', () => {
  const file = read(
    whole.replace(/baseline.*\n/, '').replace('exact-match', '{ use: exact-match, floor: 0.9 }'),
  );
  expect(file.baseline).toBeNull();
  expect(file.objectives[0]).toMatchObject({ floor: 0.9, margin: null });
});

test('everything that is wrong is told at once, with its line, its column and what mends it', () => {
  expect(
    told(`component: 5
datasett: x
candidate: { version: 1.0, module: x, openai: {}, x: 3, manifest: { file: [a] } }
objectives:
  a: { use: exact-match, margin: 0, floor: 5% }
  b: 5
  c/d:
  e: { use: exact-match, margin: x, floor: x, zz: 1 }
  f: { use: exact-match, marign: 0.05, criticality: must }
  g: { use: exact-match, margin: none }
  h: { use: exact-match, floor: 95 }
  i: { use: exactmatch, floor: 0.5 }
slices: [{ key: x, critical: true }, { nam: x }, 5, topic, topic]
tiers: { pr: { limit: 0, objectives: determinstic }, nightly: {}, merge: { objectives: [aa, F] } }
epochs: 1.5
seed:
runner: { timeout: 30, deadline: 5 minutes }
statistics: { criticalAlpha: 0.1, target: fixed-dataset, missing: drop }
`),
  ).toMatchInlineSnapshot(`
    [
      "1:12 \`component\` is \`5\`, but must be text or a map. Write \`component: docs-assistant\`, for example.",
      "2:1 \`datasett\` is not a key of a gate file. Did you mean \`dataset\`?",
      "3:23 \`candidate.version\` is the number 1, but text is wanted. Put it in quotes, as it should read.",
      "3:28 \`candidate\` is reached in two ways: \`openai\` and \`module\`. Keep one of them.",
      "3:51 \`x\` is not a key of \`candidate\`. The keys here are \`version\`, \`openai\`, \`http\`, \`command\`, \`module\`, \`recorded\` and \`manifest\`.",
      "3:69 \`file\` is not a key of \`candidate.manifest\`. Did you mean \`files\`?",
      "5:34 \`objectives.a.margin\` is \`0\`, but must be more than 0. Write \`margin: 0.05\`, for example.",
      "5:44 \`objectives.a.floor\` is \`"5%"\`, but a number is wanted. Write it as a share: \`0.05\`.",
      "6:6 \`objectives.b\` is \`5\`, but must be text or a map. Write \`b: exact-match\`, for example.",
      "7:3 \`objectives.c/d\` is not a name. A name has letters, digits, \`.\`, \`_\`, \`-\` and spaces, at most 100.",
      "8:34 \`objectives.e.margin\` is \`x\`, but must be a number or \`none\`. Write \`margin: 0.05\`, for example.",
      "8:44 \`objectives.e.floor\` is \`x\`, but a number is wanted. Write \`floor: 0.9\`, for example.",
      "8:47 \`zz\` is not a key of \`objectives.e\`. The keys here are \`use\`, \`options\`, \`title\`, \`criticality\`, \`floor\`, \`margin\`, \`mustImproveBy\`, \`ceiling\`, \`mostCatastrophic\`, \`largestLoss\`, \`aggregate\` and \`failOn\`.",
      "9:26 \`marign\` is not a key of \`objectives.f\`. Did you mean \`margin\`?",
      "9:53 \`objectives.f.criticality\` is \`must\`, but must be \`critical\`, \`required\`, \`supporting\` or \`advisory\`. Write \`criticality: required\`, for example.",
      "10:6 \`objectives.g\` demands nothing. Give it a \`floor\`, or the file a \`baseline\`.",
      "11:33 A floor of 95 is outside the range of the evaluator, 0 to 1. Write \`floor: 0.95\`.",
      "12:6 No evaluator is called \`exactmatch\`. Did you mean \`exact-match\`?",
      "13:30 \`slices[0].critical\` is \`true\`, but a list is wanted. Write \`critical: [refunds]\`, for example.",
      "13:40 \`nam\` is not a key of \`slices[1]\`. Did you mean \`name\`?",
      "13:50 \`slices[2]\` is \`5\`, but must be text or a map. Write \`topic\`, for example.",
      "14:23 \`tiers.pr.limit\` is \`0\`, but must be at least 1. Write \`limit: 10\`, for example.",
      "14:38 \`tiers.pr.objectives\` is \`determinstic\`, but must be a list, \`all\` or \`deterministic\`. Did you mean \`deterministic\`?",
      "14:54 \`nightly\` is not a key of \`tiers\`. The keys here are \`pr\`, \`merge\`, \`canary\` and \`production\`.",
      "14:89 No objective is called \`aa\`. Did you mean \`a\`?",
      "14:93 No objective is called \`F\`. Did you mean \`f\`?",
      "15:9 \`epochs\` is \`1.5\`, but a whole number is wanted. Write \`epochs: 1\`, for example.",
      "16:6 \`seed\` has no value. Write \`seed: docs\`, for example. Or remove it.",
      "17:20 \`runner.timeout\` is the number 30, but text is wanted. Write \`timeout: 60s\`, for example.",
      "17:34 \`runner.deadline\` is \`"5 minutes"\`, which is not of the form wanted. Write \`deadline: 5m\`, for example.",
      "18:30 Critical objectives would be held to less certainty (0.1) than others (0.05). Write at most 0.05.",
      "18:43 A claim about this dataset only needs at least two epochs: rerun noise is all its uncertainty. Write \`epochs: 2\` or more.",
      "18:67 \`statistics.missing\` is \`drop\`, but must be \`failure\` or \`complete-cases\`. Write \`missing: failure\`, for example.",
    ]
  `);
});

test.each<[string, string]>([
  ['an unknown evaluator', whole.replace('exact-match', 'exatc')],
  ['a floor in percent', whole.replace('exact-match', '{ use: exact-match, floor: 95 }')],
  ['a margin in percent', whole.replace('exact-match', '{ use: exact-match, margin: 5 }')],
  ['a margin that tolerates everything', whole.replace('exact-match', '{ use: exact-match, margin: 1 }')],
  ['a margin of nothing', whole.replace('exact-match', '{ use: exact-match, margin: -0.1 }')],
  [
    'a margin without a baseline',
    whole.replace(/baseline.*\n/, '').replace('exact-match', '{ use: exact-match, margin: 0.1 }'),
  ],
  [
    'an improvement on no baseline',
    whole.replace(/baseline.*\n/, '').replace('exact-match', '{ use: exact-match, mustImproveBy: 0 }'),
  ],
  ['nothing demanded', whole.replace('exact-match', '{ use: exact-match, margin: none }')],
  [
    'a ceiling for a share',
    whole.replace('exact-match', '{ use: exact-match, ceiling: { quantile: 0.9, limit: 1 } }'),
  ],
  ['a composite that decides', whole.replace('exact-match', 'blend')],
  [
    'objectives that never decide',
    whole.replace('exact-match', '{ use: exact-match, criticality: advisory }'),
  ],
  ['no objectives', whole.replace('\n  answer: exact-match', ' {}')],
  [
    'slices without a comparison',
    `${whole.replace('exact-match', '{ use: exact-match, floor: 0.5, margin: none }')}slices: [topic]\n`,
  ],
  [
    'a critical slice that nothing decides on',
    `${whole.replace('exact-match', '{ use: exact-match, criticality: supporting }')}  b: { use: exact-match, floor: 0.5, margin: none }\nslices: [{ name: x, critical: true }]\n`,
  ],
  ['a slice that cannot be told', `${whole}slices: [{ name: x, key: y }]\n`],
  ['no target', whole.replace('{ module: faq.eval.ts#next }', '{ version: "1" }')],
  ['two targets', whole.replace('{ module: faq.eval.ts#next }', '{ http: x, command: y }')],
  ['a misspelt target', whole.replace('{ module: faq.eval.ts#next }', '{ modul: x }')],
  [
    'a version that YAML reads as a number',
    whole.replace('{ module: faq.eval.ts#next }', '{ version: 1.10, module: x }'),
  ],
  ['a missing part', whole.replace(/candidate.*\n/, '')],
  ['a key said twice', `${whole}epochs: 1\nepochs: 2\n`],
  ['a tab', `${whole}runner:\n\ttimeout: 30s\n`],
  ['two documents', `${whole}---\n${whole}`],
  ['an empty file', ''],
  ['only a comment', '# nothing\n'],
  ['a list', '- a\n'],
  ['text', 'hello'],
  ['broken YAML', `${whole}slices: [a, b\n`],
  ['an unknown anchor', whole.replace('{ module: faq.eval.ts#last }', '*nothing')],
  ['an anchor inside itself', `${whole}budget: &b { cost: *b }\n`],
  ['infinity', `${whole}budget: { cost: .inf }\n`],
  ['a prototype', `${whole}__proto__: { a: 1 }\n`],
  ['a tag', `${whole}seed: !!js/function x\n`],
  ['a control character', `${whole}seed: "a\u0007"\n`],
])('%s is told with its place and a fix', (_, text) => {
  const problems = told(text);
  expect(problems.length).toBeGreaterThan(0);
  expect(problems).toMatchSnapshot();
});

test('bytes that are not UTF-8 are refused, a byte order mark is not', () => {
  expect(told(new Uint8Array([0xff, 0xfe, 0x61, 0x00]))).toEqual([
    '1:1 The file is not UTF-8 text. Save it in UTF-8.',
  ]);
  expect(told(new TextEncoder().encode(`\u{FEFF}${whole}`))).toEqual([]);
});

test('anchors and merges are followed, keys in place win', () => {
  const file = read(
    whole
      .replace('{ module: faq.eval.ts#last }', '&arm { module: faq.eval.ts#last, version: "1" }')
      .replace('{ module: faq.eval.ts#next }', '{ module: faq.eval.ts#next }') +
      'budget: { <<: { cost: 1, tokens: 5 }, cost: 2 }\n',
  );
  expect(file.budget).toEqual({ costUsd: 2, tokens: 5, minutes: null });
});

test('a file that grows a thousandfold by its aliases is refused quickly', () => {
  const levels = Array.from({ length: 9 }, (_, level) =>
    level === 0
      ? 'a0: &a0 [x, x, x, x, x, x, x, x, x]'
      : `a${level}: &a${level} [${Array(9)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
  );
  expect(told(levels.join('\n')).join()).toContain('more than 20000 values');
  expect(told('['.repeat(100_000)).join()).toContain('nested too deeply');
  expect(told(`a: ${'x'.repeat(200_000)}`).join()).toContain('at most 200000');
});

test('a file of nothing but mistakes tells the first fifty and how many are left', () => {
  const keys = Array.from({ length: 80 }, (_, index) => `key${index}: 1`).join('\n');
  expect(problemsOf(`${whole}${keys}`)).toHaveLength(50);
  expect(() => read(`${whole}${keys}`)).toThrow(/and 30 more$/);
});

test('the published schema accepts what is read and refuses what its schema refuses', () => {
  const check = new Ajv2020({ strict: false }).compile(gateFileJsonSchema());
  expect(check(parse(whole))).toBe(true);
  expect(check(parse(whole.replace('exact-match', '{ use: exact-match, margin: 0 }')))).toBe(false);
  expect(check(parse(`${whole}epoch: 1`))).toBe(false);
});

test('lines are found in a stored text without reading it as a policy', () => {
  expect(gateFileLines(whole).get('/objectives/answer')).toBe(6);
  expect(gateFileLines('a: [').size).toBe(0);
});

test('the evaluators and targets of the house are known, with their options and defaults', () => {
  const file = readGateFile(
    `component: faq
dataset: questions.jsonl
candidate: { module: faq.eval.ts#next }
baseline: { recorded: answers.jsonl }
objectives:
  exact-match:
  latency: { margin: 0.5, criticality: supporting }
`,
    'assay.yaml',
  );
  expect(file.candidate.target).toMatchObject({
    use: 'module',
    options: { file: 'faq.eval.ts', export: 'next' },
  });
  expect(file.baseline?.target).toMatchObject({ use: 'recorded', options: { file: 'answers.jsonl' } });
  expect(file.objectives).toMatchObject([
    { facts: { scale: 'binary', mayDecide: true } },
    { facts: { scale: 'ratio', unit: 'ms' } },
  ]);
});

test('members and options of the house that do not exist are told where they stand', () => {
  expect(() =>
    readGateFile(
      `component: faq
dataset: questions.jsonl
candidate: { http: { urll: 'http://127.0.0.1' } }
baseline: { module: x }
objectives:
  a: exact-mach
  b: { use: regex, options: { pattern: '(' } }
  c: { use: exact-match, options: { casing: 1 } }
`,
      'assay.yaml',
    ),
  ).toThrowErrorMatchingInlineSnapshot(`
    [AssayError: assay.yaml:3:28 http: \`urll\` is no option. Did you mean \`url\`?
    assay.yaml:6:6 No evaluator is called exact-mach. Did you mean exact-match?
    assay.yaml:7:40 pattern: Invalid regular expression: /(/u: Unterminated group. Correct the option named in the message; docs/evaluators.md lists the options of each evaluator.
    assay.yaml:8:45 exact-match: \`casing\` is no option. Correct the option named in the message; docs/evaluators.md lists the options of each evaluator.]
  `);
});

test('every target of the house is a key of an arm', () => {
  expect([...targetKeys].sort()).toEqual(targets.map(({ name }) => name).sort());
});
