// The capital of a gambler who bets against a hypothesised mean: it grows only if the mean is wrong, however often one looks.

export interface BettingRules {
  /** ln of the capital the bets are tuned to reach: ln(1/α) for one side, ln(2/α) for an interval; > 0. */
  readonly logTarget: number;
  /** Tune the bets to decide by about half of this many values; without it they suit any stopping time. */
  readonly nMax?: number;
  /** Size of a finite population from which the values are drawn without replacement. */
  readonly populationSize?: number;
}

export interface BettingCapital {
  /** ln capital after each value, of the bets that the mean is larger; Infinity once a smaller or equal mean is impossible. */
  readonly plus: readonly number[];
  /** ln capital after each value, of the bets that the mean is smaller. */
  readonly minus: readonly number[];
}

/**
 * `K⁺ = Π (1 + λ (x − m))`, `K⁻ = Π (1 − λ (x − m))`. A capital of 1/α at any time rejects "mean ≤ m" (plus) or "mean ≥ m"
 * (minus) at level α, without any assumption but the range.
 *
 * @param values   in [0, 1], in their order of arrival
 * @param nullMean m, in [0, 1]
 * @throws  RangeError when a value or the mean is outside [0, 1], or more values than the population has
 * @source  Waudby-Smith & Ramdas 2024, (24)–(26) and section 5. Reference values: SQ-02, SQ-07.
 */
export function bettingCapital(
  values: readonly number[],
  nullMean: number,
  rules: BettingRules,
): BettingCapital {
  return capitalOfBets(values, bettingStakes(values, rules), nullMean, rules.populationSize);
}

/** Half of what may be lost at once is the most that is staked. */
const boldest = 0.5;

/** The bet λ_t before truncation, from the values before the t-th: `√(2 ln target / (σ̂²_{t−1} t ln(1 + t)))`. */
export function bettingStakes(values: readonly number[], rules: BettingRules): readonly number[] {
  const { logTarget, nMax, populationSize } = rules;
  if (!(logTarget > 0)) throw new RangeError(`a target of ${logTarget} is no gain`);
  if (nMax !== undefined && !(nMax > 0)) throw new RangeError(`${nMax} is no number of values`);
  if (populationSize !== undefined && !(populationSize >= values.length)) {
    throw new RangeError(`${values.length} values cannot come from a population of ${populationSize}`);
  }
  let sum = 0;
  let squares = 0.25;
  return values.map((value, index) => {
    requireUnit(value);
    const t = index + 1;
    const variance = squares / t;
    const horizon = nMax === undefined ? t * Math.log1p(t) : nMax / 2;
    sum += value;
    squares += (value - (0.5 + sum) / (t + 1)) ** 2;
    return Math.sqrt((2 * logTarget) / (variance * horizon));
  });
}

/** The capital of given stakes; the stakes do not depend on the mean, so an interval reuses them. */
export function capitalOfBets(
  values: readonly number[],
  stakes: readonly number[],
  nullMean: number,
  populationSize?: number,
): BettingCapital {
  requireUnit(nullMean);
  const plus: number[] = [];
  const minus: number[] = [];
  let seen = 0;
  let up = 0;
  let down = 0;
  values.forEach((value, index) => {
    const mean =
      populationSize === undefined ? nullMean : (populationSize * nullMean - seen) / (populationSize - index);
    const stake = stakes[index] ?? 0;
    // Once the rest of the population cannot bring the mean to m, one hypothesis is refuted and the other is certain.
    if (mean < 0) up = Infinity;
    else if (mean <= 1) up += Math.log1p(Math.min(stake, boldest / mean) * (value - mean));
    if (mean > 1) down = Infinity;
    else if (mean >= 0) down += Math.log1p(-Math.min(stake, boldest / (1 - mean)) * (value - mean));
    seen += value;
    plus.push(up);
    minus.push(down);
  });
  return { plus, minus };
}

function requireUnit(value: number): void {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${value} is not in [0, 1]`);
}
