// What is noted of the surroundings, and what is hidden.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { captureEnvironment } from './captureEnvironment.ts';
import { capturePackages } from './packages.ts';
import { redact } from './redact.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-capture-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function git(...args: string[]): void {
  execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
    stdio: 'ignore',
  });
}

test('secrets on the command line are hidden, and nothing else', () => {
  expect(
    redact([
      'node',
      'train.js',
      '--lr=0.1',
      '--api-key',
      'abc',
      '--token=abc',
      '--name',
      'x',
      'OPENAI_API_KEY=abc',
      'sk-abcdef',
      'https://user:pass@host/x',
      '--password',
      '--verbose',
    ]),
  ).toEqual([
    'node',
    'train.js',
    '--lr=0.1',
    '--api-key',
    '***',
    '--token=***',
    '--name',
    'x',
    'OPENAI_API_KEY=***',
    '***',
    'https://***@host/x',
    '--password',
    '--verbose',
  ]);
});

test('a clean commit has no diff; a changed file makes it dirty and is the diff', async () => {
  git('init', '-b', 'trunk');
  writeFileSync(join(folder, 'a.txt'), 'one\n');
  git('add', '.');
  git('commit', '-m', 'x');
  const clean = await captureEnvironment({ folder });
  expect(clean.environment.git).toMatchObject({ branch: 'trunk', isDirty: false, untracked: [] });
  expect(clean.diff).toBe(null);

  writeFileSync(join(folder, 'a.txt'), 'two\n');
  writeFileSync(join(folder, 'new.txt'), '');
  const dirty = await captureEnvironment({ folder });
  expect(dirty.tags).toMatchObject({ 'assay.env.git.dirty': 'true', 'mlflow.source.git.branch': 'trunk' });
  expect(dirty.environment.git?.untracked).toEqual(['new.txt']);
  expect(dirty.diff).toContain('-one\n+two');
  expect((await captureEnvironment({ folder, diff: false })).diff).toBe(null);
});

test('a folder that is no repository and no package is noted as such', async () => {
  const { environment, tags, diff } = await captureEnvironment({ folder });
  expect([environment.git, environment.packages, diff]).toEqual([null, null, null]);
  expect(Object.keys(tags)).not.toContain('mlflow.source.git.commit');
});

test('versions come from the lock file, or from what is installed', () => {
  writeFileSync(join(folder, 'package.json'), '{"name":"p","version":"1.2.3","dependencies":{"@x/a":"^1"}}');
  mkdirSync(join(folder, 'node_modules/@x/a'), { recursive: true });
  writeFileSync(join(folder, 'node_modules/@x/a/package.json'), '{"version":"1.0.9"}');
  mkdirSync(join(folder, 'src'));
  expect(capturePackages(join(folder, 'src'))).toMatchObject({
    name: 'p',
    version: '1.2.3',
    lock: null,
    versions: { '@x/a': '1.0.9' },
  });
  writeFileSync(
    join(folder, 'package-lock.json'),
    '{"packages":{"":{"version":"1.2.3"},"node_modules/@x/a":{"version":"1.0.8"},"node_modules/@x/a/node_modules/b":{"version":"2.0.0"}}}',
  );
  expect(capturePackages(folder)).toMatchObject({
    lock: { file: 'package-lock.json' },
    versions: { '@x/a': '1.0.8', '@x/a/node_modules/b': '2.0.0' },
  });
  writeFileSync(join(folder, 'package-lock.json'), '{ damaged');
  expect(capturePackages(folder)).toMatchObject({ versions: {} });
});

test('the fingerprint is the same for the same surroundings', async () => {
  const [first, second] = [await captureEnvironment({ folder }), await captureEnvironment({ folder })];
  expect(first.environment.fingerprint).toBe(second.environment.fingerprint);
});
