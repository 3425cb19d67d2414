// One process owns a data directory; a second is refused with a sentence, and a killed one leaves no lock behind.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockDirectory } from './lockDirectory.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const owner = `
  const { lockDirectory } = await import(${JSON.stringify(new URL('./lockDirectory.ts', import.meta.url).href)});
  lockDirectory(process.argv[1]);
  globalThis.gc();
  process.stdout.write('locked');
  setInterval(() => {}, 1000);
`;

test('while another process owns the folder it is refused, naming that process; after kill -9 it is free', async () => {
  const other = spawn(process.execPath, ['--expose-gc', '--input-type=module', '-e', owner, folder]);
  await once(other.stdout, 'data');
  expect(() => lockDirectory(folder)).toThrow(`in use by another Assay process (pid ${other.pid})`);
  other.kill('SIGKILL');
  await once(other, 'exit');
  lockDirectory(folder).release();
});

test('a released folder can be owned again', () => {
  lockDirectory(folder).release();
  lockDirectory(folder).release();
});
