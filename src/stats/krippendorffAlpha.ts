// Krippendorff's alpha: agreement of any number of raters with missing ratings, on any level of measurement.
import type { Ratings } from './ratingCounts.ts';
import { requireProbability } from './requireCount.ts';
import { sampleMoments, stableSum } from './sampleMoments.ts';
import { tInterval } from './unitAgreement.ts';

export type MeasurementLevel = 'nominal' | 'ordinal' | 'interval' | 'ratio';

export interface KrippendorffAlpha {
  readonly status: 'measured' | 'no-pairs' | 'no-variation: chance-corrected agreement undefined';
  /** Units with two ratings or more; the others say nothing. */
  readonly units: number;
  /** At most 1. */
  readonly alpha: number | undefined;
  /** Linearised over units; undefined for fewer than two units or without spread. */
  readonly se: number | undefined;
  /** Jackknife over units, t with units − 1 degrees of freedom, cut at 1; undefined where leaving out a unit leaves no variation. */
  readonly interval: readonly [number, number] | undefined;
}

/**
 * `α = 1 − (n − 1) Σ o_ck δ²_ck / Σ n_c n_k δ²_ck`.
 *
 * @param ratings    one row a unit, one column a rater; finite numbers, ≥ 0 for the ratio level
 * @param level      how far apart two values are: different, by rank, by difference, by relative difference
 * @param confidence two-sided, in (0, 1)
 * @throws  RangeError on ratings that are not finite, or negative on the ratio level
 * @source  Krippendorff 2011; variance: Gwet 2014; jackknife: Hughes 2022 (arXiv 2210.13265). Reference values: AG-05, AG-06.
 */
export function krippendorffAlpha(
  ratings: Ratings,
  level: MeasurementLevel,
  confidence: number,
): KrippendorffAlpha {
  requireProbability(confidence, 'confidence');
  requireRatings(ratings, level);
  const units = pairableUnits(ratings);
  const nothing = { alpha: undefined, se: undefined, interval: undefined };
  if (units.length === 0) return { status: 'no-pairs', units: 0, ...nothing };
  const alpha = alphaOf(units, level);
  if (alpha === undefined) {
    const status = 'no-variation: chance-corrected agreement undefined';
    return { status, units: units.length, ...nothing };
  }
  return {
    status: 'measured',
    units: units.length,
    alpha,
    se: linearisedError(units, level),
    interval: jackknifeInterval(units, level, alpha, confidence),
  };
}

type Units = readonly (readonly number[])[];

function pairableUnits(ratings: Ratings): Units {
  return ratings
    .map((unit) => unit.filter((rating) => rating !== undefined))
    .filter((unit) => unit.length >= 2);
}

/** The values in use, how often, and how far apart any two of them are. */
interface Scale {
  readonly values: readonly number[];
  readonly counts: readonly number[];
  readonly total: number;
  readonly distance: (c: number, k: number) => number;
}

function scaleOf(units: Units, level: MeasurementLevel): Scale {
  const tally = new Map<number, number>();
  for (const value of units.flat()) tally.set(value, (tally.get(value) ?? 0) + 1);
  const values = [...tally.keys()].sort((a, b) => a - b);
  const counts = values.map((value) => tally.get(value) ?? 0);
  const upTo = counts.map((_, place) => counts.slice(0, place + 1).reduce((sum, count) => sum + count, 0));
  const distance = (c: number, k: number): number => {
    const a = values[Math.min(c, k)] ?? 0;
    const b = values[Math.max(c, k)] ?? 0;
    if (c === k) return 0;
    switch (level) {
      case 'nominal':
        return 1;
      case 'ordinal': {
        const low = Math.min(c, k);
        const high = Math.max(c, k);
        const between = (upTo[high] ?? 0) - (upTo[low] ?? 0) + (counts[low] ?? 0);
        return (between - ((counts[low] ?? 0) + (counts[high] ?? 0)) / 2) ** 2;
      }
      case 'interval':
        return (a - b) ** 2;
      case 'ratio':
        return ((a - b) / (a + b)) ** 2;
    }
  };
  return { values, counts, total: upTo.at(-1) ?? 0, distance };
}

