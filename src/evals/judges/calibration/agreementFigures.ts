// How far a judge agrees with people, by the kind of scale: the figure that is held to a limit, and those shown beside it.
import type { Figure } from '../../../model/calibration.ts';
import { bcaBootstrap } from '../../../stats/bcaBootstrap.ts';
import { clopperPearson } from '../../../stats/clopperPearson.ts';
import { cohenKappa } from '../../../stats/cohenKappa.ts';
import { confusionMetrics, type ConfusionTable } from '../../../stats/confusionMetrics.ts';
import { pearson, spearman } from '../../../stats/correlation.ts';
import { gwetAc } from '../../../stats/gwetAc.ts';
import { intraclassCorrelation } from '../../../stats/intraclassCorrelation.ts';
import { linConcordance } from '../../../stats/linConcordance.ts';
import { pairedT } from '../../../stats/pairedT.ts';
import { stateOfHash, xoshiro128 } from '../../../stats/xoshiro128.ts';
import { figure } from './figure.ts';
import type { MeasuredUnit } from './judgedUnit.ts';

export interface Agreement {
  readonly headline: Figure;
  readonly also: readonly Figure[];
}

/** Resamples for figures without a closed form, which are shown and never decide. */
const resamples = 2_000;

/**
 * @param table rows: people; columns: the judge
 * @param seed  hexadecimal, names the resampling
 * @source statistical design 3.1
 */
export function binaryAgreement(
  units: readonly MeasuredUnit[],
  table: readonly (readonly number[])[],
  level: number,
  seed: string,
): Agreement {
  const n = units.length;
  const kappa = cohenKappa(table, level);
  const resampled = (name: string, of: (table: ConfusionTable) => number | undefined): Figure => {
    const found = bcaBootstrap(n, (drawn) => of(confusionIn(units, drawn)), {
      confidence: level,
      random: xoshiro128(stateOfHash(seed)),
      resamples,
    });
    const interval =
      found.lower === undefined || found.upper === undefined
        ? undefined
        : ([found.lower, found.upper] as const);
    return figure(name, found.estimate, interval, n);
  };
  return {
    headline: figure('cohen-kappa', kappa.kappa, kappa.interval, n),
    also: [
      acFigure('ac1', units, [0, 1], level, 'unweighted'),
      rawAgreement(units, level),
      resampled('mcc', (counts) => confusionMetrics(counts).mcc),
      resampled('f1', (counts) => confusionMetrics(counts).f1),
      precision(units, level),
    ],
  };
}

/** @param values of the categories, in their order */
export function ordinalAgreement(
  units: readonly MeasuredUnit[],
  table: readonly (readonly number[])[],
  values: readonly number[],
  level: number,
): Agreement {
  const n = units.length;
  const quadratic = cohenKappa(table, level, 'quadratic');
  const linear = cohenKappa(table, level, 'linear');
  const [human, judge] = columnsOf(units);
  const rank = spearman(human, judge, level);
  const step = 1 / (values.length - 1) + 1e-9;
  const near = units.filter((unit) => Math.abs(unit.human - unit.judge) <= step).length;
  return {
    headline: figure('quadratic-kappa', quadratic.kappa, quadratic.interval, n),
    also: [
      figure('linear-kappa', linear.kappa, linear.interval, n),
      acFigure('ac2', units, values, level, 'quadratic'),
      figure('spearman', rank.value, rank.interval, n),
      rawAgreement(units, level),
      figure('within-one', share(near, n), clopperPearson(near, n, level), n),
    ],
  };
}

export function continuousAgreement(units: readonly MeasuredUnit[], level: number): Agreement {
  const n = units.length;
  const [human, judge] = columnsOf(units);
  const icc =
    n < 2
      ? undefined
      : intraclassCorrelation(
          units.map((unit) => [unit.human, unit.judge]),
          level,
        );
  const lin = linConcordance(human, judge, level);
  const straight = pearson(human, judge, level);
  const rank = spearman(human, judge, level);
  const shift = pairedT(
    units.map((unit) => unit.judge - unit.human),
    level,
  );
  return {
    headline: figure('icc-a1', icc?.ICC2.value, icc?.ICC2.interval, n),
    also: [
      figure('lin-ccc', lin.value, lin.interval, n),
      figure('pearson', straight.value, straight.interval, n),
      figure('spearman', rank.value, rank.interval, n),
      figure('mean-difference', shift.mean, shift.interval, n),
    ],
  };
}

export function confusionIn(units: readonly MeasuredUnit[], drawn?: Iterable<number>): ConfusionTable {
  const table = { tp: 0, fp: 0, fn: 0, tn: 0 };
  for (const i of drawn ?? units.keys()) {
    const unit = units[i];
    if (unit === undefined) continue;
    table[unit.human === 1 ? (unit.judge === 1 ? 'tp' : 'fn') : unit.judge === 1 ? 'fp' : 'tn']++;
  }
  return table;
}

function precision(units: readonly MeasuredUnit[], level: number): Figure {
  const { tp, fp } = confusionIn(units);
  return figure('precision', share(tp, tp + fp), clopperPearson(tp, tp + fp, level), tp + fp);
}

function rawAgreement(units: readonly MeasuredUnit[], level: number): Figure {
  const n = units.length;
  const same = units.filter((unit) => unit.human === unit.judge).length;
  return figure('exact-agreement', share(same, n), clopperPearson(same, n, level), n);
}

function acFigure(
  name: string,
  units: readonly MeasuredUnit[],
  values: readonly number[],
  level: number,
  weights: 'unweighted' | 'quadratic',
): Figure {
  const counts = units.map((unit) =>
    values.map((value) => Number(unit.human === value) + Number(unit.judge === value)),
  );
  const found = gwetAc(counts, level, weights);
  return figure(name, found.coefficient, found.interval, units.length);
}

function columnsOf(units: readonly MeasuredUnit[]): readonly [readonly number[], readonly number[]] {
  return [units.map((unit) => unit.human), units.map((unit) => unit.judge)];
}

function share(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}
