// A calibration for people: whether the judge may decide, how it agrees with people, and what speaks against it. Not how it is measured.
import { calibrationLimits } from '../../evals/judges/calibration/calibrationStatus.ts';
import type { Calibration, Figure } from '../../model/calibration.ts';
import { wrapTo } from '../print/cellWidth.ts';
import { countText } from '../print/numbers.ts';
import type { Style } from '../print/style.ts';
import { momentText } from '../print/times.ts';
import { visibleText } from '../print/visibleText.ts';

export interface CalibrationStanding {
  readonly kind: 'calibrated' | 'stale' | 'uncalibrated';
  readonly reasons?: readonly { readonly code: string; readonly message: string }[];
}

export interface CalibrationPrinter {
  readonly style: Style;
  readonly width: number | null;
}

export function calibrationLines(
  calibration: Calibration,
  status: CalibrationStanding,
  printer: CalibrationPrinter,
): string[] {
  return [
    ...headLines(calibration, status, printer),
    '',
    ...agreementLines(calibration, printer),
    ...tableLinesOf(calibration, printer),
    '',
    ...restLines(calibration, printer),
  ];
}

/** Whether the judge may decide, and what keeps it from it. */
export function headLines(
  { objective, calibrationId, pin, labels, calibratedAt, calibratedBy }: Calibration,
  status: CalibrationStanding,
  { style, width }: CalibrationPrinter,
): string[] {
  const standing = {
    calibrated: style.good('calibrated'),
    stale: style.warning('stale'),
    uncalibrated: style.bad('uncalibrated'),
  }[status.kind];
  const by = calibratedBy === null ? '' : ` by ${visibleText(calibratedBy)}`;
  const { reasons = [] } = status;
  return [
    `${standing}  the judge of ${style.strong(visibleText(objective))} (${visibleText(pin.parts['model'] ?? 'unknown model')})`,
    style.quiet(
      `  calibration ${calibrationId.slice(0, 12)}, ${momentText(calibratedAt)}${by}, ${countText(labels.lines, 'line')} of ${visibleText(labels.source)}`,
    ),
    ...reasons.flatMap(({ code, message }) =>
      wrapped(`- ${message} (${code})`, width).map((line) => `  ${line}`),
    ),
  ];
}

function agreementLines({ figures }: Calibration, { style }: CalibrationPrinter): string[] {
  const { headline, also, sensitivity, specificity, youdenJ } = figures;
  const rows = [headline, ...also, ...[sensitivity, specificity, youdenJ].flatMap((one) => one ?? [])];
  const nameWidth = Math.max(...rows.map(({ name }) => titleOf(name).length));
  return [
    `Agreement with people on ${countText(figures.n, 'output')}  ${style.quiet('each end of an interval is a one-sided 95 % bound')}`,
    ...rows.map((row, i) => {
      const line = `  ${titleOf(row.name).padEnd(nameWidth)}  ${figureText(row)}`;
      const limit = `at least ${calibrationLimits.agreement} at the lower end, ${calibrationLimits.criticalAgreement} for a critical objective`;
      return i === 0 ? `${line}  ${style.quiet(limit)}` : line;
    }),
  ];
}

/** Rows people, columns the judge; sizes of classes for scales without many levels. */
function tableLinesOf({ figures: { table, classes } }: Calibration, { style }: CalibrationPrinter): string[] {
  if (table === null) return [];
  const labels = classes.map(({ label }) => label);
  const cell = Math.max(8, ...labels.map((label) => label.length));
  return [
    '',
    `${'people \\ judge'.padEnd(14)}${labels.map((label) => label.padStart(cell + 2)).join('')}`,
    ...table.map(
      (row, i) =>
        `  ${(labels[i] ?? '').padEnd(12)}${row
          .map((count, j) => {
            const text = String(count).padStart(cell + 2);
            return i === j ? style.good(text) : count === 0 ? style.quiet(text) : text;
          })
          .join('')}`,
    ),
  ];
}

