// Every published reference vector of the statistics is held by some test: none is carried along unread.
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');

interface Vectors {
  readonly meta: { readonly nVectors: number };
  readonly vectors: readonly { readonly id: string }[];
}
const { meta, vectors } = JSON.parse(readFileSync(join(root, 'tests/stat-vectors.json'), 'utf8')) as Vectors;

test('every reference vector is named in a test beside the code', () => {
  const tests = globSync('src/**/*.test.ts', { cwd: root })
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');
  expect(vectors.map(({ id }) => id).filter((id) => !tests.includes(id))).toEqual([]);
});

test('there are as many vectors as the file says, each once', () => {
  expect(new Set(vectors.map(({ id }) => id)).size).toBe(meta.nVectors);
});
