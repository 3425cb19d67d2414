// A calibration as suites need one: good in every figure, changed where a test says so.
import type { Calibration, CalibrationFigures, Figure } from '../../model/calibration.ts';

const figure = (name: string, value: number, lower: number, upper: number, n = 200): Figure => ({
  name,
  value,
  lower,
  upper,
  n,
});

export function newFigures(more: Partial<CalibrationFigures> = {}): CalibrationFigures {
  return {
    kind: 'binary',
    level: 0.9,
    n: 200,
    disputed: 0,
    unlabelled: 0,
    answered: 200,
    unparseable: 0,
    failed: 0,
    headline: figure('cohen-kappa', 0.82, 0.75, 0.89),
    also: [figure('ac1', 0.83, 0.76, 0.9)],
    table: [
      [90, 10],
      [8, 92],
    ],
    classes: [
      { label: 'fail', human: 100, judge: 98 },
      { label: 'pass', human: 100, judge: 102 },
    ],
    minority: { label: 'fail', n: 100, share: 0.5 },
    sensitivity: figure('sensitivity', 0.92, 0.86, 0.96, 100),
    specificity: figure('specificity', 0.9, 0.83, 0.95, 100),
    youdenJ: figure('youden-j', 0.82, 0.74, 0.88),
    humanMean: 0.5,
    judgeMean: 0.51,
    corrected: [],
    humans: null,
    differential: null,
    verbosity: null,
    position: null,
    modalShare: { human: 0.5, judge: 0.51 },
    ...more,
  };
}

export function newCalibration(more: Partial<Calibration> = {}): Calibration {
  return {
    calibrationId: 'c0ffee00',
    component: 'faq',
    objective: 'helpful',
    pin: {
      judgeHash: 'judge',
      questionHash: 'is it helpful?',
      parts: {
        rubric: 'r1',
        prompt: 'p1',
        model: 'm-2026-01-01',
        parameters: 'x',
        parser: '1',
        scale: 'binary',
      },
      isPinned: true,
    },
    labels: { hash: 'ab'.repeat(32), source: 'labels.jsonl', lines: 200, raters: ['ada'] },
    servedModels: ['m-2026-01-01'],
    spent: { inputTokens: 1_000, outputTokens: 200, costUsd: null },
    figures: newFigures(),
    calibratedBy: 'ada',
    calibratedAt: 1_000,
    ...more,
  };
}
