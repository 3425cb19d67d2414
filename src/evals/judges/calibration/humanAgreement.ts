// How far people agree with each other, and the judge with the same people. Not the judge against what they come to.
import type { HumanAgreement } from '../../../model/calibration.ts';
import { bcaBootstrap } from '../../../stats/bcaBootstrap.ts';
import { cohenKappa } from '../../../stats/cohenKappa.ts';
import { krippendorffAlpha } from '../../../stats/krippendorffAlpha.ts';
import { linConcordance } from '../../../stats/linConcordance.ts';
import { stateOfHash, xoshiro128 } from '../../../stats/xoshiro128.ts';
import { figure } from './figure.ts';
import type { JudgedUnit } from './judgedUnit.ts';

interface ManyRated {
  readonly values: readonly number[];
  readonly judge: number;
}

const resamples = 1_000;

/**
 * Both agreements by the same coefficient over the same units, every pair of ratings counted in both directions: kappa with quadratic
 * weights (plain for two categories), concordance for continuous scores. Null when fewer than two units have several ratings.
 *
 * @param values of the categories in their order; null for continuous scores
 */
export function humanAgreement(
  units: readonly JudgedUnit[],
  values: readonly number[] | null,
  level: number,
  seed: string,
): HumanAgreement | null {
  const raters = [...new Set(units.flatMap(({ ratings }) => ratings.map(({ rater }) => rater)))].sort();
  const rated = units.flatMap(({ ratings, judge }): ManyRated[] =>
    ratings.length < 2 || judge === undefined ? [] : [{ values: ratings.map(({ value }) => value), judge }],
  );
  if (raters.length < 2 || rated.length < 2) return null;
  const scale = values === null ? 'interval' : values.length === 2 ? 'nominal' : 'ordinal';
  const ratings = units.map((unit) =>
    raters.map((name) => unit.ratings.find(({ rater }) => rater === name)?.value),
  );
  const alpha = krippendorffAlpha(ratings, scale, level);
  const all = Int32Array.from(rated.keys());
  const between = coefficient(pairsBetween(rated, all), values);
  const withJudge = coefficient(pairsWithJudge(rated, all), values);
  const gap = bcaBootstrap(
    rated.length,
    (drawn) => {
      const people = coefficient(pairsBetween(rated, drawn), values);
      const judge = coefficient(pairsWithJudge(rated, drawn), values);
      return people === undefined || judge === undefined ? undefined : people - judge;
    },
    { confidence: level, random: xoshiro128(stateOfHash(seed)), resamples },
  );
  const interval =
    gap.lower === undefined || gap.upper === undefined ? undefined : ([gap.lower, gap.upper] as const);
  return {
    raters: raters.length,
    units: rated.length,
    alpha: figure('krippendorff-alpha', alpha.alpha, alpha.interval, alpha.units),
    betweenHumans: between ?? null,
    judgeWithHumans: withJudge ?? null,
    gap: figure('gap', gap.estimate, interval, rated.length),
  };
}

type Pair = readonly [number, number];

function* pairsBetween(units: readonly ManyRated[], drawn: Iterable<number>): Generator<Pair> {
  for (const i of drawn) {
    const values = units[i]?.values ?? [];
    for (const [a, first] of values.entries()) {
      for (const [b, second] of values.entries()) if (a !== b) yield [first, second];
    }
  }
}

function* pairsWithJudge(units: readonly ManyRated[], drawn: Iterable<number>): Generator<Pair> {
  for (const i of drawn) {
    const unit = units[i];
    for (const value of unit?.values ?? []) {
      yield [value, unit?.judge ?? value];
      yield [unit?.judge ?? value, value];
    }
  }
}

function coefficient(pairs: Iterable<Pair>, values: readonly number[] | null): number | undefined {
  if (values === null) {
    const all = [...pairs];
    return linConcordance(
      all.map(([first]) => first),
      all.map(([, second]) => second),
      0.9,
    ).value;
  }
  const places = new Map(values.map((value, place) => [value, place]));
  const table = values.map(() => values.map(() => 0));
  for (const [first, second] of pairs) {
    const row = table[places.get(first) ?? -1];
    const column = places.get(second);
    if (row !== undefined && column !== undefined) row[column] = (row[column] ?? 0) + 1;
  }
  return cohenKappa(table, 0.9, values.length === 2 ? 'unweighted' : 'quadratic').kappa;
}
