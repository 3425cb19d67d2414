// What is known of a gate before money is spent: what it can show, how likely it passes if nothing changed, what it would need. No verdict.
import type { Scale } from '../../model/evaluation.ts';
import type { JudgementPolicy, ObjectivePolicy } from '../../model/gatePolicy.ts';
import type { Precheck, PrecheckObjective } from '../../model/gateRun.ts';
import { allPassTrials } from '../../stats/clopperPearson.ts';
import { certifiableMargin } from '../../stats/certifiableMargin.ts';
import { floorPassProbability } from '../../stats/floorPassProbability.ts';
import { minimumDetectableEffect } from '../../stats/minimumDetectableEffect.ts';
import { jointPassProbability, passProbability } from '../../stats/passProbability.ts';
import { nonInferioritySize } from '../../stats/sampleSize.ts';
import { guardMargin, smallestSample } from '../../stats/smallestSample.ts';
import { leastTestedSlice } from '../judgement/checkNonInferiority.ts';
import { leastClusterDf } from '../judgement/evidence.ts';
import { declaredAlpha, isDeciding } from '../judgement/levels.ts';
import * as words from '../judgement/words.ts';

/** How much differences vary from example to example, learnt from stored scores by `spreadOf`. */
export interface Spread {
  readonly from: 'last run' | 'A/A';
  /** Standard deviation of one example's difference (of logarithms on ratio scales), > 0. */
  readonly sd: number;
  /** How much clusters inflate its variance, ≥ 1. */
  readonly designEffect: number;
  /** Mean level of the version in use, on the evaluator's scale; null when unknown. */
  readonly level: number | null;
}

export interface PrecheckInput {
  readonly policy: JudgementPolicy;
  /** Examples selected. */
  readonly examples: number;
  readonly epochs: number;
  readonly hasBaseline: boolean;
  /** How many clusters they come from; null when they are independent or clusters are not respected. */
  readonly clusters: number | null;
  /** Per slice of the policy, in its order: its examples. */
  readonly sliceSizes: readonly number[];
  /** By objective: its scale, and its spread where one was measured. */
  readonly measured: ReadonlyMap<
    string,
    {
      readonly scale: Scale;
      readonly direction: 'higher-is-better' | 'lower-is-better';
      readonly spread: Spread | null;
    }
  >;
  readonly estimate: {
    readonly calls: number;
    readonly costUsd: number | null;
    readonly seconds: number | null;
  };
}

/** Spread assumed where none was measured: 15 % discordant pairs, or a standard deviation of a quarter. */
export const assumedSd: { readonly [scale in Scale]: number } = {
  binary: Math.sqrt(0.15),
  score: 0.25,
  ratio: 0.25,
};

const power = 0.8;

/**
 * Refusals say that a demand cannot be met by any outcome, with the smallest demand and the smallest number of examples that could;
 * going on can only end in INCONCLUSIVE or FAIL. Warnings say what is merely unlikely.
 */
export function precheck(input: PrecheckInput): Precheck {
  const { policy, estimate } = input;
  const told = {
    estimatedCalls: estimate.calls,
    estimatedCostUsd: estimate.costUsd,
    estimatedSeconds: estimate.seconds,
  };
  if (policy.decide === 'all-pass') {
    const objectives = policy.objectives.map((objective) => withoutStatistics(objective, input.examples));
    const warnings = ['Every example is looked at by itself: no statistical claim will be made.'];
    return { objectives, passIfNoChange: null, ...told, refusals: [], warnings };
  }
  const refusals: string[] = [];
  const warnings = sliceWarnings(input);
  const chances: number[] = [];
  let isJointKnown = true;
  const objectives = policy.objectives.map((objective) => {
    const planned = planOf(input, objective);
    const isDemanded = isDeciding(objective) && !isWaived(policy, objective);
    for (const refusal of refusalsOf(input, objective)) {
      (isDemanded ? refusals : warnings).push(`${objective.name}: ${refusal}`);
    }
    if (isDemanded) {
      if (planned.passIfNoChange === null) isJointKnown = false;
      else chances.push(planned.passIfNoChange);
      warnings.push(...chanceWarnings(planned, scaleOf(input, objective)));
    }
    return planned;
  });
  const joint = isJointKnown ? jointPassProbability(chances) : undefined;
  if (joint !== undefined && chances.length > 1 && joint.best >= 0.5 && joint.independent < 0.5) {
    warnings.push(
      `Together the objectives pass with a chance of ${words.percent(joint.independent)} to ${words.percent(joint.best)} if nothing changed.`,
    );
  }
  return {
    objectives,
    passIfNoChange: joint === undefined ? null : [joint.independent, joint.best],
    ...told,
    refusals,
    warnings,
  };
}

