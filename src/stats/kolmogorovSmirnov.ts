// Whether two samples come from one distribution: the largest gap of their distribution functions. For continuous values; counts need χ².

export interface KolmogorovSmirnov {
  /** The largest gap, in [0, 1]. */
  readonly gap: number;
  /** By Kolmogorov's limit. */
  readonly pAsymptotic: number;
  /** Exact if no two values were equal; undefined when n·m exceeds 10,000. With ties it is too large. */
  readonly pExactWithoutTies: number | undefined;
  /** Exact given the ties that there are; undefined when n·m exceeds 10,000. */
  readonly pExact: number | undefined;
}

const mostPairs = 10_000;

/**
 * @param first  finite values
 * @param second finite values
 * @returns undefined when a sample is empty
 * @throws  RangeError when a value is not finite
 * @source  Smirnov 1939; exact: recursion over lattice paths (Schröer & Trenkler 1995). Reference values: MO-02.
 */
export function kolmogorovSmirnov(
  first: readonly number[],
  second: readonly number[],
): KolmogorovSmirnov | undefined {
  if (![...first, ...second].every(Number.isFinite)) throw new RangeError('a value is not finite');
  const n = first.length;
  const m = second.length;
  if (n === 0 || m === 0) return undefined;
  const pooled = [
    ...first.map((value) => ({ value, step: m })),
    ...second.map((value) => ({ value, step: -n })),
  ].sort((a, b) => a.value - b.value);
  // In whole numbers of 1/(nm), so that equal gaps compare as equal.
  let climbed = 0;
  let largest = 0;
  const endsBlock = pooled.map(({ value, step }, i) => {
    climbed += step;
    const isEnd = pooled[i + 1]?.value !== value;
    if (isEnd) largest = Math.max(largest, Math.abs(climbed));
    return isEnd;
  });
  const gap = largest / (n * m);
  const isSmall = n * m <= mostPairs;
  return {
    gap,
    pAsymptotic: kolmogorovTail(gap * Math.sqrt((n * m) / (n + m))),
    pExactWithoutTies: isSmall ? reachProbability(n, m, largest, () => true) : undefined,
    pExact: isSmall ? reachProbability(n, m, largest, (taken) => endsBlock[taken - 1] === true) : undefined,
  };
}

/** Probability that a random order of n and m values reaches the gap at a place that counts. */
function reachProbability(n: number, m: number, largest: number, counts: (taken: number) => boolean): number {
  const reached = (i: number, j: number): boolean =>
    i + j > 0 && counts(i + j) && Math.abs(i * m - j * n) >= largest;
  let row = new Float64Array(m + 1);
  for (let i = 0; i <= n; i++) {
    const next = new Float64Array(m + 1);
    for (let j = 0; j <= m; j++) {
      const fromAbove = i === 0 ? 0 : ((row[j] ?? 0) * i) / (i + j);
      const fromLeft = j === 0 ? 0 : ((next[j - 1] ?? 0) * j) / (i + j);
      next[j] = reached(i, j) ? 1 : fromAbove + fromLeft;
    }
    row = next;
  }
  return Math.min(1, row[m] ?? 1);
}

/** P(K > x) of Kolmogorov's distribution, by whichever series converges fast. */
function kolmogorovTail(x: number): number {
  if (x <= 0) return 1;
  let sum = 0;
  if (x < 1) {
    for (let k = 1; k <= 20; k++) sum += Math.exp((-((2 * k - 1) ** 2) * Math.PI ** 2) / (8 * x * x));
    return Math.min(1, 1 - (Math.sqrt(2 * Math.PI) / x) * sum);
  }
  for (let k = 1; k <= 20; k++) sum += (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * x * x);
  return Math.max(0, 2 * sum);
}
