// When a planned comparison may stop early: critical values for several looks that together spend no more than α.
import { normalQuantile, normalUpperTail } from './normal.ts';
import { stableSum } from './sampleMoments.ts';

/** Cumulative one-sided error that may be spent by an information share t in (0, 1]; increasing, and `alpha` at 1. */
export type SpendingFunction = (t: number, alpha: number) => number;

/** `2 (1 − Φ(z_{1−α/2} / √t))`: almost nothing early, almost the whole error at the end. The default of the gate. */
export const obrienFlemingSpending: SpendingFunction = (t, alpha) =>
  2 * normalUpperTail(-normalQuantile(alpha / 2) / Math.sqrt(t));

/** `α ln(1 + (e − 1) t)`: about the same critical value at each look. */
export const pocockSpending: SpendingFunction = (t, alpha) => alpha * Math.log1p((Math.E - 1) * t);

export interface Look {
  /** Share of the planned information at this look, in (0, 1]. */
  readonly information: number;
  /** One-sided error spent up to and including this look. */
  readonly spent: number;
  /** Decide when the z statistic exceeds this; undefined when nothing may be spent yet (no decision at this look). */
  readonly critical: number | undefined;
}

/**
 * One-sided critical values of a group-sequential test. The looks need not be equally spaced, and need not be known when the
 * first ones are made: the value at a look depends only on the looks up to it.
 *
 * @param information shares of the planned information, in (0, 1], each at least 1e-5 above the one before
 * @param alpha       one-sided error over all looks, in (0, 1)
 * @param spending    how much of it may be spent when
 * @returns one entry a look
 * @throws  RangeError when the shares or the error are impossible
 * @source  Lan & DeMets 1983 with the recursive integration of Armitage, McPherson & Rowe 1969. Reference values: SQ-01.
 */
export function alphaSpending(
  information: readonly number[],
  alpha: number,
  spending: SpendingFunction = obrienFlemingSpending,
): readonly Look[] {
  requirePlan(information, alpha);
  const looks: Look[] = [];
  let spentBefore = 0;
  let before: Undecided | undefined;
  for (const [index, t] of information.entries()) {
    const spent = t === 1 ? alpha : Math.min(alpha, Math.max(spentBefore, spending(t, alpha)));
    const boundary = boundaryFor(before, t, spent - spentBefore);
    looks.push({
      information: t,
      spent,
      critical: boundary === undefined ? undefined : boundary / Math.sqrt(t),
    });
    const next = information[index + 1];
    if (next !== undefined) before = stillUndecided(before, t, next, boundary ?? unreachable * Math.sqrt(t));
    spentBefore = spent;
  }
  return looks;
}

/** Standard deviations beyond which nothing is left to integrate. */
const unreachable = 9;
/** Grid steps within one standard deviation of the increment between two looks; Simpson's error is then below 1e-7. */
const stepsPerDeviation = 16;
/** Looks closer than this, as shares of the information, are one look: the grid would grow beyond use. */
const closestLooks = 1e-5;

/** Density of the Brownian path of the statistic (z √t) at a look, on an even grid, among the paths that have not crossed. */
interface Undecided {
  readonly information: number;
  readonly low: number;
  readonly step: number;
  /** Density times Simpson's weight, from `low` upwards. */
  readonly masses: Float64Array;
}

/** The place on the path above which exactly `error` of the undecided paths lie at time t. */
function boundaryFor(before: Undecided | undefined, t: number, error: number): number | undefined {
  if (!(error > 0)) return undefined;
  if (before === undefined) return -normalQuantile(error) * Math.sqrt(t);
  const deviation = Math.sqrt(t - before.information);
  const stays = (boundary: number): number => {
    const crossing = indicesWithin(before, boundary - unreachable * deviation, Infinity);
    const terms = crossing.map(
      (i) => (before.masses[i] ?? 0) * normalUpperTail((boundary - placeOf(before, i)) / deviation),
    );
    return -stableSum(terms);
  };
  return invertWithin(stays, -error, -unreachable * Math.sqrt(t), 40 * Math.sqrt(t));
}

/** Bisection to the thirteenth digit, which is more than the integration gives. */
function invertWithin(f: (x: number) => number, target: number, low: number, high: number): number {
  let below = low;
  let above = high;
  while (above - below > 1e-13 * Math.max(1, Math.abs(above))) {
    const middle = (below + above) / 2;
    if (f(middle) < target) below = middle;
    else above = middle;
  }
  return above;
}

function stillUndecided(before: Undecided | undefined, t: number, next: number, boundary: number): Undecided {
  const low = Math.min(-unreachable * Math.sqrt(t), boundary - 1e-9);
  const high = Math.min(boundary, unreachable * Math.sqrt(t));
  const deviation = Math.sqrt(t - (before?.information ?? 0));
  const finest = Math.min(deviation, Math.sqrt(next - t)) / stepsPerDeviation;
  const intervals = 2 * Math.ceil((high - low) / (2 * finest));
  const step = (high - low) / intervals;
  const masses = new Float64Array(intervals + 1);
  for (let i = 0; i <= intervals; i++) {
    const weight = i === 0 || i === intervals ? 1 : i % 2 === 1 ? 4 : 2;
    masses[i] = ((weight * step) / 3) * densityAt(before, low + i * step, deviation);
  }
  return { information: t, low, step, masses };
}

function densityAt(before: Undecided | undefined, place: number, deviation: number): number {
  const scale = 1 / (deviation * Math.sqrt(2 * Math.PI));
  if (before === undefined) return scale * Math.exp(-0.5 * (place / deviation) ** 2);
  const reach = unreachable * deviation;
  let sum = 0;
  for (const i of indicesWithin(before, place - reach, place + reach)) {
    const distance = (place - placeOf(before, i)) / deviation;
    sum += (before.masses[i] ?? 0) * Math.exp(-0.5 * distance * distance);
  }
  return scale * sum;
}

function placeOf(grid: Undecided, index: number): number {
  return grid.low + index * grid.step;
}

function indicesWithin(grid: Undecided, from: number, to: number): readonly number[] {
  const first = Math.max(0, Math.ceil((from - grid.low) / grid.step));
  const last = Math.min(grid.masses.length - 1, Math.floor((to - grid.low) / grid.step));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

function requirePlan(information: readonly number[], alpha: number): void {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`the error ${alpha} is not in (0, 1)`);
  information.forEach((t, i) => {
    const previous = information[i - 1] ?? 0;
    if (!(t - previous >= closestLooks && t <= 1)) {
      throw new RangeError(`information shares increase from 0 to 1: ${t} does not follow ${previous}`);
    }
  });
}
