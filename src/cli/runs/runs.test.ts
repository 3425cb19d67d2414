// The commands of runs, through the program, over a real store in memory.
import { stripVTControlCharacters } from 'node:util';
import { toWireNumber, type WireRun } from 'assay-sdk/wire';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cellWidth } from '../print/cellWidth.ts';
import { type TestProgram, testProgram } from '../testProgram.ts';

let program: TestProgram;

beforeEach(async () => {
  program = await testProgram();
});
afterEach(() => program.close());

interface Recorded {
  readonly experimentName?: string;
  readonly name?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly metrics?: Readonly<Record<string, number>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly purpose?: string;
  readonly parentRunId?: string;
  readonly runId?: string;
}

async function record(run: Recorded): Promise<WireRun> {
  const { experimentName = 'churn', params = {}, metrics = {}, tags = {}, ...rest } = run;
  const { runId } = await program.client.runs.create({ experimentName, ...rest });
  const timestamp = program.assay.tracking.now();
  const pairs = (record: Readonly<Record<string, string>>) =>
    Object.entries(record).map(([key, value]) => ({ key, value }));
  await program.client.runs.batch(runId, {
    params: pairs(params),
    tags: pairs(tags),
    points: Object.entries(metrics).map(([key, value]) => ({
      key,
      value: toWireNumber(value),
      timestamp,
    })),
  });
  return program.client.runs.change(runId, { status: 'FINISHED' });
}

test('the list shows runs newest first, with metrics, params that differ and evidence', async () => {
  await record({ name: 'small', params: { lr: '0.1', seed: '7' }, metrics: { loss: 0.25 } });
  await record({
    name: 'large',
    params: { lr: '0.01', seed: '7' },
    metrics: { loss: 0.125 },
    purpose: 'does size help?',
  });
  const { out, exitCode } = await program.run(['runs', 'list']);
  const [head = '', first = '', second = ''] = out.split('\n');
  expect(head).toMatch(/^ID +NAME +STATUS +STARTED +TOOK +loss +lr +EVIDENCE$/);
  expect(first).toMatch(/^[0-9a-f]{8} +large +finished +just now +\d+ ms +0\.125 +0\.01 +1\/7$/);
  expect(second).toMatch(/small .* 0\.25 +0\.1 +0\/7$/);
  expect(exitCode).toBe(0);
});

test('a list that is cut says so and goes on after its token', async () => {
  for (const name of ['a', 'b', 'c']) await record({ name });
  const { out } = await program.run(['runs', 'list', '--limit', '2']);
  const [, token = ''] = /2 runs shown; there are more: .*--after (\S+)/.exec(out) ?? [];
  const rest = await program.run(['runs', 'list', '--limit', '2', '--after', token]);
  expect(rest.out).toMatch(/\ba\b/);
  expect(rest.out).not.toMatch(/more/);
  const all = await program.run(['runs', 'list', '--all', '--limit', '1']);
  expect(all.out.match(/finished/g)).toHaveLength(3);
});

test('JSON of the list is a page of the native API', async () => {
  const run = await record({ name: 'a', metrics: { loss: Number.NaN } });
  const { out } = await program.run(['runs', 'list', '--json']);
  expect(JSON.parse(out)).toEqual({ items: [run], next: null });
  expect(out.trimEnd()).not.toContain('\n');
});

test('runs are found by experiment name or id, filter and order', async () => {
  await record({ experimentName: 'one', name: 'first', metrics: { loss: 2 } });
  await record({ experimentName: 'one', name: 'second', metrics: { loss: 1 } });
  const other = await record({ experimentName: 'two', name: 'third', metrics: { loss: 3 } });
  const ordered = await program.run([
    'runs',
    'list',
    '-e',
    'one',
    '--order',
    'metrics.loss ASC',
    '--columns',
    'name',
  ]);
  expect(ordered.out).toBe('NAME\nsecond\nfirst\n');
  const byId = await program.run([
    'runs',
    'list',
    '-e',
    other.experimentId,
    '--columns',
    'name,metrics.loss',
  ]);
  expect(byId.out).toBe('NAME   loss\nthird     3\n');
  const filtered = await program.run(['runs', 'list', '--filter', 'metrics.loss > 1.5', '--columns', 'name']);
  expect(filtered.out).toBe('NAME\nthird\nfirst\n');
});

