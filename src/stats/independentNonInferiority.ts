// Score tests of "worse by at most δ" for two independent proportions: Farrington–Manning and Miettinen–Nurminen. For pairs: tangoScore.
import { invertIncreasing } from './invertIncreasing.ts';
import { normalQuantile, normalUpperTail } from './normal.ts';
import { requireCount, requireProbability } from './requireCount.ts';

export interface IndependentCounts {
  /** Candidate: integer, 0 ≤ successes1 ≤ trials1. */
  readonly successes1: number;
  readonly trials1: number;
  /** Baseline. */
  readonly successes2: number;
  readonly trials2: number;
}

export interface IndependentScore {
  /** Both pass rates as they would most likely be if p₁ − p₂ were δ. */
  readonly constrained: readonly [number, number];
  /** Farrington & Manning 1990. */
  readonly zFarringtonManning: number;
  readonly pFarringtonManning: number;
  /** Miettinen & Nurminen 1985: the variance times N/(N − 1). */
  readonly zMiettinenNurminen: number;
  readonly pMiettinenNurminen: number;
}

/**
 * One-sided score tests of "p₁ − p₂ is at most δ": small p when the data show more. With δ = −margin, non-inferiority.
 *
 * @param delta hypothetical difference, in (−1, 1)
 * @returns undefined when an arm has no trial
 * @throws  RangeError when the counts are not integers in range or delta is not in (−1, 1)
 * @source  Farrington & Manning 1990; Miettinen & Nurminen 1985. Reference values: TP-06.
 */
export function independentScore(counts: IndependentCounts, delta: number): IndependentScore | undefined {
  requireCounts(counts);
  if (!(delta > -1 && delta < 1)) throw new RangeError(`delta must lie between −1 and 1, not ${delta}`);
  const { trials1, trials2 } = counts;
  if (trials1 === 0 || trials2 === 0) return undefined;
  const constrained = constrainedRates(counts, delta);
  const zFarringtonManning = scoreAt(counts, delta);
  const total = trials1 + trials2;
  const zMiettinenNurminen = zFarringtonManning * Math.sqrt((total - 1) / total);
  return {
    constrained,
    zFarringtonManning,
    pFarringtonManning: normalUpperTail(zFarringtonManning),
    zMiettinenNurminen,
    pMiettinenNurminen: normalUpperTail(zMiettinenNurminen),
  };
}

/**
 * The Miettinen–Nurminen interval for p₁ − p₂: all δ that the score test does not reject.
 *
 * @param confidence two-sided, in (0, 1)
 * @returns both ends in [−1, 1]; undefined when an arm has no trial
 */
export function miettinenNurminenInterval(
  counts: IndependentCounts,
  confidence: number,
): readonly [number, number] | undefined {
  requireCounts(counts);
  requireProbability(confidence, 'confidence');
  const { successes1, trials1, successes2, trials2 } = counts;
  if (trials1 === 0 || trials2 === 0) return undefined;
  const total = trials1 + trials2;
  const critical = normalQuantile((1 + confidence) / 2) * Math.sqrt(total / (total - 1));
  const difference = successes1 / trials1 - successes2 / trials2;
  const falling = (minusDelta: number): number => scoreAt(counts, -minusDelta);
  return [
    difference <= -1 ? -1 : -invertIncreasing(falling, critical, -difference, 1),
    difference >= 1 ? 1 : -invertIncreasing(falling, -critical, -1, -difference),
  ];
}

function requireCounts({ successes1, trials1, successes2, trials2 }: IndependentCounts): void {
  requireCount(trials1, 'trials1');
  requireCount(trials2, 'trials2');
  requireCount(successes1, 'successes1', trials1);
  requireCount(successes2, 'successes2', trials2);
}

function scoreAt(counts: IndependentCounts, delta: number): number {
  const { successes1, trials1, successes2, trials2 } = counts;
  const distance = successes1 / trials1 - successes2 / trials2 - delta;
  if (distance === 0) return 0;
  const [rate1, rate2] = constrainedRates(counts, delta);
  return distance / Math.sqrt((rate1 * (1 - rate1)) / trials1 + (rate2 * (1 - rate2)) / trials2);
}

/** The maximum of the likelihood on the line p₁ − p₂ = δ: the root of a cubic by Viète's formula. */
function constrainedRates(
  { successes1, trials1, successes2, trials2 }: IndependentCounts,
  delta: number,
): readonly [number, number] {
  const share1 = successes1 / trials1;
  const share2 = successes2 / trials2;
  const theta = trials2 / trials1;
  const a = 1 + theta;
  const b = -(1 + theta + share1 + theta * share2 + delta * (theta + 2));
  const c = delta * delta + delta * (2 * share1 + theta + 1) + share1 + theta * share2;
  const e = -share1 * delta * (1 + delta);
  const v = b ** 3 / (27 * a ** 3) - (b * c) / (6 * a * a) + e / (2 * a);
  const u = (v < 0 ? -1 : 1) * Math.sqrt(Math.max(0, (b * b) / (9 * a * a) - c / (3 * a)));
  const cosine = u === 0 ? 0 : Math.max(-1, Math.min(1, v / u ** 3));
  const angle = (Math.PI + Math.acos(cosine)) / 3;
  const rate1 = 2 * u * Math.cos(angle) - b / (3 * a);
  const inside = Math.min(1, 1 + delta, Math.max(0, delta, rate1));
  return [inside, Math.min(1, Math.max(0, inside - delta))];
}
