// The calibration that the API document shows. Not a measurement.
import type { WireCalibration, WireFigure } from 'assay-sdk/wireJudges';

const figure = (name: string, value: number, lower: number, upper: number, n: number): WireFigure => ({
  name,
  value,
  lower,
  upper,
  n,
});

export const exampleCalibration: WireCalibration = {
  calibrationId: '9b'.repeat(32),
  component: 'customer-faq',
  objective: 'helpful',
  pin: {
    judgeHash: '4c'.repeat(32),
    questionHash: 'd1'.repeat(32),
    parts: {
      rubric: 'a0'.repeat(32),
      prompt: 'b1'.repeat(32),
      model: 'gpt-4.1-2025-04-14',
      parameters: 'c2'.repeat(32),
      parser: '1',
      scale: 'binary',
    },
    isPinned: true,
  },
  labels: { hash: 'e3'.repeat(32), source: 'labels.jsonl', lines: 200, raters: ['ada', 'ben'] },
  servedModels: ['gpt-4.1-2025-04-14'],
  spent: { inputTokens: 148_200, outputTokens: 9_800, costUsd: 0.37 },
  figures: {
    kind: 'binary',
    level: 0.9,
    n: 200,
    disputed: 0,
    unlabelled: 0,
    answered: 200,
    unparseable: 1,
    failed: 0,
    headline: figure('cohen-kappa', 0.81, 0.74, 0.88, 200),
    also: [figure('ac1', 0.82, 0.75, 0.89, 200), figure('exact-agreement', 0.905, 0.864, 0.937, 200)],
    table: [
      [91, 9],
      [10, 90],
    ],
    classes: [
      { label: 'fail', human: 100, judge: 101 },
      { label: 'pass', human: 100, judge: 99 },
    ],
    minority: { label: 'fail', n: 100, share: 0.5 },
    sensitivity: figure('sensitivity', 0.9, 0.836, 0.945, 100),
    specificity: figure('specificity', 0.91, 0.848, 0.952, 100),
    youdenJ: figure('youden-j', 0.81, 0.725, 0.864, 200),
    humanMean: 0.5,
    judgeMean: 0.495,
    corrected: [{ method: 'ppi++', rate: 0.5, lower: 0.441, upper: 0.559, status: 'measured' }],
    humans: null,
    differential: null,
    verbosity: { n: 200, perDoubling: 0.004, lower: -0.011, upper: 0.019, p: 0.66 },
    position: null,
    modalShare: { human: 0.5, judge: 0.505 },
  },
  calibratedBy: 'ada',
  calibratedAt: 1767225600000,
};
