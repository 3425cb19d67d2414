// The doctor, backups and restoring, over data directories on disk.
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { client } from 'assay-sdk';
import { openInProcess } from '../reach/openInProcess.ts';
import { nobodyAnswers, runCaptured } from '../testProgram.ts';

let folder: string;
let data: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-doctor-'));
  data = join(folder, 'data');
  const opened = await openInProcess(data, {});
  const api = client({ url: 'http://localhost', token: '', fetch: opened.fetch });
  await api.runs.create({ runId: 'one', experimentName: 'churn', name: 'small' });
  await api.artifacts.put('one', 'model.bin', new Uint8Array([1, 2, 3]));
  await opened.close();
});
afterEach(() => rm(folder, { recursive: true }));

const run = (...args: string[]) =>
  runCaptured(args, { fetch: nobodyAnswers, env: { ASSAY_SPOOL: join(folder, 'spool') } });

test('a sound data directory is called sound', async () => {
  const { exitCode, out } = await run('doctor', '--deep', '--data', data);
  expect(out).not.toMatch(/PROBLEM|warn/);
  expect(out).toMatch(/ok +stored +2 experiments, 1 run,/);
  expect(out).toContain('every byte of every artifact and gate run is sound');
  expect(out).toContain('All is sound.');
  expect(exitCode).toBe(0);
});

test('an artifact that was altered is a problem with a remedy, and exit code 5', async () => {
  const [prefix = ''] = await readdir(join(data, 'blobs'));
  const [blob = ''] = await readdir(join(data, 'blobs', prefix));
  const path = join(data, 'blobs', prefix, blob);
  await chmod(path, 0o644);
  await writeFile(path, new Uint8Array([1, 2, 4]));
  const { exitCode, out } = await run('doctor', '--deep', '--data', data);
  expect(exitCode).toBe(5);
  expect(out).toMatch(/PROBLEM +integrity/);
  expect(out).toContain('assay restore');
  const json = await run('doctor', '--deep', '--data', data, '--json');
  expect(JSON.parse(json.out)).toMatchObject({ isSound: false });
  expect(json.exitCode).toBe(5);
});

test('a data directory that is not there is a problem only when someone asked for it', async () => {
  expect((await run('doctor', '--data', join(folder, 'none'))).exitCode).toBe(5);
});

test('a directory that everyone may write to, and runs that no server was told, are warnings', async () => {
  await chmod(data, 0o777);
  await mkdir(join(folder, 'spool', '00001-run'), { recursive: true });
  const { exitCode, out } = await run('doctor', '--data', data);
  expect(exitCode).toBe(0);
  expect(out).toMatch(/warn +data directory[^]*chmod o-w/);
  expect(out).toMatch(/warn +spool +1 run in /);
  expect((await stat(data)).mode & 0o777).toBe(0o777);
});

test('a backup is restored to what it was, and only onto nothing', async () => {
  const backup = join(folder, 'backup');
  const made = await run('backup', backup, '--data', data);
  expect(made.exitCode).toBe(0);
  expect(made.out).toMatch(/Backed up .*\n +2 files, /);
  expect((await run('backup', backup, '--data', data)).exitCode).toBe(3);
  const restored = await run('restore', backup, '--data', join(folder, 'restored'));
  expect(restored.exitCode).toBe(0);
  expect(restored.out).toContain('every byte proven');
  expect((await run('runs', 'list', '--columns', 'id,name', '--data', join(folder, 'restored'))).out).toBe(
    'ID   NAME\none  small\n',
  );
  expect((await run('doctor', '--deep', '--data', join(folder, 'restored'))).exitCode).toBe(0);
  expect((await run('restore', backup, '--data', data)).exitCode).toBe(3);
});

test('a backup that is damaged or unfinished is not restored, and verification fails', async () => {
  const backup = join(folder, 'backup');
  await run('backup', backup, '--data', data);
  await writeFile(join(backup, 'assay.db'), 'damaged');
  const damaged = await run('restore', backup, '--data', join(folder, 'restored'));
  expect(damaged.exitCode).toBe(5);
  expect(damaged.err).toContain('damaged');
  await rm(join(backup, 'manifest.json'));
  expect((await run('restore', backup, '--data', join(folder, 'restored'))).exitCode).toBe(5);
  expect(await readdir(folder)).not.toContain('restored');
});
