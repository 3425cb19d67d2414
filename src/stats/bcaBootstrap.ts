// The bias-corrected, accelerated bootstrap: bounds for figures without a closed form (F1, quantile ratios). Means are decided by decidingBounds.
import { normalCdf, normalQuantile } from './normal.ts';
import { requireProbability } from './requireCount.ts';
import { sampleMoments } from './sampleMoments.ts';
import type { Numbers } from './shapeMoments.ts';
import type { Xoshiro128 } from './xoshiro128.ts';

/** The figure for the units at these indices, an index as often as it was drawn; undefined where it has no value (0 in a denominator). */
export type Aggregate = (units: Int32Array) => number | undefined;

export interface BcaOptions {
  /** Two-sided, in (0, 1); 0.90 gives the two bounds at one-sided 0.05. */
  readonly confidence: number;
  readonly random: Xoshiro128;
  /** How many resamples; 10,000, and 100,000 where a bound lies within two Monte-Carlo errors of a threshold. */
  readonly resamples?: number;
}

export interface BcaBounds {
  readonly status:
    'measured' | 'n<2' | 'degenerate-zero-variance' | 'undefined-estimate' | 'undefined-resamples';
  /** The figure of the sample itself. */
  readonly estimate: number | undefined;
  /** Standard deviation of the resampled figures. */
  readonly se: number | undefined;
  readonly lower: number | undefined;
  readonly upper: number | undefined;
  /** How far another seed would move each bound: its Monte-Carlo standard error. */
  readonly monteCarloSe: readonly [number, number] | undefined;
  /** Share of resamples where the figure was undefined; above 1 % there are no bounds. */
  readonly undefinedShare: number;
}

/**
 * Bounds of any figure of a sample by resampling its units. Both versions are resampled together because a unit holds both.
 *
 * @param units     how many independent units: examples, or clusters where there are any; at least 30 for bounds to be trusted
 * @param aggregate deterministic; the array is reused between calls and must not be kept
 * @source Efron 1987; Efron & Tibshirani 1993, 14.3. Reference values: BC-01, BC-02.
 */
export function bcaBootstrap(units: number, aggregate: Aggregate, options: BcaOptions): BcaBounds {
  requireProbability(options.confidence, 'confidence');
  const resamples = options.resamples ?? 10_000;
  const estimate = units === 0 ? undefined : aggregate(Int32Array.from({ length: units }, (_, i) => i));
  const nothing = { estimate, se: undefined, lower: undefined, upper: undefined, monteCarloSe: undefined };
  if (units < 2) return { status: 'n<2', ...nothing, undefinedShare: 0 };
  if (estimate === undefined) return { status: 'undefined-estimate', ...nothing, undefinedShare: 0 };
  const figures = resampled(units, aggregate, options.random, resamples);
  const undefinedShare = 1 - figures.length / resamples;
  if (undefinedShare > 0.01) return { status: 'undefined-resamples', ...nothing, undefinedShare };
  const leftOut = jackknife(units, aggregate);
  if (leftOut === undefined) return { status: 'undefined-resamples', ...nothing, undefinedShare };
  const bounds = bcaInterval(figures, estimate, leftOut, options.confidence);
  if (bounds === undefined) return { status: 'degenerate-zero-variance', ...nothing, undefinedShare };
  return {
    status: 'measured',
    estimate,
    se: bounds.se,
    lower: bounds.interval[0],
    upper: bounds.interval[1],
    monteCarloSe: [monteCarloSe(figures, bounds.levels[0]), monteCarloSe(figures, bounds.levels[1])],
    undefinedShare,
  };
}

export interface BcaInterval {
  readonly interval: readonly [number, number];
  /** The levels of the resampled distribution at which its ends were read. */
  readonly levels: readonly [number, number];
  /** Standard deviation of the resampled figures. */
  readonly se: number;
  readonly biasCorrection: number;
  readonly acceleration: number;
}

