// Exports, through the program: what was recorded comes out exactly, in every format.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestProgram, testProgram } from '../testProgram.ts';

let program: TestProgram;
let folder: string;

beforeEach(async () => {
  program = await testProgram();
  folder = await mkdtemp(join(tmpdir(), 'assay-export-test-'));
});
afterEach(async () => {
  await program.close();
  await rm(folder, { recursive: true });
});

async function twoRuns(): Promise<void> {
  const { client } = program;
  await client.runs.create({
    runId: 'one',
    experimentName: 'churn',
    name: 'a, "quoted"\nname',
    startTime: 0,
  });
  await client.runs.batch('one', {
    params: [{ key: 'lr', value: '0.1' }],
    points: [
      { key: 'loss', value: 'NaN', step: '-9223372036854775808', timestamp: 1 },
      { key: 'loss', value: 0.1, step: '9223372036854775807', timestamp: 2 },
    ],
  });
  await client.runs.create({ runId: 'two', experimentName: 'churn', name: 'b', startTime: 1000 });
  await client.runs.batch('two', {
    tags: [{ key: 'team', value: '' }],
    points: [{ key: 'accuracy', value: '-Infinity', timestamp: 1 }],
  });
}

test('runs become CSV with a column for every key that any of them has', async () => {
  await twoRuns();
  const { out } = await program.run(['runs', 'export', '--order', 'attributes.start_time ASC']);
  const lines = out.split('\r\n');
  expect(lines[0]).toBe(
    'run_id,name,experiment_id,experiment,status,start_time,end_time,user,artifact_uri,lifecycle_stage,params.lr,metrics.accuracy,metrics.loss,tags.mlflow.runName,tags.team',
  );
  expect(lines[1]).toMatch(
    /^one,"a, ""quoted""\nname",1,churn,RUNNING,1970-01-01T00:00:00\.000Z,,"",.*,active,0\.1,,0\.1,"a, ""quoted""\nname",$/,
  );
  expect(lines[2]).toMatch(/,,-Infinity,,b,""$/);
  expect(lines).toHaveLength(4);
});

test('JSON and JSON lines are the runs of the native API', async () => {
  await twoRuns();
  const { items } = await program.client.runs.search({ experimentNames: ['churn'] });
  const array = await program.run(['runs', 'export', '--json']);
  expect(JSON.parse(array.out)).toEqual(items);
  const lines = await program.run(['runs', 'export', '--format', 'jsonl']);
  expect(
    lines.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual(items);
  const none = await program.run(['runs', 'export', '--json', '-f', "params.lr = 'none'"]);
  expect(JSON.parse(none.out)).toEqual([]);
});

test('runs become Parquet with typed columns', async () => {
  await twoRuns();
  const output = join(folder, 'runs.parquet');
  const { err, exitCode } = await program.run(['runs', 'export', '--output', output]);
  expect(exitCode).toBe(0);
  expect(err).toMatch(/Wrote 2 runs to .*runs\.parquet/);
  const rows = await parquetReadObjects({ file: toArrayBuffer(await readFile(output)) });
  expect(rows).toMatchObject([
    {
      run_id: 'two',
      start_time: new Date(1000),
      end_time: null,
      'metrics.accuracy': -Infinity,
      'metrics.loss': null,
      'params.lr': null,
      'tags.team': '',
    },
    {
      run_id: 'one',
      start_time: new Date(0),
      'metrics.accuracy': null,
      'metrics.loss': 0.1,
      'params.lr': '0.1',
      'tags.team': null,
    },
  ]);
  expect(await readdir(folder)).toEqual(['runs.parquet']);
});

test('points of a run come out in order with their exact steps', async () => {
  await twoRuns();
  const csv = await program.run(['runs', 'export', 'one', '--series']);
  expect(csv.out.split('\r\n')).toEqual([
    'run_id,metric,step,timestamp,value',
    'one,loss,-9223372036854775808,1970-01-01T00:00:00.001Z,NaN',
    'one,loss,9223372036854775807,1970-01-01T00:00:00.002Z,0.1',
    '',
  ]);
  const output = join(folder, 'points.parquet');
  await program.run(['runs', 'export', 'one', 'two', '--series', '--metric', 'loss', '--output', output]);
  expect(await parquetReadObjects({ file: toArrayBuffer(await readFile(output)) })).toEqual([
    { run_id: 'one', metric: 'loss', step: -(2n ** 63n), timestamp: new Date(1), value: Number.NaN },
    { run_id: 'one', metric: 'loss', step: 2n ** 63n - 1n, timestamp: new Date(2), value: 0.1 },
  ]);
});

test('many rows are written in several row groups, all of them', async () => {
  await program.client.runs.create({ runId: 'long', experimentName: 'churn' });
  const points = 120_000;
  for (let at = 0; at < points; at += 1000) {
    await program.client.runs.batch('long', {
      points: Array.from({ length: 1000 }, (_, i) => ({
        key: 'loss',
        value: (at + i) / 7,
        step: at + i,
        timestamp: at + i,
      })),
    });
  }
  const output = join(folder, 'points.parquet');
  await program.run(['runs', 'export', 'long', '--series', '--output', output]);
  const rows = await parquetReadObjects({ file: toArrayBuffer(await readFile(output)) });
  expect(rows).toHaveLength(points);
  expect(rows.every((row, i) => row['step'] === BigInt(i) && row['value'] === i / 7)).toBe(true);
}, 60_000);

test('an export that fails leaves no file behind', async () => {
  await twoRuns();
  const refused = await program.run([
    'runs',
    'export',
    '-f',
    'nonsense',
    '--output',
    join(folder, 'runs.csv'),
  ]);
  expect(refused.exitCode).toBe(3);
  expect(await readdir(folder)).toEqual([]);
  const nowhere = await program.run(['runs', 'export', '--output', join(folder, 'missing', 'runs.csv')]);
  expect(nowhere.exitCode).toBe(3);
  expect(nowhere.err).toContain('its folder is not there');
});

test('what cannot be meant is refused', async () => {
  for (const args of [
    ['one', '-f', 'metrics.loss < 1'],
    ['--metric', 'loss'],
    ['--format', 'xml'],
  ]) {
    expect((await program.run(['runs', 'export', ...args])).exitCode).toBe(3);
  }
  expect((await program.run(['runs', 'export', '--format', 'parquet'], { columns: 80 })).err).toContain(
    '--output',
  );
});

function toArrayBuffer(buffer: Buffer): ArrayBuffer {
  const copy = new ArrayBuffer(buffer.length);
  new Uint8Array(copy).set(buffer);
  return copy;
}
