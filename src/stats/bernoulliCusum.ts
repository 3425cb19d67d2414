// An alarm on failures that come more often than they should, checked after every one. It does not say by how much.

export interface CusumPlan {
  /** Failure rate that is acceptable, in (0, 1); best the upper limit of the baseline's. */
  readonly acceptable: number;
  /** Failure rate to be noticed, in (acceptable, 1). */
  readonly unacceptable: number;
  /** Alarm level; ln(ARL₀) guarantees a mean of ARL₀ observations between false alarms. */
  readonly threshold: number;
}

export interface BernoulliCusum {
  /** The statistic after each observation. */
  readonly path: readonly number[];
  /** After how many observations it first reached the threshold; undefined when it did not. */
  readonly alarmAt: number | undefined;
}

/**
 * `S_t = max(0, S_{t−1}) + ln(p₁/p₀)` after a failure, `+ ln((1 − p₁)/(1 − p₀))` otherwise.
 *
 * @param failures in their order, true for a failure
 * @param start    the statistic carried over from earlier observations
 * @throws  RangeError on impossible rates or threshold
 * @source  Page 1954; guarantee: Shin, Ramdas & Rinaldo 2022 (e-CUSUM). Reference values: MO-04.
 */
export function bernoulliCusum(failures: readonly boolean[], plan: CusumPlan, start = 0): BernoulliCusum {
  const { acceptable, unacceptable, threshold } = plan;
  if (!(acceptable > 0 && acceptable < unacceptable && unacceptable < 1)) {
    throw new RangeError(`rates 0 < ${acceptable} < ${unacceptable} < 1 do not hold`);
  }
  if (!(threshold > 0)) throw new RangeError(`the threshold ${threshold} is not positive`);
  const up = Math.log(unacceptable / acceptable);
  const down = Math.log1p(-unacceptable) - Math.log1p(-acceptable);
  let statistic = start;
  const path = failures.map((isFailure) => (statistic = Math.max(0, statistic) + (isFailure ? up : down)));
  const first = path.findIndex((value) => value >= threshold);
  return { path, alarmAt: first < 0 ? undefined : first + 1 };
}
