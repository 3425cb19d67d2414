// The commands of jobs, schedules, alerts and components, through the program, over a real store in memory.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { decidedRun } from '../../gate/accept/decidedRun.ts';
import { type TestProgram, testProgram } from '../testProgram.ts';

let program: TestProgram;
let folder: string;
beforeEach(async () => {
  program = await testProgram();
  folder = mkdtempSync(join(tmpdir(), 'assay-jobs-'));
});
afterEach(async () => {
  await program.close();
  rmSync(folder, { recursive: true, force: true });
});

const policy = `component: { name: customer-faq, kind: prompt }
dataset: faq
candidate: { version: 1.1.0, openai: { model: small, baseUrl: "http://127.0.0.1:9/v1", prompt: "{{input}}" } }
objectives:
  answer: { use: exact-match, floor: 0.9 }
`;

async function queued(): Promise<string> {
  const ran = await program.run(['jobs', 'queue', 'verify-dataset', '--as', 'ana', '--json']);
  expect(ran).toMatchObject({ exitCode: 0, err: '' });
  return (JSON.parse(ran.out) as { readonly jobId: string }).jobId;
}

test('a job is queued, listed, shown, cancelled and tried again', async () => {
  const jobId = await queued();
  expect((await program.run(['jobs', 'list'])).out).toMatch(/queued +verify-dataset +ana +0\/5/);
  expect((await program.run(['jobs', 'show', jobId])).out).toContain('by ana');
  expect((await program.run(['jobs', 'cancel', jobId])).out).toContain('is cancelled');
  expect((await program.run(['jobs', 'list', '--state', 'queued'])).out).toContain('No jobs match');
  expect((await program.run(['jobs', 'retry', jobId])).out).toContain('queued afresh');
  expect((await program.run(['jobs', 'retry', jobId])).exitCode).toBe(3);
  await program.assay.worker.runDue();
  expect((await program.run(['jobs', 'show', jobId])).out).toContain('done');
  expect((await program.run(['jobs', 'show', 'nobody'])).err).toContain('No job has the id nobody');
});

test('a gate run is queued by its file; what the server may not do is said with what to do instead', async () => {
  writeFileSync(join(folder, 'assay.yaml'), policy);
  const ran = await program.run(['jobs', 'gate', folder, '--tier', 'pr', '--priority', '7']);
  expect(ran).toMatchObject({ exitCode: 0, err: '' });
  expect((await program.run(['jobs', 'list'])).out).toContain('customer-faq');
  const file = join(folder, 'code.yaml');
  writeFileSync(file, policy.replace(/openai: \{.*\} \}/, 'command: ./agent }'));
  const refused = await program.run(['jobs', 'gate', file]);
  expect(refused.exitCode).toBe(3);
  expect(refused.err).toMatch(/the target 'command'[^]*--allow-code/);
  expect((await program.run(['jobs', 'gate', join(folder, 'none.yaml')])).err).toContain('cannot be read');
});

test('schedules are put, listed, paused, resumed and removed', async () => {
  writeFileSync(join(folder, 'assay.yaml'), policy);
  const add = ['jobs', 'schedule', 'nightly', '--cron', '0 3 * * *', '--timezone', 'Europe/Berlin'];
  expect((await program.run([...add, '--gate', join(folder, 'assay.yaml')])).out).toBe(
    'nightly: 2026-01-01 02:00:00 UTC\n',
  );
  expect((await program.run(['jobs', 'schedules'])).out).toMatch(
    /nightly +gate +0 3 \* \* \* +Europe\/Berlin/,
  );
  expect((await program.run(['jobs', 'pause', 'nightly'])).out).toBe('nightly: paused\n');
  expect((await program.run(['jobs', 'resume', 'nightly'])).out).toContain('02:00:00');
  expect((await program.run(['jobs', 'unschedule', 'nightly'])).exitCode).toBe(0);
  expect((await program.run(['jobs', 'pause', 'nightly'])).exitCode).toBe(3);
  const wrong = [
    [...add, '--kind', 'verify-dataset', '--gate', 'x'],
    [...add],
    ['jobs', 'schedule', 'x', '--cron', '0 25 * * *', '--kind', 'verify-dataset'],
    [...add, '--kind', 'verify-dataset', '--payload', '{'],
  ];
  for (const args of wrong) expect((await program.run(args)).exitCode).toBe(3);
});

test('alerts are listed and acknowledged', async () => {
  expect((await program.run(['alerts', 'list'])).out).toBe('No alerts.\n');
  await program.assay.store.gateRuns.raiseAlert({
    alertId: 'a1b2',
    kind: 'dataset-hash-mismatch',
    subject: 'dataset:faq',
    message: 'altered',
    recipient: 'grace',
    raisedAt: 1,
    acknowledgedAt: null,
  });
  expect((await program.run(['alerts', 'list'])).out).toMatch(
    /a1b2 +dataset-hash-mismatch +dataset:faq +grace/,
  );
  expect((await program.run(['alerts', 'acknowledge', 'a1b2'])).exitCode).toBe(0);
  expect((await program.run(['alerts', 'acknowledge', 'none'])).exitCode).toBe(3);
});

test('components are listed, their versions shown, and one of them whole', async () => {
  const { run, results } = decidedRun();
  await program.client.gateRuns.record({ run, results: Buffer.from(results).toString('base64') });
  expect((await program.run(['components', 'list'])).out).toMatch(/customer-faq +2/);
  expect((await program.run(['components', 'show', 'customer-faq'])).out).toMatch(/1\.1\.0 +[0-9a-f]{12}/);
  const whole = (await program.run(['components', 'show', 'customer-faq@1.1.0'])).out;
  expect(whole).toContain(run.candidate.hash);
  expect(whole).toContain('Answer briefly.');
  expect((await program.run(['components', 'show', 'nobody'])).exitCode).toBe(3);
  expect((await program.run(['components', 'show', 'customer-faq@9'])).exitCode).toBe(3);
});
