// Documents are held to the code they describe: a document no test reads is already wrong.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { errorDocument } from '../scripts/errorDocument.ts';
import { defaults } from '../src/server/configuration.ts';
import { version } from '../src/server/version.ts';

const root = resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

interface Manifest {
  readonly version: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}
const manifest = JSON.parse(read('package.json')) as Manifest;

test('docs/errors.md is the error table (node scripts/writeDocuments.ts writes it)', () => {
  expect(read('docs/errors.md')).toBe(errorDocument());
});

test('every dependency has a line that says why, and every such line a dependency', () => {
  const table = read('docs/decisions/dependencies.md');
  const explained = new Set(
    [...table.matchAll(/^\| ((?:`[^`]+`(?:, )?)+) *\|/gm)].flatMap(([, names = '']) =>
      [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
    ),
  );
  const used = new Set([
    ...Object.keys(manifest.dependencies ?? {}),
    ...Object.keys(manifest.devDependencies ?? {}),
  ]);
  expect([...explained].sort()).toEqual([...used].sort());
});

test('every runtime dependency is imported by the product', () => {
  const sources = globSync('src/**/*.ts', { cwd: root })
    .filter((file) => !file.endsWith('.test.ts'))
    .map(read)
    .join('\n');
  const unused = Object.keys(manifest.dependencies ?? {}).filter((name) => !sources.includes(`'${name}`));
  expect(unused).toEqual([]);
});

test('versions are exact and one', () => {
  expect(manifest.version).toBe(version);
  expect((JSON.parse(read('sdk/package.json')) as Manifest).version).toBe(version);
  const ranges = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
    ([, range]) => !/^\d+\.\d+\.\d+$/.test(range),
  );
  expect(ranges).toEqual([]);
});

test('npm scripts that documents name exist', () => {
  const documents = globSync(['*.md', 'docs/**/*.md'], { cwd: root });
  const named = documents.flatMap((file) =>
    [...read(file).matchAll(/npm run ([a-z][\w:-]*)/g)].map(([, script = '']) => script),
  );
  expect([...new Set(named)].filter((script) => manifest.scripts?.[script] === undefined)).toEqual([]);
});

test('links between documents lead somewhere', () => {
  const broken = globSync(['*.md', 'docs/**/*.md', 'sdk/*.md', 'bench/*.md', 'clients/*.md'], {
    cwd: root,
  }).flatMap((file) =>
    [...read(file).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !existsSync(resolve(root, dirname(file), target)))
      .map((target) => `${file} → ${target}`),
  );
  expect(broken).toEqual([]);
});

test('docs/configuration.md names every variable the server reads, and no other', () => {
  const readByServer = new Set(
    [...read('src/server/configuration.ts').matchAll(/env\['(ASSAY_\w+)'\]/g)].map(([, name = '']) => name),
  );
  const documented = new Set(
    [...read('docs/configuration.md').matchAll(/`(ASSAY_\w+)`/g)].map(([, name = '']) => name),
  );
  expect([...documented].sort()).toEqual([...readByServer].sort());
  expect(read('docs/configuration.md')).toContain(String(defaults.port));
});

test('the environment is read in one place', () => {
  const readers = globSync('src/**/*.ts', { cwd: root }).filter(
    (file) => !file.endsWith('.test.ts') && /\bprocess\.env\b/.test(read(file).replace(/^\/\/.*$/gm, '')),
  );
  expect(
    readers.filter(
      (file) => !['src/server/configuration.ts', 'src/cli/serve.ts', 'src/cli/assay.ts'].includes(file),
    ),
  ).toEqual([]);
});
