// docs/datasets.md works a version id by hand: it must come out, here and in the Python that it shows.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFiles } from '../opening/openFiles.ts';
import { exampleText } from './exampleText.ts';
import { leafHash } from './merkleRoot.ts';

const hasPython = spawnSync('python3', ['--version']).status === 0;
let folder: string;
let document: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-worked-'));
  document = await readFile(resolve(import.meta.dirname, '../../../docs/datasets.md'), 'utf8');
  await writeFile(join(folder, 'examples.jsonl'), block('jsonl'));
  await writeFile(join(folder, 'dataset.yaml'), 'slices: [{ name: books, metadata: { topic: books } }]\n');
});
afterAll(async () => rm(folder, { recursive: true }));

function block(language: string): string {
  const [, section = ''] = document.split('### A worked example');
  return new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(section)?.[1] ?? '';
}

test('the ids, entries, leaves and the root of the worked example are those that are computed', async () => {
  const { examples, versionId } = await openFiles('.', folder);
  expect(examples).toHaveLength(2);
  for (const example of examples) {
    const entry = exampleText(example);
    expect(document).toContain(`${entry}\n  ${leafHash(entry).toString('hex')}\n`);
    expect(document).toContain(`${example.exampleId}   ${JSON.stringify(example.input)}\n`);
  }
  expect(document).toContain(`${versionId}\n\`\`\``);
});

test.skipIf(!hasPython)('the Python of the document computes the same version id', async () => {
  await writeFile(join(folder, 'root.py'), block('python'));
  const printed = execFileSync('python3', ['root.py'], { cwd: folder, encoding: 'utf8' });
  expect(printed.trim()).toBe((await openFiles('.', folder)).versionId);
});