function alphaOf(units: Units, level: MeasurementLevel): number | undefined {
  const scale = scaleOf(units, level);
  const byChance = chanceDistance(scale, level);
  if (byChance === 0) return undefined;
  const places = new Map(scale.values.map((value, place) => [value, place]));
  const observed = stableSum(
    units.map((unit) => {
      const spots = unit.map((value) => places.get(value) ?? 0);
      const apart = stableSum(spots.flatMap((a) => spots.map((b) => scale.distance(a, b))));
      return apart / (unit.length - 1);
    }),
  );
  return 1 - ((scale.total - 1) * observed) / byChance;
}

/** Σ n_c n_k δ²_ck; in closed form where there is one, because continuous scores have as many values as ratings. */
function chanceDistance({ values, counts, total, distance }: Scale, level: MeasurementLevel): number {
  if (level === 'nominal') return total ** 2 - stableSum(counts.map((count) => count ** 2));
  if (level === 'interval') {
    const mean = stableSum(values.map((value, c) => value * (counts[c] ?? 0))) / total;
    return 2 * total * stableSum(values.map((value, c) => (counts[c] ?? 0) * (value - mean) ** 2));
  }
  return stableSum(
    counts.map((count, c) => stableSum(counts.map((other, k) => count * other * distance(c, k)))),
  );
}

/** The variance that treats the units as a random sample, with distances turned into weights 1 − δ²/max δ². */
function linearisedError(units: Units, level: MeasurementLevel): number | undefined {
  const n = units.length;
  if (n < 2) return undefined;
  const { values, counts, total, distance } = scaleOf(units, level);
  // On every level the ends of the scale lie farthest apart.
  const farthest = distance(0, values.length - 1);
  const weight = (i: number, j: number): number => 1 - distance(i, j) / farthest;
  const meanRaters = total / n;
  const shares = counts.map((count) => count / total);
  const weighted = shares.map((_, i) => stableSum(shares.map((share, j) => weight(i, j) * share)));
  const expected = stableSum(shares.map((share, i) => share * (weighted[i] ?? 0)));
  const places = new Map(values.map((value, place) => [value, place]));
  const parts = units.map((unit) => {
    const spots = unit.map((value) => places.get(value) ?? 0);
    const alike = stableSum(spots.flatMap((a) => spots.map((b) => weight(a, b)))) - unit.length;
    return {
      excess: (unit.length - meanRaters) / meanRaters,
      agreement: alike / (meanRaters * (unit.length - 1)),
      chance: stableSum(spots.map((spot) => weighted[spot] ?? 0)) / meanRaters,
    };
  });
  const agreement = stableSum(parts.map((part) => part.agreement)) / n;
  const coefficient = (agreement - expected) / (1 - expected);
  // The small-sample form of the agreement, 1/total nearer to 1: alpha itself is built on it.
  const corrected = agreement + (1 - agreement) / total;
  const influences = parts.map((part) => {
    const beyond = (part.agreement - corrected * part.excess - expected) / (1 - expected);
    const byChance = (part.chance - expected * part.excess - expected) / (1 - expected);
    return beyond - 2 * (1 - coefficient) * byChance - coefficient;
  });
  const variance = stableSum(influences.map((influence) => influence ** 2)) / (n * (n - 1));
  return variance > 0 ? Math.sqrt(variance) : undefined;
}

function jackknifeInterval(
  units: Units,
  level: MeasurementLevel,
  alpha: number,
  confidence: number,
): readonly [number, number] | undefined {
  const n = units.length;
  const without = units.map((_, left) =>
    alphaOf(
      units.filter((_, u) => u !== left),
      level,
    ),
  );
  const known = without.filter((value) => value !== undefined);
  const variance = known.length === n ? sampleMoments(known).variance : undefined;
  if (variance === undefined || variance === 0) return undefined;
  // Pseudo-values have (n − 1)² times the spread of the estimates that leave one out.
  return tInterval(alpha, Math.sqrt(((n - 1) ** 2 * variance) / n), n - 1, confidence);
}

function requireRatings(ratings: Ratings, level: MeasurementLevel): void {
  const values = ratings.flat().filter((rating) => rating !== undefined);
  const wrong = values.find((value) => !Number.isFinite(value) || (level === 'ratio' && value < 0));
  if (wrong !== undefined) throw new RangeError(`${wrong} is no rating on the ${level} level`);
}
