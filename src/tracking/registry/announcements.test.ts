import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestAssay, testAssay } from '../../server/testAssay.ts';
import type { ChangeEvent } from '../../model/changeEvent.ts';
import type { TrackingContext } from '../context.ts';
import { createDataset } from '../evaluationDatasets/createDataset.ts';
import { upsertRecords } from '../evaluationDatasets/changeDataset.ts';
import { finalizeLoggedModel } from '../loggedModels/changeLoggedModel.ts';
import { createLoggedModel } from '../loggedModels/createLoggedModel.ts';
import { deleteModelVersion, moveToStage } from './changeModelVersion.ts';
import { deleteRegisteredModel, renameRegisteredModel } from './changeRegisteredModel.ts';
import { createModelVersion } from './createModelVersion.ts';
import { createRegisteredModel } from './createRegisteredModel.ts';
import { deleteAlias, setAlias } from './moveAlias.ts';

let assay: TestAssay;
let announced: ChangeEvent[] = [];
let context: TrackingContext;
beforeAll(async () => {
  assay = await testAssay();
  context = { ...assay.tracking, announce: (event) => announced.push(event) };
});
afterAll(() => assay.close());

async function eventsOf(act: () => Promise<unknown>): Promise<ChangeEvent[]> {
  announced = [];
  await act();
  return announced;
}

const version = (modelId: string | null) =>
  createModelVersion(context, {
    name: 'm',
    source: 's3://b/m',
    runId: null,
    runLink: null,
    description: null,
    modelId,
    tags: [],
  });

test('every change of a registered model is announced under its name', async () => {
  const changed = { type: 'registered-model', name: 'm' };
  const model = { name: 'm', description: null, tags: [] };
  expect(await eventsOf(() => createRegisteredModel(context, model))).toEqual([changed]);
  expect(await eventsOf(() => version(null))).toEqual([changed]);
  expect(await eventsOf(() => setAlias(context, 'm', 'champion', '1'))).toEqual([changed]);
  expect(await eventsOf(() => moveToStage(context, 'm', '1', 'Staging', false))).toEqual([changed]);
  expect(await eventsOf(() => deleteAlias(context, 'm', 'champion'))).toEqual([changed]);
  expect(await eventsOf(() => deleteModelVersion(context, 'm', '1'))).toEqual([changed]);
});

test('a version made of a logged model announces that model too', async () => {
  const { modelId } = await createLoggedModel(context, {
    experimentId: '0',
    name: '',
    modelType: '',
    sourceRunId: '',
    params: [],
    tags: [],
  });
  const logged = { type: 'logged-model', experimentId: '0', modelId };
  expect(await eventsOf(() => finalizeLoggedModel(context, modelId, 'READY'))).toEqual([logged]);
  expect(await eventsOf(() => version(modelId))).toEqual([{ type: 'registered-model', name: 'm' }, logged]);
});

test('a rename is announced under both names', async () => {
  expect(await eventsOf(() => renameRegisteredModel(context, 'm', 'n'))).toEqual([
    { type: 'registered-model', name: 'm' },
    { type: 'registered-model', name: 'n' },
  ]);
});

test('a change of an evaluation dataset is announced', async () => {
  const { datasetId } = await createDataset(context, {
    name: 'd',
    experimentIds: [],
    tags: '',
    createdBy: null,
  });
  expect(await eventsOf(() => upsertRecords(context, datasetId, '[{"inputs":{}}]', null))).toEqual([
    { type: 'evaluation-dataset', datasetId },
  ]);
});

test('what is refused is not announced', async () => {
  expect(
    await eventsOf(() =>
      expect(deleteRegisteredModel(context, 'nobody')).rejects.toMatchObject({ kind: 'not-found' }),
    ),
  ).toEqual([]);
});
