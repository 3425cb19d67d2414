// What is known of a gate before money is spent: what it can show, how likely it passes if nothing changed, what it would need. No verdict.
import type { Scale } from '../../model/evaluation.ts';
import type { JudgementPolicy, ObjectivePolicy } from '../../model/gatePolicy.ts';
import type { Precheck, PrecheckObjective } from '../../model/gateRun.ts';
import { certifiableMargin } from '../../stats/certifiableMargin.ts';
import { floorPassProbability } from '../../stats/floorPassProbability.ts';
import { minimumDetectableEffect } from '../../stats/minimumDetectableEffect.ts';
import { jointPassProbability, passProbability } from '../../stats/passProbability.ts';
import { nonInferioritySize } from '../../stats/sampleSize.ts';
import { smallestSample } from '../../stats/smallestSample.ts';
import { leastTestedSlice } from '../judgement/checkNonInferiority.ts';
import { declaredAlpha, isDeciding } from '../judgement/levels.ts';
import * as words from '../judgement/words.ts';
import { lossOf, scaleOf, sourceOf, type PrecheckInput, type Spread } from './precheckInput.ts';
import { refusalsOf } from './refusalsOf.ts';

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
