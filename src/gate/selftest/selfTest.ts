// Proves the gate on the user's own data: how often it fails a version against itself, and passes one made worse on purpose. No verdict.
import type { JudgementPolicy, ObjectivePolicy } from '../../model/gatePolicy.ts';
import { AssayError } from '../../model/errors.ts';
import type { Verdict } from '../../model/judgement.ts';
import type { ScoreTable } from '../../model/scoreTable.ts';
import { clopperPearson } from '../../stats/clopperPearson.ts';
import { combineVerdicts } from '../../stats/combineVerdicts.ts';
import { stateOfNumber, xoshiro128, type Xoshiro128 } from '../../stats/xoshiro128.ts';
import { canonicalTable } from '../judgement/canonicalTable.ts';
import { countedVerdicts } from '../judgement/countsAs.ts';
import { decideChecks } from '../judgement/decideChecks.ts';
import { alignmentsOf } from '../judgement/judgeScores.ts';
import { fixedLevels, isDeciding } from '../judgement/levels.ts';
import { injectLoss } from './injectLoss.ts';
import { rerunNoise, type RerunNoise } from './rerunNoise.ts';
import { permutedArms, splitEpochs } from './pseudoVariants.ts';

export interface SelfTestOptions {
  /** How many pairs of pseudo-variants, and how many of them made worse; 200. */
  readonly rounds: number;
  /** Integer in 0 … 2³² − 1: the same seed gives the same result. */
  readonly seed: number;
}

/** A share of rounds with its 95 % interval, and whether it is what the gate promises. */
export interface RoundShare {
  readonly rounds: number;
  readonly count: number;
  readonly share: number;
  readonly interval: readonly [number, number];
  /** The nominal error plus two standard errors of this many rounds. */
  readonly allowed: number;
  readonly holds: boolean;
}

export interface SelfTest {
  /** `epochs`: repeats of one version split in two. `permutation`: two versions whose answers were swapped at random. */
  readonly kind: 'epochs' | 'permutation';
  /** What these pseudo-variants can and cannot show, in a sentence. */
  readonly meaning: string;
  readonly verdicts: { readonly [verdict in Verdict]: number };
  /** FAIL although nothing changed. */
  readonly falseFail: RoundShare;
  /** PASS although one objective lost twice its tolerance; null when none could be made that much worse. */
  readonly falsePass: RoundShare | null;
  /** Per compared objective; empty without repeats. */
  readonly noise: readonly RerunNoise[];
  readonly holds: boolean;
  readonly warnings: readonly string[];
}

/**
 * @param table  a run of a known-good version with at least two epochs (its candidate arm is used), or a run of one epoch with
 *               both arms
 * @param policy as the gate uses it; only its comparisons are tested, because floors have nothing to do with a second run
 * @throws AssayError `selftest/needs-repeats` when there is neither
 * @throws AssayError `scores/…` as `judgeScores`
 */
export function selfTest(table: ScoreTable, policy: JudgementPolicy, options: SelfTestOptions): SelfTest {
  const canonical = canonicalTable(table);
  const compared = comparisonsOf(policy);
  const hasRepeats = canonical.epochs >= 2;
  if (!hasRepeats && canonical.objectives.every(({ baseline }) => baseline === null)) {
    throw new AssayError(
      'selftest/needs-repeats',
      'A self-test needs at least two epochs of a known-good version, or a run with a baseline.',
    );
  }
  const random = xoshiro128(stateOfNumber(options.seed));
  const draw = (): ScoreTable =>
    hasRepeats ? splitEpochs(canonical, random) : permutedArms(canonical, random);
  const verdicts = { PASS: 0, FAIL: 0, INCONCLUSIVE: 0 };
  for (let round = 0; round < options.rounds; round++) verdicts[verdictOf(draw(), compared)]++;
  const falsePass = injected(draw, compared, options.rounds, random);
  const noise = hasRepeats ? rerunNoise(canonical, compared) : [];
  const falseFail = shareOf(verdicts.FAIL, options.rounds, policy.statistics.failAlpha);
  return {
    kind: hasRepeats ? 'epochs' : 'permutation',
    meaning: hasRepeats
      ? `${canonical.epochs} epochs of one version, split at random into two versions that are truly the same.`
      : 'One epoch only: the answers of both versions were swapped at random. This tests the statistics, and says nothing of rerun noise.',
    verdicts,
    falseFail,
    falsePass: falsePass.share,
    noise,
    holds: falseFail.holds && (falsePass.share?.holds ?? true),
    warnings: [...warningsOf(verdicts, options.rounds, noise), ...falsePass.warnings],
  };
}

