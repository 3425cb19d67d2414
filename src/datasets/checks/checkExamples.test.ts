import { expect, test } from 'vitest';
import type { Example } from '../../model/example.ts';
import { canonicalHash } from '../canonicalHash.ts';
import { inputText } from './inputText.ts';
import { checkExamples, countFindings } from './checkExamples.ts';
import { likeness, shinglesOf } from './shingles.ts';

const example = (input: string, more: Partial<Example> = {}): Example => ({
  exampleId: canonicalHash(input),
  input,
  expected: null,
  metadata: {},
  tags: [],
  split: null,
  cluster: null,
  ...more,
});
const alike = (left: string, right: string): number => likeness(shinglesOf(left), shinglesOf(right));

test('case, punctuation, spacing and forms of a character make no difference', () => {
  expect(alike('How do I reset my password?', 'how do i  reset my PASSWORD')).toBe(1);
  expect(alike('ﬁle №1', 'file no1')).toBe(1);
  expect(alike('caf\u00e9 au lait', 'cafe\u0301 au lait')).toBe(1);
  expect(alike('', '…')).toBe(1);
});

test('one changed word in a sentence is alike, the same template is not', () => {
  const sentence = 'Which settings must I change so that the server listens on another port of the machine';
  expect(alike(sentence, `${sentence} please`)).toBeGreaterThan(0.85);
  expect(alike('What is the capital of France?', 'What is the capital of Mongolia?')).toBeLessThan(0.7);
  expect(alike('東京の天気はどうですか', '東京の天気はどうですか。')).toBe(1);
});

test('the likeness of long texts is close to the exact one', () => {
  const words = Array.from({ length: 2000 }, (_, i) => `w${(i * 7919) % 10007}`);
  const left = words.slice(0, 1600).join(' ');
  const right = words.slice(400).join(' ');
  const exact = jaccard(left, right);
  expect(Math.abs(alike(left, right) - exact)).toBeLessThan(0.05);
});

function jaccard(left: string, right: string): number {
  const grams = (text: string) =>
    new Set(Array.from({ length: text.length - 1 }, (_, i) => ` ${text} `.slice(i, i + 4)));
  const [a, b] = [grams(left), grams(right)];
  return a.intersection(b).size / a.union(b).size;
}

test('near-duplicates, leaks, contradictions and clusters over splits are found', async () => {
  const findings = await checkExamples(
    [
      example('How do I reset my password?', { expected: 'a' }),
      example('how do I reset my password', { expected: 'b' }),
      example('Where can I see the invoices of last year?', { split: 'train' }),
      example('Where can I see the invoices of last year', { split: 'test' }),
      example('first of a conversation', { cluster: 'c', split: 'train' }),
      example('a wholly different turn', { cluster: 'c', split: 'test' }),
      example('unlike anything above'),
    ],
    null,
  );
  expect(findings.nearDuplicates).toMatchObject([{ likeness: 1, isContradiction: true }]);
  expect(findings.leaks).toMatchObject([{ likeness: 1, splits: ['train', 'test'], isContradiction: false }]);
  expect(findings.splitClusters).toEqual([{ cluster: 'c', splits: ['test', 'train'] }]);
  expect(countFindings(findings)).toBe(3);
});

test('examples of one cluster may be alike', async () => {
  const words = ['tell me a joke', 'Tell me a joke!', 'tell me a joke…'].map((input) =>
    example(input, { cluster: 'jokes' }),
  );
  expect(countFindings(await checkExamples(words, null))).toBe(0);
});

test('examples of another dataset are found in this one', async () => {
  const { against } = await checkExamples(
    [example('a question that was trained on'), example('a fresh one')],
    {
      name: 'training',
      examples: [example('A question that was trained on?')],
    },
  );
  expect(against).toMatchObject({ name: 'training', pairs: [{ input: 'a question that was trained on' }] });
});

test('ten thousand examples are checked in a few seconds, and every planted duplicate is found', async () => {
  const words = Array.from({ length: 3000 }, (_, i) => `word${((i * 7919) % 100_003).toString(36)}`);
  let state = 1;
  const draw = (): number => (state = (state * 48_271) % 2_147_483_647);
  const examples = Array.from({ length: 10_000 }, () =>
    example(Array.from({ length: 20 }, () => words[draw() % words.length]).join(' ')),
  );
  const planted = examples.slice(0, 200).map(({ input }) => example(`${inputText(input)} indeed`));
  const started = performance.now();
  const { nearDuplicates } = await checkExamples([...examples, ...planted], null);
  const took = performance.now() - started;
  expect(nearDuplicates).toHaveLength(200);
  process.stdout.write(`10,200 examples checked in ${Math.round(took)} ms\n`);
  expect(took).toBeLessThan(10_000);
}, 30_000);
