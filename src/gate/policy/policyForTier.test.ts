// The policy of a tier on a dataset: slices found, margins chosen, and what the dataset does not have.
import { expect, test } from 'vitest';
import type { ResolvedDataset } from '../../model/dataset.ts';
import type { Example } from '../../model/example.ts';
import type { JsonObject } from '../../model/json.ts';
import { AssayError } from '../../model/errors.ts';
import type { GateFile } from './gateFile.ts';
import type { KnownMembers } from './knownMembers.ts';
import type { PolicyProblem } from './policyProblem.ts';
import { policyForTier } from './policyForTier.ts';
import { readGateFile } from './readGateFile.ts';

const members: KnownMembers = {
  evaluator: (use, options) => ({
    kind: 'known',
    options,
    facts: {
      dimension: use === 'cost' ? 'cost' : 'accuracy',
      direction: 'higher-is-better',
      scale: use === 'cost' || use === 'latency' ? 'ratio' : 'binary',
      range: [0, 1],
      unit: '',
      isDeterministic: use !== 'judge',
      isJudge: use === 'judge',
      isPairwise: false,
      needs: [],
      mayDecide: true,
    },
  }),
  target: () => ({ kind: 'known', facts: null, options: {} }),
};

function file(rest: string): GateFile {
  const head = 'component: faq\ndataset: x\ncandidate: { module: a }\nbaseline: { module: b }\n';
  return readGateFile(`${head}${rest}`, 'assay.yaml', members);
}

function example(
  index: number,
  metadata: JsonObject,
  tags: string[] = [],
  split: string | null = null,
): Example {
  return { exampleId: String(index), input: index, expected: null, metadata, tags, split, cluster: null };
}

function dataset(examples: readonly Example[]): ResolvedDataset {
  return {
    name: 'questions',
    versionId: 'f'.repeat(64),
    standing: 'file',
    card: {
      description: null,
      curator: null,
      custodian: null,
      classification: 'internal',
      limitations: [],
      licence: null,
    },
    label: null,
    source: 'questions.jsonl',
    examples,
    slices: [{ name: 'unanswerable', tags: ['unanswerable'], metadata: {} }],
    inputSchema: null,
  };
}

const questions = dataset([
  example(0, { topic: 'refunds', level: 3 }, ['unanswerable']),
  example(1, { topic: ['delivery', 'refunds'], level: 3 }),
  example(2, { topic: 'delivery', level: 1 }, ['boundary'], 'holdout'),
]);

const answer = 'objectives: { answer: exact-match }\n';

test('named slices, slices of the dataset and the values of a key become slices', () => {
  const policy = policyForTier(
    file(`${answer}slices:
  - unanswerable
  - { key: topic, critical: [refunds] }
  - { name: hard, metadata: { level: [3, 4] }, critical: true }
`),
    'merge',
    questions,
  );
  expect(policy.slices).toEqual([
    {
      definition: { name: 'unanswerable', tags: ['unanswerable'], metadata: {} },
      isCritical: false,
      by: null,
    },
    {
      definition: { name: 'topic=delivery', tags: [], metadata: { topic: ['delivery'] } },
      isCritical: false,
      by: 'topic',
    },
    {
      definition: { name: 'topic=refunds', tags: [], metadata: { topic: ['refunds'] } },
      isCritical: true,
      by: 'topic',
    },
    { definition: { name: 'hard', tags: [], metadata: { level: [3, 4] } }, isCritical: true, by: null },
  ]);
  expect(policy).toMatchObject({ tier: 'merge', decide: 'statistics', waived: [] });
});

