// Routes of calibrations of judges: record, list, read, and the labels behind one.
import type { WireCalibrationStatus, WireCalibrationWithStatus } from 'assay-sdk/wireJudges';
import { acceptCalibration } from '../../../evals/judges/calibration/acceptCalibration.ts';
import { calibrationStatus } from '../../../evals/judges/calibration/calibrationStatus.ts';
import { driftedJudges } from '../../../evals/judges/calibration/driftedJudges.ts';
import { findCalibration } from '../../../evals/judges/calibration/findCalibration.ts';
import type { Calibration } from '../../../model/calibration.ts';
import { exampleCalibration } from '../encode/exampleCalibration.ts';
import { type NativeRoute, route } from '../route.ts';
import {
  calibrationOut,
  calibrationPage,
  calibrationPath,
  calibrationQuery,
  labelPage,
  newCalibration,
} from '../schemas/judges.ts';

const group = 'judges';

const exampleLabel = {
  exampleId: '3a'.repeat(32),
  outputHash: '7f'.repeat(32),
  opponentHash: null,
  arm: 'candidate',
  value: 1,
  raters: 2,
};

function withStatus(
  calibration: Calibration,
  now: number,
  drifted: ReadonlySet<string>,
): WireCalibrationWithStatus {
  const statusFor = (isCritical: boolean): WireCalibrationStatus => {
    const status = calibrationStatus(calibration, now, {
      isCritical,
      margin: null,
      hasDriftAlarm: drifted.has(calibration.pin.judgeHash),
    });
    return status.kind === 'calibrated' ? { kind: 'calibrated', reasons: [] } : status;
  };
  return { ...calibration, status: { required: statusFor(false), critical: statusFor(true) } };
}

const calibrated = { kind: 'calibrated', reasons: [] } as const;
const exampleOut: WireCalibrationWithStatus = {
  ...exampleCalibration,
  status: { required: calibrated, critical: calibrated },
};

const record = route({
  method: 'POST',
  path: '/judge-calibrations',
  id: 'recordCalibration',
  group,
  summary: 'Record a calibration',
  description:
    'Keeps a calibration that `assay judge calibrate` made elsewhere, with its labels, for good. The same one again changes nothing.',
  body: newCalibration,
  bodyExample: { calibration: exampleCalibration, labels: [exampleLabel] },
  answer: {
    status: 201,
    description: 'As it is kept',
    content: [{ type: 'application/json', schema: calibrationOut, example: exampleOut }],
  },
  errors: ['judge/calibration-damaged'],
  async handle({ body: { calibration, labels } }, { gate }) {
    await acceptCalibration(gate, calibration, labels);
    return withStatus(calibration, gate.now(), await driftedJudges(gate));
  },
});

const list = route({
  method: 'GET',
  path: '/judge-calibrations',
  id: 'listCalibrations',
  group,
  summary: 'List calibrations',
  description: 'Newest first. Of one judge the newest counts.',
  query: calibrationQuery,
  answer: {
    status: 200,
    description: 'One page',
    content: [
      { type: 'application/json', schema: calibrationPage, example: { items: [exampleOut], next: null } },
    ],
  },
  errors: ['request/bad-page-token'],
  async handle({ query: { component, objective, judgeHash, limit, cursor } }, { gate }) {
    const page = await gate.store.calibrations.list(
      { component: component ?? null, objective: objective ?? null, judgeHash: judgeHash ?? null },
      { limit, after: cursor ?? null },
    );
    const now = gate.now();
    const drifted = await driftedJudges(gate);
    return { items: page.items.map((each) => withStatus(each, now, drifted)), next: page.next };
  },
});

const read = route({
  method: 'GET',
  path: '/judge-calibrations/{calibrationId}',
  id: 'getCalibration',
  group,
  summary: 'Read a calibration',
  description: 'With every figure, and whether the judge may decide as of now.',
  params: calibrationPath,
  answer: {
    status: 200,
    description: 'The calibration',
    content: [{ type: 'application/json', schema: calibrationOut, example: exampleOut }],
  },
  errors: ['judge/calibration-not-found'],
  handle: async ({ params }, { gate }) =>
    withStatus(await findCalibration(gate, params.calibrationId), gate.now(), await driftedJudges(gate)),
});

const labels = route({
  method: 'GET',
  path: '/judge-calibrations/{calibrationId}/labels',
  id: 'getCalibrationLabels',
  group,
  summary: 'Read the labels of a calibration',
  description: 'All of them: values and hashes, not the outputs.',
  params: calibrationPath,
  answer: {
    status: 200,
    description: 'The labels',
    content: [
      { type: 'application/json', schema: labelPage, example: { items: [exampleLabel], next: null } },
    ],
  },
  errors: ['judge/calibration-not-found'],
  async handle({ params }, { gate }) {
    const { calibrationId } = await findCalibration(gate, params.calibrationId);
    return { items: await gate.store.calibrations.labels(calibrationId), next: null };
  },
});

export const judgeRoutes: readonly NativeRoute[] = [record, list, read, labels];