test('a filter that cannot be understood is refused with its position, not a stack', async () => {
  const refused = await program.run(['runs', 'list', '-f', 'metrics.loss <']);
  expect(refused.exitCode).toBe(3);
  expect(refused.out).toBe('');
  expect(refused.err).toContain('metrics.loss <');
  expect(refused.err).toContain('Correct the filter at the position shown.');
  expect(refused.err).not.toMatch(/at .*\.ts:/);
  const debugged = await program.run(['runs', 'list', '-f', 'metrics.loss <', '--debug']);
  expect(debugged.err).toMatch(/at .*\.ts:/);
  const json = await program.run(['runs', 'list', '-f', 'metrics.loss <', '--json']);
  expect(JSON.parse(json.err)).toMatchObject({ code: 'search/invalid-filter' });
});

test('on a terminal no line is wider than it, and colours are used unless NO_COLOR says no', async () => {
  for (let i = 0; i < 3; i += 1) {
    await record({
      name: `a run with a name that goes on and on ${i}`,
      experimentName: `実験の名前がとても長い ${i}`,
      params: { optimiser: `adam-${i}`, layers: String(i) },
      metrics: { accuracy: i, loss: -i, f1: i / 3 },
    });
  }
  for (const columns of [60, 80, 120, 200]) {
    const { out } = await program.run(['runs', 'list'], { columns });
    const widths = out.split('\n').map((line) => cellWidth(stripVTControlCharacters(line)));
    expect(Math.max(...widths)).toBeLessThanOrEqual(Math.max(columns, 60));
    expect(out).toContain('\u001B[');
  }
  const plain = await program.run(['runs', 'list'], { columns: 120, env: { NO_COLOR: '1' } });
  expect(plain.out).not.toContain('\u001B');
  const piped = await program.run(['runs', 'list']);
  expect(piped.out).not.toContain('\u001B');
  expect(piped.out).toContain('a run with a name that goes on and on 2');
});

test('a run shows everything that was recorded of it, and how to add what is missing', async () => {
  const parent = await record({ name: 'sweep' });
  const run = await record({
    name: 'small',
    parentRunId: parent.runId,
    purpose: 'does size help?',
    params: { model: 'small', lr: '0.1', random_state: '7' },
    metrics: { 'loss/train': 0.25 },
    tags: {
      'mlflow.source.git.commit': '0123456789abcdef0123456789abcdef01234567',
      'assay.env.runtime': 'node v24',
      'assay.ticket.1': 'https://tracker.example/CHURN-1',
      team: 'growth',
    },
  });
  const { runId } = run;
  await program.client.runs.batch(runId, {
    points: [{ key: 'loss/train', value: 0.125, step: 9, timestamp: 1 }],
  });
  await program.client.runs.addInputs(runId, {
    datasets: [
      {
        name: 'customers',
        digest: 'ab12',
        profile: '{"num_rows": 1200}',
        tags: [{ key: 'mlflow.data.context', value: 'train' }],
      },
    ],
  });
  await program.client.artifacts.put(runId, 'plots/roc.txt', new TextEncoder().encode('x'.repeat(1500)));
  const { out, exitCode } = await program.run(['runs', 'show', runId]);
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^small {2}finished\n/);
  expect(out).toContain(runId);
  expect(out).toMatch(/experiment +churn \(id 1\)/);
  expect(out).toMatch(/purpose +does size help\?/);
  expect(out).toMatch(/parent +[0-9a-f]{8} {2}sweep/);
  expect(out).toMatch(/ticket +https:\/\/tracker\.example\/CHURN-1/);
  expect(out).toMatch(/loss\/train +0\.125 +0\.125 +0\.25 +2 +9/);
  expect(out).toMatch(/model +small/);
  expect(out).toMatch(/✓ Run and pipeline version +git commit 0123/);
  expect(out).toMatch(/± Dataset versions and sampling +no sampling rules; dataset versions customers@ab12/);
  expect(out).toContain(`assay runs tag ${runId.slice(0, 8)} assay.harness="`);
  expect(out).toMatch(/customers +@ab12 +train +1,200 rows/);
  expect(out).toMatch(/Artifacts {2}1 file, 1\.5 kB\n {2}plots\/\n {2}└─ roc\.txt +1\.5 kB/);
  expect(out).toMatch(/commit +0123456789ab\n/);
  expect(out).toMatch(/Tags\n {2}team +growth/);
  const shownParent = await program.run(['runs', 'show', parent.runId]);
  expect(shownParent.out).toMatch(/Children {2}1 run\n {2}[0-9a-f]{8} {2}small/);
});

