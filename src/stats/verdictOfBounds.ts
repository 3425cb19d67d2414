// The decision of a relative check from the two one-sided bounds of a difference. It computes no bounds and combines no checks.

export type Verdict = 'PASS' | 'FAIL' | 'INCONCLUSIVE';

export type VerdictFlag = 'within-tolerance regression' | 'improvement' | 'beyond margin';

export interface RelativeCheck {
  /** One-sided lower bound of candidate − baseline, larger is better; undefined when there is none. */
  readonly lower: number | undefined;
  /** One-sided upper bound; undefined when there is none. */
  readonly upper: number | undefined;
  /** The tolerated loss, > 0, in the unit of the bounds. */
  readonly margin: number;
  /**
   * Whether a drop below 0 was shown, when a family of tests decides that (Holm's adjusted p-value within the family error);
   * without it the upper bound decides: upper < 0.
   */
  readonly isRegression?: boolean;
  /** What fails a candidate that does not pass: any shown regression (default), or only one shown to exceed the margin. */
  readonly failOn?: 'regression' | 'beyond-margin';
}

export interface RelativeVerdict {
  readonly verdict: Verdict;
  /** What a reader should know beyond the verdict; undefined when nothing. */
  readonly flag: VerdictFlag | undefined;
}

/**
 * Non-inferiority by bounds: PASS when the loss is shown to be smaller than the margin, FAIL when a regression is shown and
 * the loss is not shown to be tolerable, otherwise INCONCLUSIVE. A lower bound of exactly −margin is not PASS, and missing
 * bounds decide nothing.
 *
 * @throws  RangeError when the margin is not positive, a bound is NaN, or the lower bound exceeds the upper
 * @source  statistical design 2.1. Reference values: GD-01.
 */
export function verdictOfBounds(check: RelativeCheck): RelativeVerdict {
  const { lower, upper, margin, failOn = 'regression' } = check;
  if (!(margin > 0)) throw new RangeError(`the margin ${margin} is not positive`);
  if (Number.isNaN(lower) || Number.isNaN(upper)) throw new RangeError('a bound is not a number');
  if (lower === undefined || upper === undefined) return { verdict: 'INCONCLUSIVE', flag: undefined };
  if (lower > upper) throw new RangeError(`the lower bound ${lower} exceeds the upper bound ${upper}`);
  if (lower > -margin) return { verdict: 'PASS', flag: flagOfPass(lower, upper) };
  const isBeyondMargin = upper < -margin;
  const isRegression = check.isRegression ?? upper < 0;
  if (failOn === 'beyond-margin' ? isBeyondMargin : isRegression) {
    return { verdict: 'FAIL', flag: isBeyondMargin ? 'beyond margin' : undefined };
  }
  return { verdict: 'INCONCLUSIVE', flag: undefined };
}

function flagOfPass(lower: number, upper: number): VerdictFlag | undefined {
  if (lower > 0) return 'improvement';
  return upper < 0 ? 'within-tolerance regression' : undefined;
}
