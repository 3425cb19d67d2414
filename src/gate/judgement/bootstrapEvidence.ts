// A figure without a closed form (macro F1, Matthews' correlation): BCa bounds by a seeded bootstrap that knows its own Monte-Carlo error.
import type { Reason } from '../../model/judgement.ts';
import { bcaBootstrap, bcaInterval, type Aggregate } from '../../stats/bcaBootstrap.ts';
import type { PValue } from '../../stats/pValue.ts';
import { stateOfHash, xoshiro128 } from '../../stats/xoshiro128.ts';
import { leastClusterDf, noEvidence, tooFew, tooFewClusters, type Evidence } from './evidence.ts';

/** Units below which BCa bounds are not to be trusted. */
export const leastUnits = 30;

export interface BootstrapSource {
  /** Independent units: examples, or clusters. */
  readonly units: number;
  readonly examples: number;
  readonly isClustered: boolean;
  readonly aggregate: Aggregate;
  readonly alpha: number;
  /** Hexadecimal: names what is resampled, so that the same scores give the same bounds. */
  readonly seed: string;
  /** Where a decision lies: bounds too near to it, by the error of the bootstrap itself, are computed again with more resamples. */
  readonly threshold: number;
}

const resamples = 10_000;
const mostResamples = 100_000;
/** Draws that a closer look may cost; about ten seconds. */
const mostDraws = 400_000_000;

export function bootstrapEvidence(source: BootstrapSource): Evidence {
  const { units, examples, isClustered, threshold } = source;
  const known = {
    ...noEvidence,
    method: 'bca-bootstrap',
    quantity: 'bootstrap' as const,
    n: examples,
    effectiveN: units,
    clusters: isClustered ? units : null,
  };
  if (units < 2) {
    return {
      ...known,
      undecidable: [isClustered ? tooFewClusters(units, undefined) : tooFew(examples, 'examples')],
    };
  }
  const first = run(source, resamples);
  const isClose = isTooClose(first, threshold);
  const more = Math.min(mostResamples, Math.floor(mostDraws / units));
  const found = isClose && more > resamples ? run(source, more) : first;
  const { bounds } = found;
  const undecidable: Reason[] = reasonsOf(found, units, isClustered);
  if (isTooClose(found, threshold)) {
    const message = `The bound lies within the error of ${found.figures.length} resamples of what decides.`;
    undecidable.push({ code: 'monte-carlo', message });
  }
  return {
    ...known,
    estimate: bounds.estimate ?? null,
    se: bounds.se ?? null,
    lower: bounds.lower ?? null,
    upper: bounds.upper ?? null,
    undecidable,
    below: (value) => pOf(found, ([, upper]) => upper < value),
    above: (value) => pOf(found, ([lower]) => lower > value),
  };
}

interface BootstrapRun {
  readonly bounds: ReturnType<typeof bcaBootstrap>;
  /** Ascending. */
  readonly figures: Float64Array;
  readonly leftOut: readonly number[];
}

/** Keeps the figures that the bootstrap asks for, in the order in which it does: the sample, the resamples, each unit left out. */
function run({ units, aggregate, alpha, seed }: BootstrapSource, count: number): BootstrapRun {
  const asked: (number | undefined)[] = [];
  const bounds = bcaBootstrap(
    units,
    (drawn) => {
      const figure = aggregate(drawn);
      asked.push(figure);
      return figure;
    },
    { confidence: 1 - 2 * alpha, random: xoshiro128(stateOfHash(seed)), resamples: count },
  );
  const isNumber = (figure: number | undefined): figure is number => figure !== undefined;
  return {
    bounds,
    figures: Float64Array.from(asked.slice(1, 1 + count).filter(isNumber)).sort(),
    leftOut: asked.slice(1 + count).filter(isNumber),
  };
}

/** The smallest one-sided error at which the bound still says so, by bisection; no smaller than the resamples can tell. */
function pOf(
  { bounds, figures, leftOut }: BootstrapRun,
  says: (interval: readonly [number, number]) => boolean,
): PValue | null {
  const { estimate } = bounds;
  if (bounds.status !== 'measured' || estimate === undefined) return null;
  const saysAt = (error: number): boolean => {
    const found = bcaInterval(figures, estimate, leftOut, 1 - 2 * error);
    return found !== undefined && says(found.interval);
  };
  let low = 1 / figures.length;
  if (saysAt(low)) return { p: low, lnP: Math.log(low) };
  let high = 0.499;
  if (!saysAt(high)) return { p: 1, lnP: 0 };
  for (let step = 0; step < 30; step++) {
    const middle = Math.sqrt(low * high);
    if (saysAt(middle)) high = middle;
    else low = middle;
  }
  return { p: high, lnP: Math.log(high) };
}

function isTooClose({ bounds }: BootstrapRun, threshold: number): boolean {
  const { lower, upper, monteCarloSe } = bounds;
  if (lower === undefined || upper === undefined || monteCarloSe === undefined) return false;
  return (
    Math.abs(lower - threshold) < 2 * monteCarloSe[0] || Math.abs(upper - threshold) < 2 * monteCarloSe[1]
  );
}

function reasonsOf({ bounds }: BootstrapRun, units: number, isClustered: boolean): Reason[] {
  const reasons: Reason[] = [];
  if (units < leastUnits) {
    const unit = isClustered ? 'clusters' : 'examples';
    reasons.push({ code: 'n<30', message: `${units} ${unit}: a bootstrap needs at least ${leastUnits}.` });
  }
  if (isClustered && units - 1 < leastClusterDf) reasons.push(tooFewClusters(units, units - 1));
  switch (bounds.status) {
    case 'measured':
    case 'n<2':
      return reasons;
    case 'degenerate-zero-variance':
      return [
        ...reasons,
        { code: 'zero-variance', message: 'No resample differs, so nothing bounds what was not seen.' },
      ];
    case 'undefined-estimate':
      return [...reasons, { code: 'undefined', message: 'The figure is undefined: a denominator is 0.' }];
    case 'undefined-resamples': {
      const share = (100 * bounds.undefinedShare).toFixed(1);
      return [
        ...reasons,
        {
          code: 'undefined',
          message: `The figure is undefined in ${share} % of resamples: a label is too rare.`,
        },
      ];
    }
  }
}
