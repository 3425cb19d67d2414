// Every rule that keeps a judge from deciding, at its boundary.
import { describe, expect, test } from 'vitest';
import type { Calibration, CalibrationFigures, Figure } from '../../../model/calibration.ts';
import { newCalibration, newFigures } from '../../../store/conformance/newCalibration.ts';
import { type CalibrationDemand, calibrationStatus } from './calibrationStatus.ts';

const day = 24 * 3600 * 1000;
const plain: CalibrationDemand = { isCritical: false, margin: 0.05, hasDriftAlarm: false };

function codes(
  more: Partial<CalibrationFigures>,
  demand: Partial<CalibrationDemand> = {},
): readonly string[] {
  return codesOf(newCalibration({ figures: newFigures(more) }), 1_000, demand);
}

function codesOf(
  calibration: Calibration,
  now: number,
  demand: Partial<CalibrationDemand> = {},
): readonly string[] {
  const status = calibrationStatus(calibration, now, { ...plain, ...demand });
  return status.kind === 'calibrated' ? [] : status.reasons.map(({ code }) => code);
}

const figure = (value: number | null, lower: number | null, n = 200): Figure => ({
  name: 'f',
  value,
  lower,
  upper: 1,
  n,
});

test('a judge that was measured well enough may decide', () => {
  expect(calibrationStatus(newCalibration(), 1_000, plain)).toEqual({ kind: 'calibrated' });
});

test('an unpinned model can never be calibrated', () => {
  const calibration = newCalibration();
  expect(codesOf({ ...calibration, pin: { ...calibration.pin, isPinned: false } }, 1_000)).toEqual([
    'judge-unpinned',
  ]);
});

test('100 labels are the least', () => {
  expect(codes({ n: 99 })).toEqual(['judge-too-few-labels']);
  expect(codes({ n: 100 })).toEqual([]);
});

test('30 of the rarer class are the least', () => {
  expect(codes({ minority: { label: 'fail', n: 29, share: 0.29 } })).toEqual(['judge-too-few-of-a-class']);
  expect(codes({ minority: { label: 'fail', n: 30, share: 0.3 } })).toEqual([]);
});

test('90 days make it stale, not uncalibrated', () => {
  const calibration = newCalibration();
  const at = (days: number, more = 0) =>
    calibrationStatus(calibration, calibration.calibratedAt + days * day + more, plain);
  expect(at(90)).toEqual({ kind: 'calibrated' });
  expect(at(90, 1)).toMatchObject({ kind: 'stale', reasons: [{ code: 'judge-calibration-old' }] });
  expect(
    calibrationStatus(newCalibration({ figures: newFigures({ n: 5 }) }), 1_000 + 91 * day, plain),
  ).toMatchObject({
    kind: 'uncalibrated',
    reasons: [{ code: 'judge-too-few-labels' }, { code: 'judge-calibration-old' }],
  });
});

test('a date in the future is no age', () => {
  const calibration = newCalibration({ calibratedAt: 10 * day });
  expect(codesOf(calibration, 9 * day)).toEqual([]);
  expect(codesOf(calibration, 9 * day - 1)).toEqual(['judge-calibration-old']);
});

describe('agreement', () => {
  test('is held to the lower bound of its figure, 0.6, or 0.7 for a critical objective', () => {
    expect(codes({ headline: figure(0.8, 0.6) })).toEqual([]);
    expect(codes({ headline: figure(0.8, 0.5999) })).toEqual(['judge-agreement-low']);
    expect(codes({ headline: figure(0.9, 0.7) }, { isCritical: true })).toEqual([]);
    expect(codes({ headline: figure(0.9, 0.6999) }, { isCritical: true })).toEqual(['judge-agreement-low']);
  });

  test('that is undefined is no agreement', () => {
    expect(codes({ headline: figure(null, null) })).toEqual(['judge-agreement-unknown']);
  });

  test('with a class below 15 % is held to sensitivity and specificity instead of kappa', () => {
    const rare = { minority: { label: 'fail', n: 30, share: 0.1499 }, headline: figure(0.1, -0.2) };
    expect(codes(rare)).toEqual([]);
    expect(codes({ ...rare, sensitivity: figure(0.8, 0.7), specificity: figure(0.8, 0.7) })).toEqual([]);
    expect(codes({ ...rare, sensitivity: figure(0.8, 0.69) })).toEqual(['judge-sensitivity-low']);
    expect(codes({ ...rare, specificity: figure(0.8, 0.69) })).toEqual(['judge-specificity-low']);
    expect(codes({ ...rare, minority: { label: 'fail', n: 30, share: 0.15 } })).toEqual([
      'judge-agreement-low',
    ]);
  });

  test('needs a J that is shown to exceed 0.5', () => {
    expect(codes({ youdenJ: figure(0.7, 0.5) })).toEqual(['judge-informedness-low']);
    expect(codes({ youdenJ: figure(0.7, 0.5001) })).toEqual([]);
    expect(codes({ youdenJ: figure(null, null) })).toEqual(['judge-informedness-low']);
    expect(codes({ youdenJ: null })).toEqual([]);
  });
});

