// Everything a calibration says about a judge, from units with what people and the judge said. Pure; not whether it is enough.
import type { CalibrationFigures, ClassCount, Figure } from '../../../model/calibration.ts';
import { clopperPearson } from '../../../stats/clopperPearson.ts';
import { youdenJ } from '../../../stats/youdenJ.ts';
import { lengthEffect } from '../bias/lengthEffect.ts';
import { positionBias } from '../bias/positionBias.ts';
import { categoriesOf, type Category, type JudgeScale } from '../judgeScale.ts';
import { binaryAgreement, confusionIn, continuousAgreement, ordinalAgreement } from './agreementFigures.ts';
import { correctedRates } from './correctedRates.ts';
import { differentialError } from './differentialError.ts';
import { figure } from './figure.ts';
import { humanAgreement } from './humanAgreement.ts';
import { isMeasured, type JudgedUnit, type MeasuredUnit } from './judgedUnit.ts';

/** Two-sided, so that each end is a one-sided 95 % bound. */
export const calibrationLevel = 0.9;

export interface CalibrationData {
  readonly scale: JudgeScale;
  /** Labels are numbers between the categories. */
  readonly isContinuous: boolean;
  readonly units: readonly JudgedUnit[];
  /** Hexadecimal: names the resampling, so that the same labels give the same figures. */
  readonly seed: string;
}

export function calibrationFigures({
  scale,
  isContinuous,
  units,
  seed,
}: CalibrationData): CalibrationFigures {
  const level = calibrationLevel;
  const measured = units.filter(isMeasured);
  const unlabelled = units.flatMap(({ ratings, judge }) =>
    ratings.length === 0 && judge !== undefined ? [judge] : [],
  );
  const categories = isContinuous ? null : categoriesOf(scale);
  const isBinary = scale.kind === 'binary';
  const table = categories === null ? null : crossTable(measured, categories);
  const agreement =
    categories === null || table === null
      ? continuousAgreement(measured, level)
      : isBinary
        ? binaryAgreement(measured, table, level, seed)
        : ordinalAgreement(
            measured,
            table,
            categories.map(({ value }) => value),
            level,
          );
  return {
    kind: isContinuous ? 'continuous' : isBinary ? 'binary' : 'ordinal',
    level,
    n: measured.length,
    disputed: units.filter(({ ratings, human }) => ratings.length > 0 && human === undefined).length,
    unlabelled: unlabelled.length,
    answered: units.filter(({ outcome }) => outcome === 'scored' || outcome === 'unparseable').length,
    unparseable: units.filter(({ outcome }) => outcome === 'unparseable').length,
    failed: units.filter(({ outcome }) => outcome === 'failed').length,
    ...agreement,
    table,
    classes: categories === null ? [] : classCounts(measured, categories),
    minority: minorityOf(measured, scale),
    ...(isBinary ? rates(measured, level) : { sensitivity: null, specificity: null, youdenJ: null }),
    humanMean: mean(measured.map(({ human }) => human)),
    judgeMean: mean(measured.map(({ judge }) => judge)),
    corrected: correctedRates(measured, unlabelled, isBinary, level),
    humans: humanAgreement(units, categories?.map(({ value }) => value) ?? null, level, seed),
    differential: differentialError(measured, level),
    verbosity: measured.length === 0 ? null : lengthEffect(measured.map(lengthPoint), level),
    position:
      scale.kind === 'pairwise'
        ? positionBias(
            units.flatMap(({ pair }) => pair ?? []),
            level,
          )
        : null,
    modalShare: {
      human: modalShare(measured.map(({ human }) => human)),
      judge: modalShare(measured.map(({ judge }) => judge)),
    },
  };
}

function lengthPoint({
  human,
  judge,
  doublings,
  exampleId,
}: MeasuredUnit): Parameters<typeof lengthEffect>[0][number] {
  return { human, judge, doublings, cluster: exampleId };
}

function crossTable(
  units: readonly MeasuredUnit[],
  categories: readonly Category[],
): readonly (readonly number[])[] {
  return categories.map((row) =>
    categories.map(
      (column) => units.filter(({ human, judge }) => human === row.value && judge === column.value).length,
    ),
  );
}

function classCounts(units: readonly MeasuredUnit[], categories: readonly Category[]): readonly ClassCount[] {
  return categories.map(({ label, value }) => ({
    label,
    human: units.filter(({ human }) => human === value).length,
    judge: units.filter(({ judge }) => judge === value).length,
  }));
}

/** The rarer side of pass and fail, of the two halves of the scale, or of wins and losses. */
function minorityOf(units: readonly MeasuredUnit[], { kind }: JudgeScale): CalibrationFigures['minority'] {
  const upper = units.filter(({ human }) => human > 0.5).length;
  const lower = units.filter(({ human }) => (kind === 'pairwise' ? human < 0.5 : human <= 0.5)).length;
  const [low, high] = {
    binary: ['fail', 'pass'] as const,
    graded: ['the lower half', 'the upper half'] as const,
    pairwise: ['loss', 'win'] as const,
  }[kind];
  const n = Math.min(upper, lower);
  const whole = upper + lower;
  return { label: lower <= upper ? low : high, n, share: whole === 0 ? 0 : n / whole };
}

function rates(
  units: readonly MeasuredUnit[],
  level: number,
): { readonly sensitivity: Figure; readonly specificity: Figure; readonly youdenJ: Figure } {
  const { tp, fp, fn, tn } = confusionIn(units);
  const positives = tp + fn;
  const negatives = tn + fp;
  const found =
    positives === 0 || negatives === 0
      ? undefined
      : youdenJ({ sensitivity: tp / positives, positives, specificity: tn / negatives, negatives }, level);
  return {
    sensitivity: figure(
      'sensitivity',
      positives === 0 ? null : tp / positives,
      clopperPearson(tp, positives, level),
      positives,
    ),
    specificity: figure(
      'specificity',
      negatives === 0 ? null : tn / negatives,
      clopperPearson(tn, negatives, level),
      negatives,
    ),
    youdenJ: figure('youden-j', found?.j, found?.interval, units.length),
  };
}

function modalShare(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return values.length === 0 ? 0 : Math.max(...counts.values()) / values.length;
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