test('a run is named by the beginning of its id when no other begins so', async () => {
  await record({ runId: 'abc1', name: 'first' });
  await record({ runId: 'abc2', name: 'second' });
  await record({ runId: 'a_c', name: 'third' });
  expect((await program.run(['runs', 'show', 'abc2'])).out).toMatch(/^second/);
  expect((await program.run(['runs', 'show', 'a_'])).out).toMatch(/^third/);
  const ambiguous = await program.run(['runs', 'show', 'abc']);
  expect(ambiguous.exitCode).toBe(3);
  expect(ambiguous.err).toMatch(/2 runs begin with 'abc':\n +abc\d .*\n +abc\d /);
  const unknown = await program.run(['runs', 'show', "x' OR 1"]);
  expect(unknown.exitCode).toBe(3);
  expect(unknown.err).toContain('No run has an id');
});

test('what strangers wrote cannot move the cursor', async () => {
  const run = await record({
    name: 'evil\u001B[2Jname\u202E',
    params: { note: 'line one\nline two\u0007' },
  });
  const list = await program.run(['runs', 'list']);
  const show = await program.run(['runs', 'show', run.runId]);
  for (const { out } of [list, show]) expect(out).not.toMatch(/[^\P{Cc}\n]|\u202E/u);
  expect(show.out).toContain('line one⏎line two');
});

test('metrics are compared with the noise floor of declared repeats', async () => {
  const values = [0.9, 0.91, 0.905, 0.912];
  for (const [seed, accuracy] of values.entries()) {
    await record({
      runId: `repeat${seed}`,
      params: { lr: '0.1', seed: String(seed) },
      metrics: { accuracy },
      tags: { 'assay.repeat.of': 'lr' },
    });
  }
  await record({ runId: 'close', params: { lr: '0.2' }, metrics: { accuracy: 0.908 } });
  await record({ runId: 'far', params: { lr: '0.3' }, metrics: { accuracy: 0.5, other: 1 } });
  const repeated = await program.run(['runs', 'compare', 'repeat0', 'repeat1']);
  expect(repeated.out).toMatch(/repeats A/);
  expect(repeated.out).toMatch(/1 of 2 differ/);
  expect(repeated.out).toMatch(/accuracy +0\.9 +0\.91 +\+0\.01 +±0\.\d+ +4 +reproduced/);
  expect((await program.run(['runs', 'compare', 'repeat0', 'close'])).out).toMatch(/within noise/);
  const far = await program.run(['runs', 'compare', 'repeat0', 'far']);
  expect(far.out).toMatch(/accuracy +0\.9 +0\.5 +−0\.4 +±0\.\d+ +4 +different/);
  expect(far.out).toMatch(/No noise floor for other: no run with this metric declares a repeat/);
  expect((await program.run(['runs', 'compare', 'repeat0', 'close', 'far'])).out).toMatch(
    /accuracy +0\.9 +0\.908 ≈ +0\.5 ≠/,
  );
  const noise = await program.run(['noise', 'accuracy', '-e', 'churn']);
  expect(noise.out).toMatch(/from 4 repeats in 1 group/);
});

test('a run that repeats an earlier one says so at its head', async () => {
  for (const name of ['first', 'second']) {
    const { runId } = await record({ name, params: { lr: '0.1', seed: '7' } });
    await program.client.runs.addInputs(runId, { datasets: [{ name: 'customers', digest: 'ab12' }] });
    await program.client.runs.change(runId, { status: 'FINISHED' });
    program.assay.advance(60_000);
  }
  const { items } = await program.client.runs.search({ experimentNames: ['churn'] });
  const [second, first] = await Promise.all(items.map(({ runId }) => program.run(['runs', 'show', runId])));
  expect(second?.out).toMatch(/repeats +[0-9a-f]{8} {2}first {2}same manifest, data and seed/);
  expect(first?.out).not.toMatch(/^ {2}repeats /m);
  expect(first?.out).toMatch(
    /Repeats {2}1 run\n {2}same manifest, data and seed as\n {4}[0-9a-f]{8} {2}second/,
  );
});

