// Builds score tables and policies for the tests of the judgement. Support of tests, no test itself.
import type {
  JudgementPolicy,
  ObjectivePolicy,
  SlicePolicy,
  StatisticsPolicy,
} from '../../model/gatePolicy.ts';
import { absence, type ObjectiveScores, type ScoreTable } from '../../model/scoreTable.ts';
import { stateOfNumber, xoshiro128, type Xoshiro128 } from '../../stats/xoshiro128.ts';

export function seeded(seed: number): Xoshiro128 {
  return xoshiro128(stateOfNumber(seed));
}

export function objectivePolicy(overrides: Partial<ObjectivePolicy> = {}): ObjectivePolicy {
  return {
    name: 'accuracy',
    title: null,
    evaluator: { use: 'exact-match', options: {} },
    criticality: 'required',
    floor: null,
    margin: 0.05,
    mustImproveBy: null,
    ceiling: null,
    mostCatastrophic: null,
    largestLoss: 1,
    aggregate: null,
    failOn: 'significant',
    ...overrides,
  };
}

export const statistics: StatisticsPolicy = {
  alpha: 0.05,
  criticalAlpha: 0.025,
  failAlpha: 0.05,
  sliceFdr: 0.1,
  target: 'super-population',
  missing: 'failure',
  mostMissing: 0.05,
  looks: 1,
  isClustered: true,
  pairing: 'auto',
};

export function judgementPolicy(
  objectives: readonly ObjectivePolicy[] = [objectivePolicy()],
  overrides: Partial<Omit<JudgementPolicy, 'statistics'>> & { statistics?: Partial<StatisticsPolicy> } = {},
): JudgementPolicy {
  return {
    objectives,
    slices: [],
    tier: 'merge',
    decide: 'statistics',
    waived: [],
    ...overrides,
    statistics: { ...statistics, ...overrides.statistics },
  };
}

export function slicePolicy(name: string, isCritical = false): SlicePolicy {
  return { definition: { name, tags: [], metadata: {} }, isCritical, by: null };
}

export interface TestScores {
  readonly candidate: readonly number[];
  readonly baseline?: readonly number[] | null;
}

/** NaN is an answer that never came. */
export function objectiveScores(
  scores: TestScores,
  overrides: Partial<ObjectiveScores> = {},
): ObjectiveScores {
  const arm = (values: readonly number[]) => ({
    values: Float64Array.from(values),
    absences: Uint8Array.from(values, (value) => (Number.isNaN(value) ? absence.target : absence.none)),
    labels: null,
  });
  return {
    objective: 'accuracy',
    scale: 'binary',
    direction: 'higher-is-better',
    range: [0, 1],
    isDeterministic: true,
    candidate: arm(scores.candidate),
    baseline: scores.baseline === null || scores.baseline === undefined ? null : arm(scores.baseline),
    expectedLabels: null,
    positiveLabel: null,
    blocked: [],
    human: null,
    ...overrides,
  };
}

export function scoreTable(
  objectives: readonly ObjectiveScores[],
  overrides: Partial<ScoreTable> = {},
): ScoreTable {
  const epochs = overrides.epochs ?? 1;
  const n = (objectives[0]?.candidate.values.length ?? 0) / epochs;
  return {
    exampleIds: Array.from({ length: n }, (_, i) => exampleId(i)),
    epochs,
    clusters: null,
    outputsAreIdentical: false,
    slices: [],
    objectives,
    ...overrides,
  };
}

export function exampleId(i: number): string {
  return `e${String(i).padStart(7, '0')}`;
}

/** Pairs of pass and fail by how often each outcome occurs. */
export function pairsOf(
  both: number,
  candidateOnly: number,
  baselineOnly: number,
  neither: number,
): TestScores {
  const repeat = (count: number, value: number): number[] => Array.from({ length: count }, () => value);
  return {
    candidate: [...repeat(both + candidateOnly, 1), ...repeat(baselineOnly + neither, 0)],
    baseline: [
      ...repeat(both, 1),
      ...repeat(candidateOnly, 0),
      ...repeat(baselineOnly, 1),
      ...repeat(neither, 0),
    ],
  };
}
