// How far a distribution over bins has moved: the population stability index with the p-value that its folklore thresholds lack. Drift, not degradation.
import { chiSquareUpperTail } from './chiSquare.ts';
import { requireCount } from './requireCount.ts';
import { stableSum } from './sampleMoments.ts';

export interface PopulationStability {
  /** ≥ 0; natural logarithm. */
  readonly psi: number;
  /** 1/n + 1/m: what the index is multiplied with by chance alone. */
  readonly nullScale: number;
  /** Bins − 1. */
  readonly df: number;
  /** Of "nothing moved", by χ². */
  readonly p: number;
  /** Jensen–Shannon divergence in bits, in [0, 1]; of the raw shares, for display. */
  readonly jensenShannonBits: number;
}

/**
 * `Σ (q_b − p_b) ln(q_b / p_b)` with ½ added to each count, so that an empty bin is not infinitely far; under no change
 * `PSI / (1/n + 1/m) ≈ χ²` with bins − 1 degrees of freedom.
 *
 * @param reference counts by bin; integers ≥ 0
 * @param current   counts of the same bins
 * @returns undefined for fewer than two bins, or when either side is empty
 * @throws  RangeError when the bins differ in number or the counts are no counts
 * @source  Yurdakul & Naranjo 2020; Lin 1991. Reference values: MO-01.
 */
export function populationStability(
  reference: readonly number[],
  current: readonly number[],
): PopulationStability | undefined {
  requireBins(reference, current);
  const n = stableSum(reference);
  const m = stableSum(current);
  const bins = reference.length;
  if (bins < 2 || n === 0 || m === 0) return undefined;
  const before = reference.map((count) => (count + 0.5) / (n + bins / 2));
  const after = current.map((count) => (count + 0.5) / (m + bins / 2));
  const psi = stableSum(before.map((p, b) => ((after[b] ?? 0) - p) * Math.log((after[b] ?? 0) / p)));
  const nullScale = 1 / n + 1 / m;
  return {
    psi,
    nullScale,
    df: bins - 1,
    p: chiSquareUpperTail(psi / nullScale, bins - 1),
    jensenShannonBits: jensenShannon(
      reference.map((count) => count / n),
      current.map((count) => count / m),
    ),
  };
}

function jensenShannon(before: readonly number[], after: readonly number[]): number {
  const middle = before.map((p, b) => (p + (after[b] ?? 0)) / 2);
  const toMiddle = (shares: readonly number[]): number =>
    stableSum(shares.map((share, b) => (share === 0 ? 0 : share * Math.log2(share / (middle[b] ?? 1)))));
  return Math.max(0, (toMiddle(before) + toMiddle(after)) / 2);
}

function requireBins(reference: readonly number[], current: readonly number[]): void {
  if (reference.length !== current.length) {
    throw new RangeError(`${reference.length} bins do not compare with ${current.length}`);
  }
  [...reference, ...current].forEach((count) => requireCount(count, 'count'));
}
