// What the data say of one quantity, by whichever method: bounds to decide by and p-values to adjust. Not the decision.
import type { PValue } from '../../stats/pValue.ts';
import type { Check, OtherTest, Reason } from '../../model/judgement.ts';

/** About a difference or a level, oriented so that larger is better. Null: not determined by the data. */
export interface Evidence {
  readonly method: string;
  /** What sort of quantity: planning differs by it. */
  readonly quantity: 'mean' | 'proportion' | 'bootstrap';
  /** Pairs or values that entered. */
  readonly n: number;
  /**
   * What guards against unseen collapses are compared with: n divided by the design effect, and with clusters no more than there are of
   * them, because examples that were sampled together can collapse together, and then each cluster is one chance to see it.
   */
  readonly effectiveN: number;
  readonly clusters: number | null;
  readonly designEffect: number | null;
  readonly estimate: number | null;
  readonly se: number | null;
  /** One-sided bounds, each at the error that was asked for. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** One-sided p of "the quantity is at most `value`": small when the data show more. */
  readonly above: (value: number) => PValue | null;
  /** One-sided p of "the quantity is at least `value`": small when the data show less. */
  readonly below: (value: number) => PValue | null;
  /** No test statistic exists (nothing varies): p only ranks this check within its family and is not shown. */
  readonly isWithoutStatistic: boolean;
  /** Why nothing may be decided by this, whatever the bounds. */
  readonly undecidable: readonly Reason[];
  readonly flags: readonly string[];
  readonly warnings: readonly string[];
  readonly table: Check['table'];
  readonly otherTests: () => readonly OtherTest[];
}

/** Where nothing was measured. */
export const noEvidence: Omit<Evidence, 'method' | 'n'> = {
  quantity: 'mean',
  effectiveN: 0,
  clusters: null,
  designEffect: null,
  estimate: null,
  se: null,
  lower: null,
  upper: null,
  above: () => null,
  below: () => null,
  isWithoutStatistic: false,
  undecidable: [],
  flags: [],
  warnings: [],
  table: null,
  otherTests: () => [],
};

/** @param what in the plural */
export function tooFew(n: number, what = 'pairs'): Reason {
  const entered = n === 0 ? `No ${what} entered` : `Only one of the ${what} entered`;
  return { code: 'n<2', message: `${entered}: fewer than two decide nothing.` };
}

/** Degrees of freedom below which clusters carry too little information. */
export const leastClusterDf = 4;

/** See `effectiveN`. @param effectiveClusters n² ÷ Σ n_g² */
export function worthOfClusters(n: number, designEffect: number, effectiveClusters: number): number {
  return Math.min(n / Math.max(1, designEffect), effectiveClusters);
}

export function tooFewClusters(clusters: number, df: number | undefined): Reason {
  const worth = df === undefined ? '' : `, worth ${df.toFixed(1)} degrees of freedom`;
  return {
    code: 'too-few-clusters',
    message: `The examples come from ${clusters} cluster${clusters === 1 ? '' : 's'}${worth}: at least ${leastClusterDf} are needed.`,
  };
}