function planOf(input: PrecheckInput, objective: ObjectivePolicy): PrecheckObjective {
  const { policy, examples, hasBaseline } = input;
  const { spread, direction } = sourceOf(input, objective);
  const scale = scaleOf(input, objective);
  const alpha = declaredAlpha(objective, policy.statistics);
  const base = { ...withoutStatistics(objective, examples), spreadFrom: spread?.from ?? 'assumed' };
  const effectiveN = examples / (spread?.designEffect ?? 1);
  // Examples of one cluster can collapse together, so the guard counts no more than the clusters.
  const guardedN = Math.min(effectiveN, input.clusters ?? examples);
  const ofFloor = floorChance(objective, scale, direction, spread, effectiveN, alpha);
  if (objective.margin === null || !hasBaseline || examples < 1) return { ...base, passIfNoChange: ofFloor };
  const margin = scale === 'ratio' ? Math.log1p(objective.margin) : objective.margin;
  const loss = lossOf(objective, scale, margin);
  const sd = spread?.sd ?? assumedSd[scale] * (policy.statistics.pairing === 'independent' ? Math.SQRT2 : 1);
  const standardError = sd / Math.sqrt(effectiveN);
  const isGuarded = policy.statistics.target === 'super-population';
  const nMin = isGuarded ? Math.max(2, smallestSample(margin, alpha, loss)) : 2;
  const plan = { standardError, alpha, power, largestLoss: loss };
  const chance = passProbability({ n: guardedN, standardError, margin, alpha, largestLoss: loss }) ?? null;
  const size = nonInferioritySize({
    variance: sd ** 2,
    margin,
    alpha,
    power,
    designEffect: Math.max(1, spread?.designEffect ?? 1),
  });
  const inPolicyUnit = (value: number): number => (scale === 'ratio' ? Math.expm1(value) : value);
  return {
    ...base,
    nMin,
    margin: objective.margin,
    certifiableMargin: inPolicyUnit(certifiableMargin({ ...plan, n: guardedN })),
    passIfNoChange: ofFloor === null || chance === null ? chance : Math.min(chance, ofFloor),
    detectableLoss: inPolicyUnit(
      minimumDetectableEffect(
        standardError,
        policy.statistics.failAlpha / Math.max(1, familySize(input)),
        power,
      ),
    ),
    requiredN: size === undefined ? null : Math.max(Math.ceil(size), Math.ceil(nMin * (examples / guardedN))),
  };
}

function withoutStatistics({ name, margin }: ObjectivePolicy, n: number): PrecheckObjective {
  return {
    objective: name,
    n,
    nMin: null,
    margin,
    certifiableMargin: null,
    passIfNoChange: null,
    detectableLoss: null,
    requiredN: null,
    spreadFrom: 'assumed',
  };
}

/** The chance of a floor of passes, where the level of the version in use is known. */
function floorChance(
  { floor, aggregate }: ObjectivePolicy,
  scale: Scale,
  direction: 'higher-is-better' | 'lower-is-better',
  spread: Spread | null,
  effectiveN: number,
  alpha: number,
): number | null {
  const level = spread?.level ?? null;
  if (floor === null || aggregate !== null || scale !== 'binary' || level === null) return null;
  const [rate, demanded] = direction === 'higher-is-better' ? [level, floor] : [1 - level, 1 - floor];
  if (!(demanded > 0 && demanded < 1)) return null;
  return floorPassProbability(Math.floor(effectiveN), rate, demanded, alpha);
}

