import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openFiles } from './openFiles.ts';
import { requirePinned } from './openDataset.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-open-'));
});
afterEach(async () => rm(folder, { recursive: true }));

async function put(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

const lines = '{"input":"a","metadata":{"topic":"x"}}\n{"input":"b"}\n';
const card = `name: faq
description: Questions
custodian: ada@example.com
classification: public
limitations: [English only]
slices:
  - name: x
    metadata: { topic: x }
inputSchema: { type: string }
file: questions.jsonl
`;

test('a folder, its card and its file are the same dataset', async () => {
  await put('golden/questions.jsonl', lines);
  await put('golden/other.jsonl', lines);
  await put('golden/dataset.yaml', card);
  const dataset = await openFiles('golden', folder);
  expect(dataset).toMatchObject({
    name: 'faq',
    standing: 'file',
    label: null,
    source: 'golden/questions.jsonl',
    slices: [{ name: 'x', tags: [], metadata: { topic: ['x'] } }],
    card: { description: 'Questions', curator: null, classification: 'public' },
  });
  expect(await openFiles('golden/dataset.yaml', folder)).toEqual(dataset);
  expect(await openFiles('golden/questions.jsonl', folder)).toEqual(dataset);
  // The card is about another file: this one is a dataset without a card.
  expect(await openFiles('golden/other.jsonl', folder)).toMatchObject({ name: 'other', slices: [] });
});

test('a file alone is a dataset too, and a folder with one file', async () => {
  await put('golden/questions.jsonl', lines);
  const dataset = await openFiles('golden/questions.jsonl', folder);
  expect(dataset).toMatchObject({ name: 'questions', inputSchema: null });
  expect((await openFiles('./golden', folder)).versionId).toBe(dataset.versionId);
  await put('golden/more.csv', 'input\na\n');
  await expect(openFiles('golden', folder)).rejects.toThrow(
    'several files of examples (more.csv, questions.jsonl)',
  );
});

test('the examples are held against the schema of the card', async () => {
  await put('golden/questions.jsonl', '{"input":"a"}\n{"input":1}\n');
  await put('golden/dataset.yaml', card);
  await expect(openFiles('golden', folder)).rejects.toThrow(
    'golden/questions.jsonl:2  the input does not satisfy',
  );
});

test('every mistake in a card is told with its line', async () => {
  await put('golden/questions.jsonl', lines);
  await put(
    'golden/dataset.yaml',
    'name: faq\nlicense: MIT\nclassification: secret\nslices:\n  - name: a\n    tag: [b]\n  - tags: [c]\n',
  );
  await expect(openFiles('golden', folder)).rejects.toThrowErrorMatchingInlineSnapshot(`
    [AssayError: golden/dataset.yaml cannot be used:
      golden/dataset.yaml:3  'classification': Invalid option: expected one of "public"|"internal"|"confidential"|"restricted"; got 'secret'.
      golden/dataset.yaml:6  unknown key 'tag'. Did you mean 'tags'?
      golden/dataset.yaml:7  'slices.1.name': Invalid input: expected string, received undefined.
      golden/dataset.yaml:2  unknown key 'license'. Did you mean 'licence'?]
  `);
  await put('golden/dataset.yaml', 'name: faq\nslices: [\n');
  await expect(openFiles('golden', folder)).rejects.toThrow('golden/dataset.yaml:3  ');
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefghi'
      .split('')
      .map((key, i) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(',')}]`),
  ];
  await put('golden/dataset.yaml', bomb.join('\n'));
  await expect(openFiles('golden', folder)).rejects.toThrow('Excessive alias count');
});

test('a pin that does not match tells both ids', async () => {
  await put('a.jsonl', lines);
  const dataset = await openFiles('a.jsonl', folder);
  expect(() => requirePinned(dataset, dataset.versionId)).not.toThrow();
  expect(() => requirePinned(dataset, dataset.versionId.slice(0, 8).toUpperCase())).not.toThrow();
  expect(() => requirePinned(dataset, 'a'.repeat(64))).toThrow(
    `pinned ${'a'.repeat(64)}, computed ${dataset.versionId}`,
  );
  expect(() => requirePinned(dataset, '1.0.0')).toThrow('which is no version id');
});
