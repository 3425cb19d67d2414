// Schemas of calibrations of judges.
import { z } from 'zod';
import type { Calibration, CalibrationFigures, CalibrationLabel } from '../../../model/calibration.ts';
import type { WireCalibrationStatus, WireCalibrationWithStatus } from 'assay-sdk/wireJudges';
import { cursor, limitIn } from './values.ts';

const text = z.string().max(10_000);
const named = text.min(1);
const hash = z.string().regex(/^[0-9a-f]{64}$/, { error: 'must be a SHA-256 in hexadecimal, 64 digits' });
const figureOrNull = z.number().nullable();
const share = z.number().min(0).max(1);
const count = z.int().min(0);

const figure = z
  .strictObject({ name: text, value: figureOrNull, lower: figureOrNull, upper: figureOrNull, n: count })
  .meta({ id: 'Figure', description: 'A figure with its two-sided interval; null where it is not defined.' });

const classSizes = z.array(z.strictObject({ label: text, human: count, judge: count })).max(100);

const figures = z
  .strictObject({
    kind: z.enum(['binary', 'ordinal', 'continuous']),
    level: share.meta({
      description: 'Of all intervals, two-sided: 0.9, so that each end is a one-sided 95 % bound.',
    }),
    n: count.meta({ description: 'Outputs with a label that people agree on and a score of the judge.' }),
    disputed: count,
    unlabelled: count,
    answered: count,
    unparseable: count,
    failed: count,
    headline: figure,
    also: z.array(figure).max(100),
    table: z
      .array(z.array(count).max(100))
      .max(100)
      .nullable()
      .meta({ description: 'Rows: people; columns: the judge.' }),
    classes: classSizes,
    minority: z.strictObject({ label: text, n: count, share }),
    sensitivity: figure.nullable(),
    specificity: figure.nullable(),
    youdenJ: figure.nullable(),
    humanMean: figureOrNull,
    judgeMean: figureOrNull,
    corrected: z
      .array(
        z.strictObject({
          method: z.enum(['ppi++', 'post-stratified', 'rogan-gladen']),
          rate: figureOrNull,
          lower: figureOrNull,
          upper: figureOrNull,
          status: text,
        }),
      )
      .max(10),
    humans: z
      .strictObject({
        raters: count,
        units: count,
        alpha: figure,
        betweenHumans: figureOrNull,
        judgeWithHumans: figureOrNull,
        gap: figure,
      })
      .nullable(),
    differential: z.strictObject({ pairs: count, bias: figureOrNull, p: figureOrNull }).nullable(),
    verbosity: z
      .strictObject({
        n: count,
        perDoubling: figureOrNull,
        lower: figureOrNull,
        upper: figureOrNull,
        p: figureOrNull,
      })
      .nullable(),
    position: z
      .strictObject({
        n: count,
        consistency: figure,
        firstPreference: figureOrNull,
        p: figureOrNull,
        shift: z.number(),
      })
      .nullable(),
    modalShare: z.strictObject({ human: share, judge: share }),
  })
  .meta({ id: 'CalibrationFigures' }) satisfies z.ZodType<CalibrationFigures>;

const parts = {
  calibrationId: hash.meta({ description: 'SHA-256 of everything else in canonical JSON.' }),
  component: named.nullable(),
  objective: named,
  pin: z.strictObject({
    judgeHash: hash.meta({ description: 'Of rubric, prompt, model, parameters and parser.' }),
    questionHash: hash.meta({ description: 'Of what a person is asked as well: rubric and scale.' }),
    parts: z.record(named, text),
    isPinned: z.boolean(),
  }),
  labels: z.strictObject({ hash, source: text, lines: count, raters: z.array(text).max(10_000) }),
  servedModels: z.array(text).max(1_000),
  spent: z.strictObject({ inputTokens: figureOrNull, outputTokens: figureOrNull, costUsd: figureOrNull }),
  figures,
  calibratedBy: text.nullable(),
  calibratedAt: z.int().min(0).meta({ description: 'Milliseconds since the epoch.' }),
};

const calibration = z.strictObject(parts).meta({
  id: 'Calibration',
  description: 'How a judge was measured against people.',
}) satisfies z.ZodType<Calibration>;

const label = z
  .strictObject({
    exampleId: hash,
    outputHash: hash,
    opponentHash: hash.nullable(),
    arm: z.enum(['candidate', 'baseline']).nullable(),
    value: share,
    raters: count,
  })
  .meta({
    id: 'CalibrationLabel',
    description: 'What people said of one output, which is named by the SHA-256 of its canonical JSON.',
  }) satisfies z.ZodType<CalibrationLabel>;

const status = z
  .strictObject({
    kind: z.enum(['calibrated', 'stale', 'uncalibrated']),
    reasons: z.array(z.strictObject({ code: text, message: text })),
  })
  .meta({ id: 'CalibrationStatus' }) satisfies z.ZodType<WireCalibrationStatus>;

export const newCalibration = z.strictObject({ calibration, labels: z.array(label) });

export const calibrationOut = z
  .strictObject({ ...parts, status: z.strictObject({ required: status, critical: status }) })
  .meta({
    id: 'CalibrationWithStatus',
    description:
      'A calibration, and whether the judge may decide a required and a critical objective as of now.',
  }) satisfies z.ZodType<WireCalibrationWithStatus>;

export const calibrationPage = z.strictObject({
  items: z.array(calibrationOut),
  next: z.string().nullable(),
});

export const labelPage = z.strictObject({ items: z.array(label), next: z.string().nullable() });

export const calibrationPath = z.strictObject({
  calibrationId: z.string().min(1).meta({ description: 'The id, or at least four digits of its beginning.' }),
});

export const calibrationQuery = z.strictObject({
  component: named.optional(),
  objective: named.optional(),
  judgeHash: named.optional(),
  limit: limitIn(1000, 50),
  cursor: cursor.optional(),
});
