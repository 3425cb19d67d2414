// Holds the golden set of the example to the documentation it asks about: a wrong expectation would blame the wrong version.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { refusal } from '../examples/docs-assistant/assistant/assistant.ts';
import { readCorpus } from '../examples/docs-assistant/assistant/readCorpus.ts';
import { sentencesOf } from '../examples/docs-assistant/assistant/sentencesOf.ts';
import { openFiles } from '../src/datasets/opening/openFiles.ts';
import { policyForTier } from '../src/gate/policy/policyForTier.ts';
import { readGateFile } from '../src/gate/policy/readGateFile.ts';
import * as versions from '../examples/docs-assistant/assistant.eval.ts';

interface Example {
  readonly input: { readonly question: string };
  readonly expected: {
    readonly answer: string;
    readonly mustContain: readonly string[];
    readonly sources: readonly string[];
    readonly answerable: boolean;
    readonly absentTerms?: readonly string[];
  };
  readonly metadata: Readonly<
    Record<'topic' | 'difficulty' | 'phrasing' | 'curator' | 'created', string | undefined>
  >;
  readonly tags?: readonly string[];
  readonly cluster?: string;
}

const folder = join(import.meta.dirname, '../examples/docs-assistant');
const passages = readCorpus(join(folder, 'corpus'));
const examples = readFileSync(join(folder, 'golden/questions.jsonl'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Example);
const answerable = examples.filter(({ expected }) => expected.answerable);
const unanswerable = examples.filter(({ expected }) => !expected.answerable);

test('each source that an example names holds the whole answer, in one passage', () => {
  const wrong = answerable.flatMap(({ input, expected }) =>
    expected.sources
      .filter(
        (source) =>
          !passages.some(
            (passage) =>
              passage.source === source && expected.mustContain.every((text) => passage.text.includes(text)),
          ),
      )
      .map((source) => `${input.question} ← ${source}`),
  );
  expect(wrong).toEqual([]);
  expect(answerable.filter(({ expected }) => expected.sources.length === 0)).toEqual([]);
});

test('what an answer must contain says something, and a refusal does not contain it', () => {
  const empty = answerable.filter(
    ({ expected: { mustContain } }) =>
      mustContain.length === 0 || mustContain.some((text) => text.length < 3 || refusal.includes(text)),
  );
  expect(empty.map(({ input }) => input.question)).toEqual([]);
});

test('an unanswerable question is about something that the documentation never mentions', () => {
  const corpus = passages
    .map(({ text, headings }) => [...headings, text].join('\n').toLowerCase())
    .join('\n');
  const mentioned = unanswerable.flatMap(({ expected: { absentTerms = [] } }) =>
    absentTerms.filter((term) => corpus.includes(term.toLowerCase())),
  );
  expect(mentioned).toEqual([]);
  for (const { expected, tags } of unanswerable) {
    expect(expected.absentTerms?.length).toBeGreaterThan(0);
    expect(expected.mustContain.every((text) => refusal.includes(text))).toBe(true);
    expect(expected.sources).toEqual([]);
    expect(tags).toContain('unanswerable');
  }
});

test('no question copies the sentence that answers it', () => {
  const sentences = passages.flatMap(({ text }) => sentencesOf(text)).map(wordsOf);
  const copied = examples.filter(({ input }) => {
    const question = wordsOf(input.question);
    return sentences.some((sentence) => jaccard(question, sentence) >= 0.7);
  });
  expect(copied.map(({ input }) => input.question)).toEqual([]);
});

test('no two questions are nearly the same, unless they say so by their cluster', () => {
  const bags = examples.map(({ input, cluster }) => ({
    words: wordsOf(input.question),
    cluster,
    question: input.question,
  }));
  const twins = bags.flatMap((one, i) =>
    bags
      .slice(i + 1)
      .filter(
        (other) =>
          !(one.cluster !== undefined && one.cluster === other.cluster) &&
          jaccard(one.words, other.words) >= 0.8,
      )
      .map((other) => `${one.question} ≈ ${other.question}`),
  );
  expect(twins).toEqual([]);
});

test('clusters hold more than one question', () => {
  const sizes = Map.groupBy(
    examples.filter(({ cluster }) => cluster !== undefined),
    ({ cluster }) => cluster,
  );
  expect([...sizes].filter(([, members]) => members.length < 2)).toEqual([]);
});

test('every example is labelled, and the slices are large enough to be judged', () => {
  const values = (key: keyof Example['metadata']): Record<string, number> =>
    Object.fromEntries(
      [...Map.groupBy(examples, ({ metadata }) => metadata[key] ?? 'missing')].map(([value, members]) => [
        value,
        members.length,
      ]),
    );
  const tagged = (tag: string): number => examples.filter(({ tags }) => tags?.includes(tag)).length;
  expect(examples.length).toBeGreaterThanOrEqual(250);
  expect(Object.keys(values('phrasing')).sort()).toEqual(['identifier', 'keyword', 'natural', 'paraphrase']);
  expect(Object.keys(values('difficulty')).sort()).toEqual(['easy', 'hard', 'medium']);
  expect(values('phrasing')['identifier']).toBeGreaterThanOrEqual(40);
  for (const size of Object.values({ ...values('phrasing'), ...values('difficulty'), ...values('topic') })) {
    expect(size).toBeGreaterThanOrEqual(20);
  }
  expect(tagged('unanswerable')).toBe(unanswerable.length);
  expect(unanswerable.length).toBeGreaterThanOrEqual(25);
  expect(tagged('boundary')).toBeGreaterThanOrEqual(10);
  expect(tagged('boundary')).toBeLessThanOrEqual(12);
  for (const { metadata } of examples) {
    expect(metadata.curator).toBeTruthy();
    expect(metadata.created).toMatch(/^\d{4}-\d\d-\d\d$/);
  }
});

const identifiers = examples.filter(({ metadata }) => metadata.phrasing === 'identifier');

async function shareRight(version: keyof typeof versions, members: readonly Example[]): Promise<number> {
  const answers = await Promise.all(members.map((example) => versions[version](example)));
  const right = answers.filter(({ output }, i) =>
    members[i]?.expected.mustContain.every((text) => output.answer.includes(text)),
  );
  return right.length / members.length;
}

test('1.1.0 is better overall and worse where a name is asked for; 1.2.0 is better at both', async () => {
  const [before, broken, mended] = await Promise.all(
    (['v1_0_0', 'v1_1_0', 'v1_2_0'] as const).map(async (version) => ({
      all: await shareRight(version, examples),
      identifiers: await shareRight(version, identifiers),
    })),
  );
  if (before === undefined || broken === undefined || mended === undefined) throw new Error('three versions');
  expect(broken.all).toBeGreaterThan(before.all);
  expect(broken.identifiers).toBeLessThan(before.identifiers - 0.1);
  expect(mended.all).toBeGreaterThan(broken.all);
  expect(mended.identifiers).toBeGreaterThanOrEqual(before.identifiers);
});

test('the figures in the README of the example are the measured ones', async () => {
  const rows = readFileSync(join(folder, 'README.md'), 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  for (const version of ['v1_0_0', 'v1_1_0', 'v1_2_0'] as const) {
    const row = rows.find(([, name]) => name === version.slice(1).replaceAll('_', '.'));
    expect(row?.slice(3, 5)).toEqual([
      percent(await shareRight(version, examples)),
      percent(await shareRight(version, identifiers)),
    ]);
  }
});

test('the policy can be read, and its slices are those of the dataset', async () => {
  const path = join(folder, 'assay.yaml');
  const file = readGateFile(readFileSync(path), path);
  const dataset = await openFiles(file.dataset.source, folder);
  expect(dataset.examples.length).toBe(examples.length);
  const { slices } = policyForTier(file, 'merge', dataset);
  expect(slices.filter(({ isCritical }) => isCritical).map(({ definition }) => definition.name)).toEqual([
    'identifiers',
  ]);
});

test('any of the three candidates in the policy is one line away', () => {
  const text = readFileSync(join(folder, 'assay.yaml'), 'utf8');
  const candidates = text.split('\n').filter((line) => /^(# )?candidate: /.test(line));
  expect(candidates.length).toBe(3);
  for (const line of candidates) {
    const path = join(folder, 'assay.yaml');
    const others = text.replace(/^candidate: .*$/m, line.replace(/^# /, ''));
    const [, exported] = /export: (\w+)/.exec(line) ?? [];
    expect(Object.keys(versions)).toContain(exported);
    expect(readGateFile(others, path).candidate.label).toBe(exported?.slice(1).replaceAll('_', '.'));
  }
});

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}_/-]+/gu));
}

function jaccard(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const common = one.intersection(other).size;
  return common === 0 ? 0 : common / (one.size + other.size - common);
}
