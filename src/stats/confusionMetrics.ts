// What a two-by-two table of a judge against humans says. Point values only: their intervals are those of proportions and youdenJ.
import { requireCount } from './requireCount.ts';

export interface ConfusionTable {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
}

/** Each undefined where its denominator is 0: no number is made up. */
export interface ConfusionMetrics {
  readonly n: number;
  readonly accuracy: number | undefined;
  readonly precision: number | undefined;
  /** Sensitivity. */
  readonly recall: number | undefined;
  readonly specificity: number | undefined;
  readonly f1: number | undefined;
  /** Matthews' correlation, in [−1, 1]. */
  readonly mcc: number | undefined;
  /** Sensitivity + specificity − 1. */
  readonly youdenJ: number | undefined;
}

/**
 * @param table counts, integers ≥ 0; positive is what the human passed
 * @throws  RangeError when the counts are no counts
 * @source  Matthews 1975; Youden 1950. Reference values: AG-07.
 */
export function confusionMetrics({ tp, fp, fn, tn }: ConfusionTable): ConfusionMetrics {
  [tp, fp, fn, tn].forEach((count) => requireCount(count, 'count'));
  const n = tp + fp + fn + tn;
  const recall = ratio(tp, tp + fn);
  const specificity = ratio(tn, tn + fp);
  const margins = Math.sqrt(tp + fp) * Math.sqrt(tp + fn) * Math.sqrt(tn + fp) * Math.sqrt(tn + fn);
  return {
    n,
    accuracy: ratio(tp + tn, n),
    precision: ratio(tp, tp + fp),
    recall,
    specificity,
    f1: ratio(2 * tp, 2 * tp + fp + fn),
    mcc: ratio(tp * tn - fp * fn, margins),
    youdenJ: recall === undefined || specificity === undefined ? undefined : recall + specificity - 1,
  };
}

function ratio(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}
