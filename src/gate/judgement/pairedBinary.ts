// Paired pass or fail, each example asked once: Tango's score test, with the Rao–Scott correction when examples come in clusters.
import type { OtherTest } from '../../model/judgement.ts';
import { decidingAbove, decidingBelow, decidingBounds } from '../../stats/decidingBounds.ts';
import { fisherExact } from '../../stats/fisherExact.ts';
import { mcnemar } from '../../stats/mcnemar.ts';
import { newcombeInterval } from '../../stats/newcombeInterval.ts';
import { normalQuantile } from '../../stats/normal.ts';
import type { PValue } from '../../stats/pValue.ts';
import { raoScottAbove, raoScottBelow, raoScottBounds, raoScottTango } from '../../stats/raoScottTango.ts';
import { tangoAbove, tangoBelow, tangoBounds, type DiscordantCounts } from '../../stats/tangoScore.ts';
import { twoProportionZ } from '../../stats/twoProportionZ.ts';
import {
  leastClusterDf,
  noEvidence,
  tooFew,
  tooFewClusters,
  worthOfClusters,
  type Evidence,
} from './evidence.ts';

/** With fewer discordant pairs the exact test can never reach a two-sided 0.05, so none of them is called a regression. */
export const leastDiscordant = 6;

/**
 * @param candidate 1 where it passed, else 0
 * @param baseline  likewise, of the same examples
 * @param clusters  of the same examples; null when they are independent
 */
export function pairedBinary(
  candidate: Float64Array,
  baseline: Float64Array,
  clusters: Int32Array | null,
  alpha: number,
): Evidence {
  const n = candidate.length;
  const table = tableOf(candidate, baseline);
  const [, candidateOnly, baselineOnly] = table;
  const counts: DiscordantCounts = { n, candidateOnly, baselineOnly };
  const discordant = candidateOnly + baselineOnly;
  const known = {
    ...noEvidence,
    method: clusters === null ? 'tango' : 'tango-rao-scott-cr2',
    n,
    table,
    estimate: n === 0 ? null : (candidateOnly - baselineOnly) / n,
    otherTests: (): readonly OtherTest[] => otherTests(table, alpha),
    warnings: discordant < leastDiscordant && n > 0 ? [fewDiscordant(discordant)] : [],
  };
  if (n < 2) return { ...known, effectiveN: n, undecidable: [tooFew(n)] };
  if (clusters === null) {
    const bounds = tangoBounds(counts, -normalQuantile(alpha));
    return {
      ...known,
      effectiveN: n,
      se: pairedSe(counts, 1),
      lower: bounds?.[0] ?? null,
      upper: bounds?.[1] ?? null,
      above: (value) => within(value, (delta) => tangoAbove(counts, delta) ?? null),
      below: (value) =>
        within(value, (delta) => noRegressionOfFew(tangoBelow(counts, delta) ?? null, counts)),
    };
  }
  return { ...known, ...clustered(candidate, baseline, clusters, counts, alpha) };
}

/** [both pass, candidate only, baseline only, neither]. */
function tableOf(candidate: Float64Array, baseline: Float64Array): [number, number, number, number] {
  const table: [number, number, number, number] = [0, 0, 0, 0];
  for (let i = 0; i < candidate.length; i++) {
    const at = (candidate[i] === 1 ? 0 : 2) + (baseline[i] === 1 ? 0 : 1);
    if (at === 0) table[0]++;
    else if (at === 1) table[1]++;
    else if (at === 2) table[2]++;
    else table[3]++;
  }
  return table;
}

/**
 * The more cautious of Rao–Scott's Tango and of t and Hall on the differences by cluster: the first alone passes too often when whole
 * clusters collapse and few do.
 */