test('slices that the dataset does not have are told at their lines', () => {
  try {
    policyForTier(
      file(`${answer}slices:
  - topics
  - { key: topic, critical: [refund] }
  - { name: unansverable }
  - { name: hard, metadata: { level: "3" } }
  - { name: edge, tags: [boundry] }
  - { name: both, tags: [boundary, unanswerable] }
tiers: { merge: { slice: boundry } }
`),
      'merge',
      questions,
    );
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    const problems = error.details['problems'] as readonly PolicyProblem[];
    expect(problems.map(({ line, message, fix }) => `${line} ${message} ${fix}`)).toMatchInlineSnapshot(`
      [
        "7 The dataset \`questions\` has neither a slice nor a metadata key \`topics\`. Did you mean \`topic\`?",
        "8 No example has the value \`refund\` for \`topic\`. Did you mean \`refunds\`?",
        "9 The dataset \`questions\` has neither a slice nor a metadata key \`unansverable\`. Did you mean \`unanswerable\`?",
        "10 No example of \`questions\` belongs to the slice \`hard\`. No example meets all of its conditions at once.",
        "11 No example of \`questions\` belongs to the slice \`edge\`. Did you mean \`boundary\`?",
        "12 No example of \`questions\` belongs to the slice \`both\`. No example meets all of its conditions at once.",
        "13 The dataset \`questions\` has no slice \`boundry\`. Define it under \`slices:\`, or in the dataset.",
      ]
    `);
  }
});

test('a key with a value for every example makes no slices', () => {
  const many = dataset(Array.from({ length: 60 }, (_, index) => example(index, { id: index })));
  expect(() => policyForTier(file(`${answer}slices: [id]\n`), 'merge', many)).toThrow(
    'assay.yaml:6:1 The key `id` has 60 values; at most 50 can be slices.',
  );
});

test('the tolerated loss follows the scale and the number of examples', () => {
  const margins = (count: number, tier: 'merge' | 'production'): (number | null)[] =>
    policyForTier(
      file(`objectives: { answer: exact-match, latency: , cost: , own: { use: exact-match, margin: 0.2 } }
tiers: { production: { limit: 100 } }
`),
      tier,
      dataset(Array.from({ length: count }, (_, index) => example(index, {}))),
    ).objectives.map(({ margin }) => margin);
  expect(margins(1999, 'merge')).toEqual([0.05, 0.1, 0.05, 0.2]);
  expect(margins(2000, 'merge')).toEqual([0.02, 0.1, 0.05, 0.2]);
  expect(margins(2000, 'production')).toEqual([0.05, 0.1, 0.05, 0.2]);
});

test('a pull request is held to deterministic objectives, each of which must hold', () => {
  const both = file('objectives: { answer: exact-match, tone: { use: judge } }\n');
  const policy = policyForTier(both, 'pr', questions);
  expect(policy.objectives.map(({ name }) => name)).toEqual(['answer']);
  expect(policy.decide).toBe('all-pass');
  expect(policyForTier(both, 'merge', questions).objectives).toHaveLength(2);
  expect(() => policyForTier(file('objectives: { tone: { use: judge } }\n'), 'pr', questions)).toThrow(
    'No objective that decides takes part in the tier `pr`',
  );
});

test('what a tier says of statistics replaces what the file says', () => {
  const policy = policyForTier(
    file(
      `${answer}statistics: { alpha: 0.1, sequential: true }\ntiers: { merge: { statistics: { sequential: false } } }\n`,
    ),
    'merge',
    questions,
  );
  expect(policy.statistics).toMatchObject({ alpha: 0.1, criticalAlpha: 0.025, looks: 1 });
});

test('a tier may take a slice of the file, of the dataset, or a value of a key that is listed', () => {
  const takes = (slice: string): string => {
    const text = `${answer}slices: [topic, { name: hard, metadata: { level: 3 } }]\ntiers: { merge: { slice: '${slice}' } }\n`;
    return policyForTier(file(text), 'merge', questions).tier;
  };
  expect(['hard', 'unanswerable', 'topic=refunds'].map(takes)).toEqual(['merge', 'merge', 'merge']);
  expect(() => takes('level=3')).toThrow('has no slice `level=3`');
});