test('without repeats nothing is called a difference', async () => {
  await record({ runId: 'one', metrics: { loss: 1 } });
  await record({ runId: 'two', metrics: { loss: 2 } });
  const { out } = await program.run(['runs', 'compare', 'one', 'two']);
  expect(out).toContain('no noise floor known');
  expect(out).not.toMatch(/ different/);
  expect((await program.run(['noise', 'loss'])).out).toContain('not known');
  expect((await program.run(['runs', 'compare', 'one'])).exitCode).toBe(3);
});

test('a run is tagged, noted, linked to tickets and declared a repeat', async () => {
  const { runId } = await record({ name: 'small' });
  await record({ runId: 'original' });
  const current = () => program.client.runs.get(runId);
  const tagOf = async (key: string) => (await current()).tags.find((tag) => tag.key === key)?.value;
  expect(
    (await program.run(['runs', 'tag', runId, 'assay.purpose=why = because', 'team=growth'])).exitCode,
  ).toBe(0);
  expect((await current()).purpose).toBe('why = because');
  await program.run(['runs', 'tag', runId, 'team=']);
  expect(await tagOf('team')).toBeUndefined();
  expect((await program.run(['runs', 'tag', runId, 'nonsense'])).exitCode).toBe(3);
  await program.run(['runs', 'note', runId, 'first']);
  await program.run(['runs', 'note', runId, 'second']);
  expect((await current()).notes).toBe('first\n\nsecond');
  await program.run(['runs', 'note', runId, 'third', '--replace']);
  expect((await current()).notes).toBe('third');
  await program.run(['runs', 'ticket', runId, 'https://tracker.example/1']);
  await program.run(['runs', 'ticket', runId, 'https://tracker.example/2']);
  const again = await program.run(['runs', 'ticket', runId, 'https://tracker.example/1']);
  expect(again.out).toContain('already');
  expect([
    await tagOf('assay.ticket.1'),
    await tagOf('assay.ticket.2'),
    await tagOf('assay.ticket.3'),
  ]).toEqual(['https://tracker.example/1', 'https://tracker.example/2', undefined]);
  const repeat = await program.run(['runs', 'repeat', runId, '--of', 'origin']);
  expect(repeat.out).toMatch(/now repeats run original .*; 2 runs in all/);
  expect(await tagOf('assay.repeat.of')).toBe('original');
  await program.run(['runs', 'repeat', runId, '--of', 'a group']);
  expect(await tagOf('assay.repeat.of')).toBe('a group');
});

test('runs are deleted and restored, all that were named or none', async () => {
  await record({ runId: 'one' });
  await record({ runId: 'two' });
  const refused = await program.run(['runs', 'delete', 'one', 'missing']);
  expect(refused.exitCode).toBe(3);
  expect((await program.client.runs.get('one')).lifecycleStage).toBe('active');
  const deleted = await program.run(['runs', 'delete', 'one', 'two']);
  expect(deleted.out).toContain('bring it back with assay runs restore one');
  expect((await program.run(['runs', 'list', '--deleted', '--columns', 'id'])).out).toBe('ID\ntwo\none\n');
  await program.run(['runs', 'restore', 'one', 'two']);
  expect((await program.client.runs.get('two')).lifecycleStage).toBe('active');
});

test('experiments are listed', async () => {
  await record({ experimentName: 'churn' });
  const { out } = await program.run(['experiments', 'list']);
  expect(out).toMatch(/ 1 {2}churn .*mlflow-artifacts:\/1/);
  const json = await program.run(['experiments', 'list', '--json', '-f', "name = 'churn'"]);
  expect(JSON.parse(json.out)).toMatchObject({ items: [{ experimentId: '1', name: 'churn' }], next: null });
});