function clustered(
  candidate: Float64Array,
  baseline: Float64Array,
  clusters: Int32Array,
  counts: DiscordantCounts,
  alpha: number,
): Partial<Evidence> & Pick<Evidence, 'effectiveN'> {
  const values = candidate.map((value, i) => value - (baseline[i] ?? 0));
  const evidence = raoScottTango(values, clusters);
  const range = [-1, 1] as const;
  const mean = decidingBounds(values, { alpha, range, clusters });
  const robust = mean.clusters;
  const effectiveClusters = robust?.effectiveClusters ?? 0;
  const df = robust?.df ?? effectiveClusters - 1;
  const designEffect = evidence.designEffect ?? counts.n;
  const bounds = raoScottBounds(evidence, alpha);
  const isMeasured = mean.lower !== undefined && mean.upper !== undefined && bounds !== undefined;
  return {
    effectiveN: worthOfClusters(counts.n, designEffect, effectiveClusters),
    clusters: evidence.clusters,
    designEffect: evidence.designEffect ?? null,
    se: evidence.designEffect === undefined ? null : pairedSe(counts, evidence.designEffect),
    lower: isMeasured ? Math.min(bounds[0], mean.lower) : null,
    upper: isMeasured ? Math.max(bounds[1], mean.upper) : null,
    undecidable:
      evidence.status !== 'measured' || df < leastClusterDf ? [tooFewClusters(evidence.clusters, df)] : [],
    above: (value) =>
      within(value, (delta) =>
        larger(raoScottAbove(evidence, delta) ?? null, decidingAbove(mean, delta) ?? null),
      ),
    below: (value) =>
      within(value, (delta) => {
        const p = larger(raoScottBelow(evidence, delta) ?? null, decidingBelow(mean, delta) ?? null);
        return noRegressionOfFew(p, counts);
      }),
  };
}

/** Where only one of them exists (nothing varies), that one. */
function larger(a: PValue | null, b: PValue | null): PValue | null {
  if (a === null || b === null) return a ?? b;
  return a.lnP >= b.lnP ? a : b;
}

/** `sqrt((ψ − Δ²)/n)`, inflated by the design effect. */
function pairedSe({ n, candidateOnly, baselineOnly }: DiscordantCounts, designEffect: number): number {
  const difference = (candidateOnly - baselineOnly) / n;
  const variance = (candidateOnly + baselineOnly) / n - difference ** 2;
  return Math.sqrt((Math.max(0, variance) / n) * designEffect);
}

/** The asymptotic p of three pairs against none is 0.04; their exact one 0.25. */
function noRegressionOfFew(
  p: PValue | null,
  { candidateOnly, baselineOnly }: DiscordantCounts,
): PValue | null {
  if (p === null || candidateOnly + baselineOnly >= leastDiscordant) return p;
  const { exactP } = mcnemar(candidateOnly, baselineOnly);
  return exactP > p.p ? { p: exactP, lnP: Math.log(exactP) } : p;
}

/** A difference of a whole unit or more cannot be exceeded: there is no test of it. */
function within(value: number, test: (delta: number) => PValue | null): PValue | null {
  return value > -1 && value < 1 ? test(value) : null;
}

function fewDiscordant(discordant: number): string {
  return discordant === 0
    ? 'both versions score alike on every example (no pair is discordant), so nothing can be significant'
    : `the versions differ on only ${discordant} example${discordant === 1 ? '' : 's'} (discordant pairs), too few for significance`;
}

function otherTests(table: readonly [number, number, number, number], alpha: number): OtherTest[] {
  const [both, candidateOnly, baselineOnly, neither] = table;
  const n = both + candidateOnly + baselineOnly + neither;
  const exact = mcnemar(candidateOnly, baselineOnly);
  return [
    { method: 'mcnemar-mid-p', statistic: exact.chiSquare, p: exact.midP, interval: null },
    ...independentProportionTests(both + candidateOnly, n, both + baselineOnly, n, alpha),
  ];
}

/** The tests of two independent proportions: two-proportion z with Newcombe's interval, and Fisher's where counts are small. */
export function independentProportionTests(
  passed1: number,
  n1: number,
  passed2: number,
  n2: number,
  alpha: number,
): OtherTest[] {
  const z = twoProportionZ(passed1, n1, passed2, n2, 1 - 2 * alpha);
  if (z === undefined) return [];
  const interval = newcombeInterval(passed1, n1, passed2, n2, 1 - 2 * alpha) ?? null;
  const tests: OtherTest[] = [{ method: 'two-proportion-z', statistic: z.z, p: z.p, interval }];
  if (z.isSmall) {
    tests.push({
      method: 'fisher-exact',
      statistic: null,
      p: fisherExact(passed1, n1, passed2, n2),
      interval: null,
    });
  }
  return tests;
}
