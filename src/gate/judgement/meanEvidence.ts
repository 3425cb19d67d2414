// A mean, of differences or of levels: the more cautious of t and Hall, CR2 with clusters, honest when nothing varies.
import type { OtherTest, Reason } from '../../model/judgement.ts';
import {
  decidingAbove,
  decidingBelow,
  decidingBounds,
  type DecidingBounds,
} from '../../stats/decidingBounds.ts';
import type { PValue } from '../../stats/pValue.ts';
import { leastClusterDf, noEvidence, tooFew, tooFewClusters, type Evidence } from './evidence.ts';

export interface MeanSource {
  /** Finite, oriented so that larger is better. */
  readonly values: Float64Array;
  readonly clusters: Int32Array | null;
  readonly alpha: number;
  /** The least and the greatest value one example could have: bounds what was not seen when nothing varies. */
  readonly range: readonly [number, number];
  readonly method: string;
  /** What the values are called in a reason. */
  readonly what: string;
  readonly otherTests: () => readonly OtherTest[];
}

export function meanEvidence(source: MeanSource): Evidence {
  const { values, clusters, alpha, range, what } = source;
  const n = values.length;
  const bounds = decidingBounds(values, { alpha, range, clusters: clusters ?? undefined });
  const isConstant = bounds.status === 'degenerate-zero-variance';
  return {
    ...noEvidence,
    method: clusters === null ? source.method : `${source.method}-cr2`,
    n,
    effectiveN: n === 0 ? 0 : Math.min(bounds.effectiveN, bounds.clusters?.effectiveClusters ?? n),
    clusters: clusters === null ? null : (bounds.clusters?.clusters ?? 0),
    designEffect: bounds.clusters?.designEffect ?? null,
    estimate: bounds.mean ?? null,
    se: bounds.se ?? (isConstant ? 0 : null),
    lower: bounds.lower ?? null,
    upper: bounds.upper ?? null,
    above: (value) =>
      isConstant ? unseenAbove(bounds, range, value) : (decidingAbove(bounds, value) ?? null),
    below: (value) =>
      isConstant ? unseenBelow(bounds, range, value) : (decidingBelow(bounds, value) ?? null),
    isWithoutStatistic: isConstant,
    undecidable: undecidable(bounds, clusters !== null, what),
    flags: isConstant ? ['zero-variance'] : [],
    warnings: isConstant
      ? [
          'nothing varies: no test exists, and the bounds say only what this many examples could not have missed',
        ]
      : [],
    otherTests: source.otherTests,
  };
}

function undecidable(bounds: DecidingBounds, isClustered: boolean, what: string): Reason[] {
  if (bounds.n < 2) return [tooFew(bounds.n, what)];
  if (!isClustered || bounds.clusters === undefined) return [];
  const { clusters, df, effectiveClusters } = bounds.clusters;
  const worth = df ?? effectiveClusters - 1;
  return clusters < 2 || worth < leastClusterDf ? [tooFewClusters(clusters, worth)] : [];
}

/**
 * The error at which the lower bound of a constant, `(1 − π)d₀ + π·least` with `π = 1 − α^(1/n)`, reaches `value`: the inverse
 * of the bound, so that a family of tests can rank it.
 */
function unseenAbove(
  { mean, effectiveN }: DecidingBounds,
  [least]: readonly [number, number],
  value: number,
): PValue | null {
  if (mean === undefined) return null;
  if (mean <= value) return certain;
  return unseenP((mean - value) / (mean - least), effectiveN);
}

function unseenBelow(
  { mean, effectiveN }: DecidingBounds,
  [, most]: readonly [number, number],
  value: number,
): PValue | null {
  if (mean === undefined) return null;
  if (mean >= value) return certain;
  return unseenP((value - mean) / (most - mean), effectiveN);
}

const certain: PValue = { p: 1, lnP: 0 };

function unseenP(share: number, n: number): PValue {
  if (share >= 1) return { p: 0, lnP: -Number.MAX_VALUE };
  const lnP = n * Math.log1p(-share);
  return { p: Math.exp(lnP), lnP };
}