/** Only the comparisons with the baseline, all of them deciding as in the policy. */
function comparisonsOf(policy: JudgementPolicy): JudgementPolicy {
  const objectives = policy.objectives
    .filter(({ margin }) => margin !== null)
    .map((objective): ObjectivePolicy => ({
      ...objective,
      floor: null,
      mustImproveBy: null,
      ceiling: null,
      mostCatastrophic: null,
      aggregate: null,
    }));
  return { ...policy, objectives, decide: 'statistics', waived: [] };
}

function verdictOf(table: ScoreTable, policy: JudgementPolicy): Verdict {
  const checks = decideChecks({
    table,
    policy,
    levels: fixedLevels(policy.statistics),
    alignments: alignmentsOf(table, policy),
    inputsHash: '',
    withSlices: policy.slices.some(({ isCritical }) => isCritical),
  });
  return combineVerdicts(countedVerdicts(checks));
}

/** Rounds in which each objective in turn loses twice its tolerance. */
function injected(
  draw: () => ScoreTable,
  policy: JudgementPolicy,
  rounds: number,
  random: Xoshiro128,
): { readonly share: RoundShare | null; readonly warnings: readonly string[] } {
  const deciding = policy.objectives.filter(isDeciding);
  const warnings: string[] = [];
  const possible = deciding.filter((objective) => {
    const isPossible = injectLoss(draw(), objective, random) !== undefined;
    if (!isPossible)
      warnings.push(`${objective.name} cannot lose twice its tolerance: its scores are too near the worst`);
    return isPossible;
  });
  if (possible.length === 0) return { share: null, warnings };
  let made = 0;
  let passed = 0;
  for (let round = 0; round < rounds; round++) {
    const objective = possible[round % possible.length];
    const worse = objective === undefined ? undefined : injectLoss(draw(), objective, random);
    if (worse === undefined) continue;
    made++;
    if (verdictOf(worse, policy) === 'PASS') passed++;
  }
  const { alpha } = policy.statistics;
  return { share: made === 0 ? null : shareOf(passed, made, alpha), warnings };
}

function shareOf(count: number, rounds: number, nominal: number): RoundShare {
  const allowed = nominal + 2 * Math.sqrt((nominal * (1 - nominal)) / Math.max(1, rounds));
  const share = rounds === 0 ? 0 : count / rounds;
  const interval = clopperPearson(count, rounds, 0.95) ?? [0, 1];
  return { rounds, count, share, interval, allowed, holds: share <= allowed };
}

function warningsOf(
  verdicts: { readonly [verdict in Verdict]: number },
  rounds: number,
  noise: readonly RerunNoise[],
): string[] {
  const warnings: string[] = [];
  if (verdicts.INCONCLUSIVE > rounds / 2) {
    const share = Math.round((100 * verdicts.INCONCLUSIVE) / rounds);
    warnings.push(
      `INCONCLUSIVE in ${share} % of rounds although nothing changed: too few examples for these tolerances`,
    );
  }
  for (const { objective, isMarginWide, isConsistent } of noise) {
    if (!isMarginWide)
      warnings.push(`${objective}: the tolerance is below 2.5 times the noise of running it again`);
    if (!isConsistent)
      warnings.push(`${objective}: two runs of the same version are not shown to be consistent`);
  }
  return warnings;
}
