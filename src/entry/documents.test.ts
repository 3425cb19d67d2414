// docs/sdk-evals.md is a story that is played from beginning to end: its modules, tests and programs run as they are printed.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestAssay, testAssay } from '../server/testAssay.ts';

const root = resolve(import.meta.dirname, '../..');
const document = readFileSync(join(root, 'docs/sdk-evals.md'), 'utf8');

let folder: string;
let assay: TestAssay;
let url: string;
beforeAll(async () => {
  assay = await testAssay();
  url = await assay.http.listen({ port: 0, host: '127.0.0.1' });
  folder = mkdtempSync(join(tmpdir(), 'assay-story-'));
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  for (const [name, at] of [
    ['assay', root],
    ['assay-sdk', join(root, 'sdk')],
    ['vitest', join(root, 'node_modules/vitest')],
  ] as const) {
    symlinkSync(at, join(modules, name));
  }
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const countries = [
    ['Norway', 'Oslo'],
    ['Austria', 'Vienna'],
    ['Kenya', 'Nairobi'],
  ];
  // Three countries are no golden set; a place makes each question another example.
  const lines = countries.flatMap(([country, expected]) =>
    Array.from({ length: 30 }, (_, place) => `${JSON.stringify({ input: { country, place }, expected })}\n`),
  );
  writeFileSync(join(folder, 'capitals.jsonl'), lines.join(''));
  for (const [, name = '', code = ''] of document.matchAll(/```(?:ts|yaml)\n(?:\/\/|#) (\S+)\n(.*?)```/gs)) {
    writeFileSync(join(folder, name), code);
  }
});
afterAll(async () => {
  await assay.close();
  rmSync(folder, { recursive: true, force: true });
});

async function run(...args: readonly string[]): Promise<{ code: number | null; out: string }> {
  const { ASSAY_URL: _url, VITEST: _vitest, ...env } = process.env;
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...env, ...(args[0] === 'nightly.ts' ? { ASSAY_URL: url } : {}), NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (out += chunk.toString()));
  return new Promise((ended) => child.on('close', (code) => ended({ code, out })));
}

const cli = join(root, 'src/cli/assay.ts');

test('the module is gated by the command', { timeout: 60_000 }, async () => {
  const { code, out } = await run(cli, 'gate', 'capitals.eval.ts', '--data', 'data');
  expect(out).toMatch(/^PASS {2}capitals 1\.0\.0/m);
  expect(code, out).toBe(0);
});

test('the tests pass in their runner', { timeout: 120_000 }, async () => {
  const { code, out } = await run('node_modules/vitest/vitest.mjs', 'run', '--no-cache');
  expect(code, out).toBe(0);
  expect(out).toMatch(/Tests +2 passed/);
});

test('the program logs, and what it logged is gated', { timeout: 60_000 }, async () => {
  const logged = await run('nightly.ts');
  expect(logged.out).toContain('{ mean: 0.5, n: 2, unscored: 1 }');
  expect(logged.code).toBe(0);
  expect(readFileSync(join(folder, 'nightly.jsonl'), 'utf8').split('\n')).toHaveLength(4);
  writeFileSync(
    join(folder, 'capitals.jsonl'),
    '{"input":{"country":"Norway"},"expected":"Oslo"}\n{"input":{"country":"Austria"},"expected":"Vienna"}\n',
  );
  // Two examples can show nothing, so the gate is asked to go on all the same.
  const gated = await run(cli, 'gate', 'nightly.yaml', '--force', '--data', 'data');
  expect(gated.out).toMatch(/^INCONCLUSIVE {2}capitals nightly · merge · 2 examples/m);
  expect(gated.out).toContain('50.0 %');
  expect(gated.code).toBe(2);
});
