// Evidence, repeats and comparison of runs as they are recorded through the store.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testAssay, type TestAssay } from '../../server/testAssay.ts';
import { batch, newRun, point } from '../../store/conformance/newRun.ts';
import { updateRun } from '../runs/updateRun.ts';
import { compareRuns } from './compareRuns.ts';
import { evidenceOf } from './evidenceOf.ts';
import { findRepeats } from './findRepeats.ts';
import { noiseFloorOf } from './noiseFloorOf.ts';

let assay: TestAssay;
beforeAll(async () => {
  assay = await testAssay();
});
afterAll(() => assay.close());

const wine = {
  name: 'wine',
  digest: 'a1b2',
  sourceType: 'code',
  source: '{}',
  schema: null,
  profile: null,
  tags: [{ key: 'mlflow.data.context', value: 'eval' }],
};

interface Recorded {
  readonly tags?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
  readonly metrics?: Readonly<Record<string, number>>;
  readonly withData?: boolean;
}

async function record(
  runId: string,
  experimentId: string,
  { tags, params, metrics, withData }: Recorded,
): Promise<void> {
  const { runs } = assay.store;
  const pairs = (of: Readonly<Record<string, string>> = {}) =>
    Object.entries(of).map(([key, value]) => ({ key, value }));
  await runs.create(
    newRun(runId, { experimentId, artifactUri: `mlflow-artifacts:/${experimentId}/${runId}/artifacts` }),
  );
  const points = Object.entries(metrics ?? {}).map(([key, value]) => point(key, value, 1));
  await runs.append(runId, batch({ points, params: pairs(params), tags: pairs(tags) }));
  if (withData === true) await runs.addInputs(runId, [wine], []);
  await updateRun(assay.tracking, runId, { status: 'FINISHED', endTime: 9_000 });
}

async function experiment(name: string): Promise<string> {
  const made = await assay.store.experiments.create({
    name,
    artifactLocationOf: (id) => id,
    tags: [],
    now: 1,
  });
  return made.experimentId;
}

test('a bare run lacks every field and is told how to add each', async () => {
  await record('bare', '0', {});
  const evidence = await evidenceOf(assay.tracking, 'bare');
  expect(evidence).toMatchObject({ isComplete: false, presentFields: 0, requiredFields: 7, seed: null });
  expect(evidence.fields.map((field) => field.status)).toEqual(Array(7).fill('missing'));
  for (const field of evidence.fields) {
    for (const missing of field.missing) expect(missing.howToAdd.length).toBeGreaterThan(10);
  }
});

test('what MLflow logs by itself counts, wherever it puts it', async () => {
  await record('autologged', '0', {
    tags: {
      'mlflow.source.git.commit': 'f00d',
      estimator_class: 'sklearn.ensemble.RandomForestClassifier',
      'mlflow.autologging': 'sklearn',
      'mlflow.note.content': 'does a forest separate wines?',
    },
    params: { n_estimators: '20', random_state: '7', test_size: '0.25' },
    withData: true,
  });
  await assay.store.artifacts.write('0/autologged/artifacts/requirements.txt', chunks('mlflow==3'));
  const evidence = await evidenceOf(assay.tracking, 'autologged');
  expect(evidence.fields.map((field) => [field.id, field.status])).toEqual([
    ['identity', 'present'],
    ['model', 'present'],
    ['data', 'present'],
    ['environment', 'present'],
    ['harness', 'present'],
    ['artifacts', 'present'],
    ['purpose', 'present'],
  ]);
  expect(evidence.isComplete).toBe(true);
  expect(evidence.seed).toMatchObject({ value: 'random_state=7', from: 'param random_state' });
});

test('a seed alone is not a configuration, and an empty tag is not a purpose', async () => {
  await record('seeded', '0', { params: { model: 'm', seed: '1' }, tags: { 'assay.purpose': '  ' } });
  const { fields } = await evidenceOf(assay.tracking, 'seeded');
  expect(fields.find((field) => field.id === 'model')).toMatchObject({
    status: 'partial',
    missing: [{ what: 'configuration' }],
  });
  expect(fields.find((field) => field.id === 'purpose')?.status).toBe('missing');
});