function restLines({ figures, servedModels, spent }: Calibration, { style }: CalibrationPrinter): string[] {
  const { humans, differential, verbosity, position, corrected } = figures;
  const [rate] = corrected;
  const pairs: [string, string][] = [
    ['rarer class', `${figures.minority.n} × ${figures.minority.label} (${percent(figures.minority.share)})`],
    ['answers without a score', `${figures.unparseable} of ${figures.answered}`],
  ];
  if (figures.failed > 0) pairs.push(['endpoint failed', countText(figures.failed, 'time')]);
  if (figures.disputed > 0) pairs.push(['people divided', countText(figures.disputed, 'output')]);
  if (rate !== undefined && rate.rate !== null) {
    pairs.push([
      'corrected mean',
      `${number(rate.rate)} ${range(rate.lower, rate.upper)} ${style.quiet(`judge ${number(figures.judgeMean)}, people ${number(figures.humanMean)}, ${countText(figures.unlabelled, 'output')} without a label`)}`,
    ]);
  }
  if (humans !== null) {
    pairs.push([
      'people among themselves',
      `${number(humans.betweenHumans)} ${style.quiet(`judge with them ${number(humans.judgeWithHumans)}, alpha ${number(humans.alpha.value)}, ${countText(humans.units, 'output')} with several raters`)}`,
    ]);
  }
  if (verbosity !== null && verbosity.perDoubling !== null) {
    pairs.push([
      'twice the length',
      `${number(verbosity.perDoubling)} ${range(verbosity.lower, verbosity.upper)}`,
    ]);
  }
  if (position !== null) pairs.push(['both orders agree', figureText(position.consistency)]);
  if (differential !== null) {
    pairs.push([
      'error that differs',
      `${number(differential.bias)} ${style.quiet(`between the versions, on ${countText(differential.pairs, 'pair')}${differential.p === null ? '' : `, p ${number(differential.p)}`}`)}`,
    ]);
  }
  if (servedModels.length > 0) pairs.push(['answered by', servedModels.map(visibleText).join(', ')]);
  if (spent.costUsd !== null) pairs.push(['cost', `$${spent.costUsd.toFixed(4)}`]);
  const titleWidth = Math.max(...pairs.map(([title]) => title.length));
  return pairs.map(([title, text]) => `  ${style.quiet(title.padEnd(titleWidth))}  ${text}`);
}

const titles: Readonly<Record<string, string>> = {
  'cohen-kappa': 'Cohen’s kappa',
  'quadratic-kappa': 'kappa, quadratic weights',
  'linear-kappa': 'kappa, linear weights',
  'icc-a1': 'intraclass correlation A,1',
  ac1: 'Gwet’s AC1',
  ac2: 'Gwet’s AC2',
  mcc: 'Matthews’ correlation',
  f1: 'F1',
  precision: 'precision',
  'exact-agreement': 'exact agreement',
  'within-one': 'within one level',
  spearman: 'Spearman’s correlation',
  pearson: 'Pearson’s correlation',
  'lin-ccc': 'Lin’s concordance',
  'mean-difference': 'mean difference',
  sensitivity: 'passes what people pass',
  specificity: 'fails what people fail',
  'youden-j': 'both together − 1',
};

function titleOf(name: string): string {
  return titles[name] ?? name;
}

export function figureText({ value, lower, upper }: Pick<Figure, 'value' | 'lower' | 'upper'>): string {
  return value === null ? 'not defined' : `${number(value)} ${range(lower, upper)}`;
}

function range(lower: number | null, upper: number | null): string {
  return lower === null || upper === null ? '' : `[${number(lower)}, ${number(upper)}]`;
}

function number(value: number | null): string {
  return value === null ? 'unknown' : value.toFixed(3).replace('-', '−');
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

function wrapped(text: string, width: number | null): readonly string[] {
  return width === null ? [text] : wrapTo(text, Math.max(30, width - 2));
}
