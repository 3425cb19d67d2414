// The commands of judges through the program: measured here, kept on the server, shown, carried to another machine.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ScriptedEndpoint, scriptedEndpoint } from '../../../tests/scriptedEndpoint.ts';
import { blocksIn, say } from '../../../tests/scriptedJudge.ts';
import type { WireCalibrationWithStatus } from 'assay-sdk/wireJudges';
import { nobodyAnswers, runCaptured, testProgram, type TestProgram } from '../testProgram.ts';

let program: TestProgram;
let endpoint: ScriptedEndpoint;
let folder: string;
let env: Record<string, string>;

beforeEach(async () => {
  program = await testProgram();
  folder = mkdtempSync(join(tmpdir(), 'assay-judge-cli-'));
  env = { ASSAY_DATA: join(folder, 'data') };
  endpoint = await scriptedEndpoint(({ question }) =>
    say(
      JSON.stringify({
        reason: 'so it is',
        verdict: blocksIn(question).get('ANSWER')?.includes('good') === true ? 'pass' : 'fail',
      }),
    ),
  );
  writeFileSync(
    join(folder, 'assay.yaml'),
    JSON.stringify({
      component: 'answers',
      dataset: 'none.jsonl',
      candidate: { recorded: 'candidate.jsonl' },
      objectives: {
        quality: {
          use: 'judge',
          floor: 0.5,
          options: { rubric: 'The answer is good.', model: 'judge-2026-01-01', baseUrl: endpoint.baseUrl },
        },
        wording: { use: 'contains', floor: 0.5 },
      },
    }),
  );
  writeFileSync(join(folder, 'labels.jsonl'), labels(200));
});

afterEach(async () => {
  await endpoint.close();
  await program.close();
  rmSync(folder, { recursive: true, force: true });
});

const labels = (count: number): string =>
  Array.from({ length: count }, (_, i) => {
    const isGood = i % 2 === 0;
    // One in twenty is a matter of taste.
    const label = i % 20 === 7 ? !isGood : isGood;
    return `${JSON.stringify({ input: `q${i}`, output: `${isGood ? 'good' : 'bad'} answer ${i}`, label, rater: 'ada' })}\n`;
  }).join('');

const calibrateArgs = (file = 'labels.jsonl'): readonly string[] => [
  'judge',
  'calibrate',
  join(folder, 'assay.yaml'),
  '--objective',
  'quality',
  '--labels',
  join(folder, file),
];

test('a judge is measured, kept, listed and shown', async () => {
  const made = await program.run(calibrateArgs(), { env });
  expect(made).toMatchObject({ exitCode: 0 });
  expect(made.out).toContain('calibrated  the judge of quality (judge-2026-01-01)');
  expect(made.out).toMatch(/Cohen’s kappa +0\.900 \[0\.8\d\d, 0\.9\d\d\]/);
  const listed = await program.run(['judge', 'list']);
  expect(listed.out).toMatch(/calibrated +answers +quality +judge-2026-01-01 +200 +0\.900/);
  const page = JSON.parse((await program.run(['judge', 'list', '--json'])).out) as {
    readonly items: readonly WireCalibrationWithStatus[];
  };
  const id = page.items[0]?.calibrationId ?? '';
  expect(page.items[0]?.status).toEqual({
    required: { kind: 'calibrated', reasons: [] },
    critical: { kind: 'calibrated', reasons: [] },
  });
  expect((await program.run(['judge', 'show', id.slice(0, 8)])).out).toContain('passes what people pass');
  expect(await program.run(['judge', 'show', '0000'])).toMatchObject({ exitCode: 3 });
  expect((await program.run(['judge', 'list', '--objective', 'wording'])).out).toContain(
    'No judge was measured',
  );
});

test('one that may not decide says why, and the exit code says so too', async () => {
  writeFileSync(join(folder, 'few.jsonl'), labels(40));
  const made = await program.run(calibrateArgs('few.jsonl'), { env });
  expect(made.exitCode).toBe(2);
  expect(made.out).toMatch(/uncalibrated[^]*40 labelled outputs[^]*judge-too-few-labels/);
});

test('what is wrong with the labels or the objective is said with its place', async () => {
  writeFileSync(
    join(folder, 'bad.jsonl'),
    '{"input": "q", "output": "a", "label": true}\n{"input": "q", "output": "b", "lable": true}\n',
  );
  const typo = await program.run(calibrateArgs('bad.jsonl'), { env });
  expect(typo.exitCode).toBe(3);
  expect(typo.err).toMatch(/Line 2[^]*lable/);
  const other = await program.run(
    [
      'judge',
      'calibrate',
      join(folder, 'assay.yaml'),
      '--objective',
      'wording',
      '--labels',
      join(folder, 'labels.jsonl'),
    ],
    { env },
  );
  expect(other.err).toMatch(/wording is scored by contains; with a judge: quality/);
  const missing = await program.run(calibrateArgs('none.jsonl'), { env });
  expect(missing).toMatchObject({ exitCode: 3 });
  expect(endpoint.asked).toHaveLength(0);
});

test('a gate on another machine finds what the server knows of its judges', async () => {
  const rows = (of: (i: number) => Record<string, unknown>): string =>
    Array.from({ length: 60 }, (_, i) => `${JSON.stringify({ input: `question ${i}`, ...of(i) })}\n`).join(
      '',
    );
  writeFileSync(
    join(folder, 'none.jsonl'),
    rows(() => ({})),
  );
  writeFileSync(
    join(folder, 'candidate.jsonl'),
    rows((i) => ({ output: `good answer ${i}` })),
  );
  const gateOn = async (machine: string): Promise<readonly string[]> => {
    const ran = await program.run(['gate', join(folder, 'assay.yaml'), '--json', '--force'], {
      env: { ASSAY_DATA: join(folder, machine) },
    });
    const { gateRun } = JSON.parse(ran.out) as {
      readonly gateRun: { readonly blocked: Record<string, unknown> };
    };
    return Object.keys(gateRun.blocked);
  };
  expect(await gateOn('first')).toEqual(['quality']);
  await program.run(calibrateArgs(), { env });
  expect(await gateOn('second')).toEqual([]);
  expect(await gateOn('first')).toEqual([]);
}, 60_000);

test('a calibration is carried to a machine without a server, and only as it was made', async () => {
  await program.run(calibrateArgs(), { env });
  const { items } = await program.client.judges.calibrations();
  const file = join(folder, 'quality.calibration.json');
  await program.run(['judge', 'export', items[0]?.calibrationId ?? '', '--output', file]);
  const data = join(folder, 'elsewhere');
  const alone = (args: readonly string[]) =>
    runCaptured(args, { fetch: nobodyAnswers, env: { ASSAY_DATA: data } });
  expect(await alone(['judge', 'import', file])).toMatchObject({ exitCode: 0 });
  expect((await alone(['judge', 'list'])).out).toMatch(/answers +quality/);
  writeFileSync(file, readFileSync(file, 'utf8').replace('"n":200,"disputed"', '"n":900,"disputed"'));
  const forged = await alone(['judge', 'import', file]);
  expect(forged.exitCode).not.toBe(0);
  expect(forged.err).toMatch(/another content than its id names/);
});