test('a run with the same manifest, data and seed is noticed as a repeat; another seed is not', async () => {
  const common = { tags: { 'mlflow.source.git.commit': 'c0ffee' }, withData: true } as const;
  await record('original', '0', { ...common, params: { lr: '0.1', seed: '1' } });
  await record('repeat', '0', { ...common, params: { seed: '1', lr: '0.1' } });
  await record('reseeded', '0', { ...common, params: { lr: '0.1', seed: '2' } });
  await record('changed', '0', { ...common, params: { lr: '0.2', seed: '1' } });
  const repeats = await findRepeats(assay.tracking, 'repeat');
  expect(repeats.identical.map((run) => run.runId)).toEqual(['original']);
  expect(repeats.unknownBecause).toBeNull();
});

test('a run that records no seed is nobody’s repeat, and says why', async () => {
  await record('unseeded', '0', { params: { lr: '0.1' }, withData: true });
  const repeats = await findRepeats(assay.tracking, 'unseeded');
  expect(repeats.identical).toEqual([]);
  expect(repeats.unknownBecause).toContain('no seed');
});

test('declared repeats give the noise floor, with the run they are named after', async () => {
  const experimentId = await experiment('noise');
  await record('base', experimentId, { metrics: { acc: 0.9 } });
  for (const [i, acc] of [0.91, 0.89, 0.9].entries()) {
    await record(`again ${i}`, experimentId, { metrics: { acc }, tags: { 'assay.repeat.of': 'base' } });
  }
  const noise = await noiseFloorOf(assay.tracking, 'acc', { experimentIds: [experimentId], group: null });
  expect(noise.groups).toMatchObject([{ group: 'base', values: [0.91, 0.89, 0.9, 0.9] }]);
  expect(noise.floor?.df).toBe(3);
  expect((await findRepeats(assay.tracking, 'base')).declared.map((run) => run.info.runId)).toContain(
    'again 2',
  );
});

test('a pair is reproduced, within noise, different or unknown', async () => {
  const experimentId = await experiment('pairs');
  await record('first', experimentId, { metrics: { acc: 0.9, only: 1 }, params: { lr: '0.1', depth: '3' } });
  await record('rerun', experimentId, { metrics: { acc: 0.905 }, tags: { 'assay.repeat.of': 'first' } });
  await record('rerun 2', experimentId, { metrics: { acc: 0.895 }, tags: { 'assay.repeat.of': 'first' } });
  await record('near', experimentId, { metrics: { acc: 0.91 }, params: { lr: '0.2', depth: '3' } });
  await record('far', experimentId, { metrics: { acc: 0.5 } });
  const verdicts = async (other: string) => {
    const { metrics } = await compareRuns(assay.tracking, ['first', other]);
    return Object.fromEntries(metrics.map((metric) => [metric.key, metric.values[1]?.verdict]));
  };
  expect(await verdicts('rerun')).toEqual({ acc: 'reproduced', only: 'unknown' });
  expect(await verdicts('near')).toEqual({ acc: 'within-noise', only: 'unknown' });
  expect(await verdicts('far')).toEqual({ acc: 'different', only: 'unknown' });
  const { params } = await compareRuns(assay.tracking, ['first', 'near']);
  expect(params.map((param) => [param.key, param.isSame])).toEqual([
    ['lr', false],
    ['depth', true],
  ]);
});

test('an unknown run is refused by name', async () => {
  const refused = { code: 'run/not-found' };
  await expect(evidenceOf(assay.tracking, 'nobody')).rejects.toMatchObject(refused);
  await expect(findRepeats(assay.tracking, 'nobody')).rejects.toMatchObject(refused);
  await expect(compareRuns(assay.tracking, ['bare', 'nobody'])).rejects.toMatchObject(refused);
});

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