/** Demands that no outcome of this many examples can meet. */
function refusalsOf(input: PrecheckInput, objective: ObjectivePolicy): string[] {
  const { policy, examples, hasBaseline, clusters, epochs } = input;
  const { statistics } = policy;
  const scale = scaleOf(input, objective);
  const alpha = declaredAlpha(objective, statistics);
  const refusals: string[] = [];
  const guarded = Math.min(examples, clusters ?? examples);
  const have = words.counted(examples, 'example');
  const inClusters = guarded < examples ? ` from ${words.counted(guarded, 'cluster')}` : '';
  const needs = (n: number, what: string, otherwise: string): void => {
    if (n > guarded) {
      refusals.push(
        `${what} cannot be shown with ${have}${inClusters}, whatever they say: it takes at least ${n}${inClusters === '' ? '' : ' clusters'}${otherwise}.`,
      );
    }
  };
  if (examples < 2) refusals.push(`${have} decide nothing: at least 2 are needed.`);
  if (clusters !== null && clusters - 1 < leastClusterDf) {
    refusals.push(
      `the examples come from ${words.counted(clusters, 'cluster')}: at least ${leastClusterDf + 1} are needed.`,
    );
  }
  const isCompared = objective.margin !== null || objective.mustImproveBy !== null;
  if (isCompared && !hasBaseline)
    refusals.push('there is no baseline to compare with; name one, or remove the margin.');
  if (statistics.target === 'fixed-dataset' && isCompared && epochs < 2) {
    refusals.push('judging this dataset only needs at least 2 epochs.');
  }
  if (objective.margin !== null && hasBaseline && statistics.target === 'super-population' && examples >= 2) {
    const margin = scale === 'ratio' ? Math.log1p(objective.margin) : objective.margin;
    const loss = lossOf(objective, scale, margin);
    const least = guardMargin(guarded, alpha, loss);
    const feasible = words.tolerance(scale === 'ratio' ? Math.expm1(least) : roundedUp(least), scale);
    needs(
      smallestSample(margin, alpha, loss),
      `a tolerance of ${words.tolerance(objective.margin, scale)}`,
      `, or a tolerance of ${feasible}`,
    );
  }
  if (objective.floor !== null && scale === 'binary' && objective.aggregate === null && examples >= 2) {
    const { direction } = sourceOf(input, objective);
    const floor = direction === 'higher-is-better' ? objective.floor : 1 - objective.floor;
    if (floor >= 1)
      refusals.push('a floor without a single exception can be shown by no number of examples.');
    else if (floor > 0) {
      const feasible = Math.floor(1000 * alpha ** (1 / guarded)) / 1000;
      needs(
        allPassTrials(floor, alpha),
        `a floor of ${objective.floor}`,
        ` that all pass, or a floor of ${direction === 'higher-is-better' ? feasible : Number((1 - feasible).toFixed(3))}`,
      );
    }
  }
  if (objective.ceiling !== null) {
    const { quantile, limit } = objective.ceiling;
    needs(allPassTrials(quantile, alpha), `the ceiling (${words.percent(quantile)} at most ${limit})`, '');
  }
  if (objective.mostCatastrophic !== null && scale !== 'ratio') {
    const share = objective.mostCatastrophic;
    if (share === 0)
      refusals.push('a share of 0 catastrophes can be shown by no number of examples; allow 0.01, say.');
    else if (share < 1) {
      const what = `at most ${words.percent(share)} catastrophes`;
      needs(allPassTrials(1 - share, statistics.criticalAlpha), what, ' without one');
    }
  }
  return refusals;
}

function chanceWarnings(planned: PrecheckObjective, scale: Scale): string[] {
  const { objective, n, passIfNoChange, margin, requiredN, certifiableMargin: certifiable } = planned;
  if (passIfNoChange === null || passIfNoChange >= 0.5 || passIfNoChange === 0) return [];
  const ways = [
    requiredN !== null && requiredN > n ? `${requiredN} examples` : '',
    certifiable === null ? '' : `a tolerance of ${words.tolerance(certifiable, scale)}`,
  ].filter((way) => way !== '');
  const better = ways.length === 0 ? '' : `; ${ways.join(' or ')} would make it 80 %`;
  const tolerated = margin === null ? '' : ` at a tolerance of ${words.tolerance(margin, scale)}`;
  return [
    `${objective}: with ${words.counted(n, 'example')}${tolerated} PASS has a chance of ${words.percent(passIfNoChange)} even if nothing changed (spread ${planned.spreadFrom === 'assumed' ? 'assumed' : `from the ${planned.spreadFrom}`})${better}.`,
  ];
}

function sliceWarnings({ policy, sliceSizes }: PrecheckInput): string[] {
  return policy.slices.flatMap(({ definition, isCritical }, at) => {
    const size = sliceSizes[at] ?? 0;
    if (!isCritical || size >= leastTestedSlice) return [];
    return [
      `The critical slice ${definition.name} has ${words.counted(size, 'example')}: fewer than ${leastTestedSlice} are counted, not tested, so it cannot fail the gate.`,
    ];
  });
}

/** Tests of the family of FAIL: deciding comparisons on the whole set and on critical slices large enough to be tested. */
function familySize({ policy, sliceSizes }: PrecheckInput): number {
  const compared = policy.objectives.filter(
    (objective) => isDeciding(objective) && objective.margin !== null && !isWaived(policy, objective),
  );
  const tested = policy.slices.filter(
    ({ isCritical }, at) => isCritical && (sliceSizes[at] ?? 0) >= leastTestedSlice,
  );
  return compared.length * (1 + tested.length);
}

function isWaived({ waived }: JudgementPolicy, { name }: ObjectivePolicy): boolean {
  return waived.some(({ objective, slice }) => objective === name && slice === null);
}

function lossOf({ largestLoss }: ObjectivePolicy, scale: Scale, margin: number): number {
  return scale === 'ratio' ? Math.max(1, 2 * margin) : largestLoss;
}

function sourceOf(
  { measured }: PrecheckInput,
  { name }: ObjectivePolicy,
): { readonly direction: 'higher-is-better' | 'lower-is-better'; readonly spread: Spread | null } {
  return measured.get(name) ?? { direction: 'higher-is-better', spread: null };
}

function scaleOf({ measured }: PrecheckInput, { name }: ObjectivePolicy): Scale {
  return measured.get(name)?.scale ?? 'score';
}

/** To a tenth of a point, upwards: a tolerance that is offered must be feasible. */
function roundedUp(margin: number): number {
  return Math.ceil(margin * 1000 - 1e-9) / 1000;
}