/**
 * The BCa interval from resampled figures, however they were obtained (drawn, or all there are).
 *
 * @param figures  ascending
 * @param estimate the figure of the sample itself
 * @param leftOut  the figures with one unit left out each
 * @returns undefined when leaving units out never changes the figure, or all figures lie on one side of the estimate
 */
export function bcaInterval(
  figures: Float64Array,
  estimate: number,
  leftOut: readonly number[],
  confidence: number,
): BcaInterval | undefined {
  // Equal figures reached by different additions differ in the last digits.
  const slack = 1e-12 * Math.max(Math.abs(figures[0] ?? 0), Math.abs(figures.at(-1) ?? 0));
  const acceleration = accelerationOf(leftOut, slack);
  const below = firstAtLeast(figures, estimate - slack);
  const notAbove = firstAtLeast(figures, estimate + slack);
  const biasCorrection = normalQuantile((below + notAbove) / 2 / figures.length);
  if (acceleration === undefined || !Number.isFinite(biasCorrection)) return undefined;
  const levelAt = (p: number): number => {
    const shifted = biasCorrection + normalQuantile(p);
    return normalCdf(biasCorrection + shifted / (1 - acceleration * shifted));
  };
  const levels = [levelAt((1 - confidence) / 2), levelAt((1 + confidence) / 2)] as const;
  const { variance = 0 } = sampleMoments(Array.from(figures));
  return {
    interval: [quantileOf(figures, levels[0]), quantileOf(figures, levels[1])],
    levels,
    se: Math.sqrt((variance * (figures.length - 1)) / figures.length),
    biasCorrection,
    acceleration,
  };
}

/** The smallest value at which the distribution function of the figures reaches `level`. */
export function quantileOf(figures: Numbers, level: number): number {
  const at = Math.ceil(level * figures.length - 1e-9) - 1;
  return figures[Math.min(figures.length - 1, Math.max(0, at))] ?? Number.NaN;
}

function resampled(units: number, aggregate: Aggregate, random: Xoshiro128, resamples: number): Float64Array {
  const drawn = new Int32Array(units);
  const figures = new Float64Array(resamples);
  let defined = 0;
  for (let resample = 0; resample < resamples; resample++) {
    for (let i = 0; i < units; i++) drawn[i] = random.nextBelow(units);
    const figure = aggregate(drawn);
    if (figure !== undefined && Number.isFinite(figure)) figures[defined++] = figure;
  }
  return figures.subarray(0, defined).sort();
}

function jackknife(units: number, aggregate: Aggregate): number[] | undefined {
  const kept = Int32Array.from({ length: units - 1 }, (_, i) => i + 1);
  const figures: number[] = [];
  for (let out = 0; out < units; out++) {
    const figure = aggregate(kept);
    if (figure === undefined || !Number.isFinite(figure)) return undefined;
    figures.push(figure);
    // Unit `out` comes back in the place of the next one that is left out.
    if (out < units - 1) kept[out] = out;
  }
  return figures;
}

function accelerationOf(leftOut: readonly number[], slack: number): number | undefined {
  const { mean = 0 } = sampleMoments(leftOut);
  let squares = 0;
  let cubes = 0;
  let greatest = 0;
  for (const figure of leftOut) {
    const distance = mean - figure;
    squares += distance ** 2;
    cubes += distance ** 3;
    greatest = Math.max(greatest, Math.abs(distance));
  }
  if (greatest <= slack) return undefined;
  return cubes / (6 * squares ** 1.5);
}

/** How many of the ascending figures are below `value`. */
function firstAtLeast(figures: Float64Array, value: number): number {
  let low = 0;
  let high = figures.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((figures[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Half the distance between the figures one standard error of the level to each side. */
function monteCarloSe(figures: Float64Array, level: number): number {
  const se = Math.sqrt((level * (1 - level)) / figures.length);
  return (quantileOf(figures, Math.min(1, level + se)) - quantileOf(figures, Math.max(0, level - se))) / 2;
}
