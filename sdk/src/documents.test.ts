// The programs that people are shown run, and what they are told exists.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestAssay, testAssay } from '../../src/server/testAssay.ts';
import { client } from './client.ts';
import { sdkVersion } from './sdkVersion.ts';

let assay: TestAssay;
let url: string;
let folder: string;
beforeEach(async () => {
  assay = await testAssay();
  url = await assay.http.listen({ port: 0, host: '127.0.0.1' });
  folder = mkdtempSync(join(tmpdir(), 'assay-documents-'));
});
afterEach(async () => {
  await assay.close();
  rmSync(folder, { recursive: true, force: true });
});

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

async function run(file: string): Promise<{ code: number | null; out: string }> {
  const env = { ...process.env, ASSAY_URL: url, ASSAY_SPOOL: join(folder, 'spool') };
  const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (out += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out })));
}

test('the programs in the README run, the second finding what the first recorded', async () => {
  const programs = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code);
  expect(programs.length).toBe(2);
  for (const [i, code] of programs.entries()) {
    const file = join(folder, `program${i}.ts`);
    const index = new URL('./index.ts', import.meta.url).href;
    writeFileSync(
      file,
      code.replaceAll("'assay-sdk'", `'${index}'`).replaceAll('http://127.0.0.1:5080', url),
    );
    const { code: exit, out } = await run(file);
    expect([exit, out.includes('Error')], out).toEqual([0, false]);
    if (i === 1) expect(out).toContain('train/loss');
  }
});

test('the example trains, and its run has all that evidence needs', async () => {
  const { code, out } = await run(new URL('../../examples/sdk/train.ts', import.meta.url).pathname);
  expect(code, out).toBe(0);
  const ask = client({ url });
  const found = await ask.runs.search({ experimentNames: ['sdk-example'] });
  const id = found.items[0]?.runId ?? '';
  expect(found.items[0]?.metrics.find(({ key }) => key === 'holdout/accuracy')?.value).toBeGreaterThan(0.8);
  expect(await ask.evidence.of(id)).toMatchObject({ isComplete: true });
});

test('every option that the README names exists', () => {
  const sources = ['startOptions.ts', 'run.ts', 'datasetUse.ts'].map((file) =>
    readFileSync(new URL(`./${file}`, import.meta.url), 'utf8'),
  );
  const rows = [...readme.matchAll(/^\| (`[^|]+) \|/gm)].map(([, cell = '']) => cell);
  const names = rows.flatMap((cell) => [...cell.matchAll(/`(?:run\.)?(\w+)/g)].map(([, name = '']) => name));
  expect(names.length).toBeGreaterThan(8);
  for (const name of names) expect(sources.join('\n')).toMatch(new RegExp(`\\b${name}[?(]`));
});

test('the version is that of the package', () => {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  expect(manifest).toMatchObject({ version: sdkVersion });
});