describe('people', () => {
  const humans = (betweenHumans: number, gap: number, lower: number | null): Partial<CalibrationFigures> => ({
    humans: {
      raters: 2,
      units: 100,
      alpha: figure(betweenHumans, betweenHumans - 0.05),
      betweenHumans,
      judgeWithHumans: betweenHumans - gap,
      gap: { name: 'gap', value: gap, lower, upper: 1, n: 100 },
    },
  });

  test('who do not agree with each other show that the rubric is the problem', () => {
    expect(codes(humans(0.59, 0.5, 0.4))).toEqual(['rubric-unreliable']);
    expect(codes(humans(0.6, 0, -0.1))).toEqual([]);
  });

  test('may agree better with each other than the judge with them by 0.1, and no more', () => {
    expect(codes(humans(0.9, 0.1, 0.05))).toEqual([]);
    expect(codes(humans(0.9, 0.101, 0.05))).toEqual(['judge-worse-than-people']);
    expect(codes(humans(0.9, 0.3, 0))).toEqual([]);
    expect(codes(humans(0.9, 0.3, null))).toEqual(['judge-worse-than-people']);
  });
});

describe('biases', () => {
  test('an effect of length counts when it is both large and significant', () => {
    const verbosity = (perDoubling: number, p: number): Partial<CalibrationFigures> => ({
      verbosity: { n: 200, perDoubling, lower: 0, upper: 1, p },
    });
    expect(codes(verbosity(0.031, 0.05))).toEqual(['judge-length-bias']);
    expect(codes(verbosity(-0.031, 0.01))).toEqual(['judge-length-bias']);
    expect(codes(verbosity(0.03, 0.0001))).toEqual([]);
    expect(codes(verbosity(0.3, 0.051))).toEqual([]);
  });

  test('a pairwise judge is consistent in both orders, shown for 0.8, and prefers neither position', () => {
    const position = (lower: number | null, shift: number): Partial<CalibrationFigures> => ({
      position: {
        n: 100,
        consistency: { name: 'c', value: 0.9, lower, upper: 1, n: 100 },
        firstPreference: 0.6,
        p: 0.1,
        shift,
      },
    });
    expect(codes(position(0.8, 0.05))).toEqual([]);
    expect(codes(position(0.799, 0.05))).toEqual(['judge-position-bias']);
    expect(codes(position(0.8, 0.051))).toEqual(['judge-position-bias']);
    expect(codes(position(null, 0))).toEqual(['judge-position-bias']);
  });

  test('one score for nearly everything tells nothing, unless people give it too', () => {
    expect(codes({ modalShare: { judge: 0.91, human: 0.9 } })).toEqual(['judge-always-the-same']);
    expect(codes({ modalShare: { judge: 0.9, human: 0.5 } })).toEqual([]);
    expect(codes({ modalShare: { judge: 0.95, human: 0.95 } })).toEqual([]);
  });
});

test('an error that differs between the versions counts when it is significant and larger than half the margin', () => {
  const differential = (bias: number, p: number | null): Partial<CalibrationFigures> => ({
    differential: { pairs: 100, bias, p },
  });
  expect(codes(differential(-0.026, 0.009))).toEqual(['judge-differential-error']);
  expect(codes(differential(-0.026, 0.01))).toEqual([]);
  expect(codes(differential(-0.025, 0.001))).toEqual([]);
  expect(codes(differential(-0.5, null))).toEqual(['judge-differential-error']);
  expect(codes(differential(-0.5, 0.001), { margin: null })).toEqual([]);
});

test('more than 2 % of answers without a score are too many', () => {
  expect(codes({ answered: 200, unparseable: 4 })).toEqual([]);
  expect(codes({ answered: 200, unparseable: 5 })).toEqual(['judge-unparseable-often']);
  expect(codes({ answered: 0, unparseable: 0 })).toEqual([]);
});

test('an open drift alarm makes it stale', () => {
  expect(calibrationStatus(newCalibration(), 1_000, { ...plain, hasDriftAlarm: true })).toMatchObject({
    kind: 'stale',
    reasons: [{ code: 'judge-drift' }],
  });
});
