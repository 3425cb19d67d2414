// The score table of stored results: numbers in the order of example ids, so that the same results always give the same table.
import type { EvaluatorIdentity, Score } from '../../model/evaluation.ts';
import type { JudgementPolicy } from '../../model/gatePolicy.ts';
import type { EpochResult, ExampleResult } from '../../model/gateRun.ts';
import {
  absence,
  type ArmScores,
  type BlockedReason,
  type ObjectiveScores,
  type ScoreTable,
} from '../../model/scoreTable.ts';
import { canonicalJson } from '../../datasets/canonicalHash.ts';
import { mirroredArm } from './mirroredArm.ts';

export interface TableSource {
  /** In the order of example ids. */
  readonly results: readonly ExampleResult[];
  readonly policy: JudgementPolicy;
  readonly evaluators: { readonly [objective: string]: EvaluatorIdentity };
  readonly blocked: { readonly [objective: string]: readonly BlockedReason[] };
  readonly epochs: number;
  readonly hasBaseline: boolean;
}

export function scoreTableOf(source: TableSource): ScoreTable {
  const { results, policy, epochs } = source;
  return {
    exampleIds: results.map((result) => result.exampleId),
    epochs,
    clusters: clustersOf(results),
    outputsAreIdentical: hasSameOutputs(results, epochs),
    slices: policy.slices.map(({ definition }) => membersOf(results, definition.name)),
    objectives: policy.objectives.flatMap((objective) => {
      const identity = source.evaluators[objective.name];
      return identity === undefined ? [] : [scoresOf(source, objective.name, identity)];
    }),
  };
}

function scoresOf(source: TableSource, objective: string, identity: EvaluatorIdentity): ObjectiveScores {
  const { results, epochs, hasBaseline } = source;
  const isAggregate = source.policy.objectives.some(
    (policy) => policy.name === objective && policy.aggregate !== null,
  );
  const candidate = armScores(results, objective, epochs, 'candidate', isAggregate);
  return {
    objective,
    scale: identity.scale,
    direction: identity.direction,
    range: identity.range,
    isDeterministic: identity.isDeterministic,
    candidate,
    baseline: !hasBaseline
      ? null
      : identity.isPairwise
        ? mirroredArm(results, candidate, epochs)
        : armScores(results, objective, epochs, 'baseline', isAggregate),
    expectedLabels: isAggregate
      ? results.map((result) => label(firstScore(result, objective), 'expectedLabel'))
      : null,
    positiveLabel: typeof identity.options.positive === 'string' ? identity.options.positive : null,
    blocked: source.blocked[objective] ?? [],
    human: humanScores(results, objective),
  };
}

/** Null when no result has what people said of this objective. */
function humanScores(results: readonly ExampleResult[], objective: string): ObjectiveScores['human'] {
  if (!results.some(({ human }) => human?.[objective] !== undefined)) return null;
  const of = (arm: 'candidate' | 'baseline'): Float64Array =>
    Float64Array.from(results, ({ human }) => human?.[objective]?.[arm] ?? Number.NaN);
  return { candidate: of('candidate'), baseline: of('baseline') };
}

function armScores(
  results: readonly ExampleResult[],
  objective: string,
  epochs: number,
  arm: 'candidate' | 'baseline',
  isAggregate: boolean,
): ArmScores {
  const values = new Float64Array(results.length * epochs).fill(Number.NaN);
  const absences = new Uint8Array(results.length * epochs).fill(absence.target);
  results.forEach((result, example) => {
    const combined = result.combined[objective];
    if (combined !== undefined) {
      // Every epoch says the same, so that their mean is the combined score.
      values.fill(combined[arm] ?? Number.NaN, example * epochs, (example + 1) * epochs);
      return;
    }
    for (const epoch of result[arm]) {
      if (epoch.epoch >= epochs) continue;
      const at = example * epochs + epoch.epoch;
      const score = epoch.scores[objective];
      if (score?.kind === 'scored') values[at] = score.value;
      absences[at] = absenceOf(epoch, score);
    }
  });
  return {
    values,
    absences,
    labels: isAggregate
      ? results.map((result) => label(scoreIn(result[arm], objective), 'answeredLabel'))
      : null,
  };
}

function absenceOf({ outcome }: EpochResult, score: Score | undefined): number {
  if (outcome.kind === 'error') return absence.target;
  if (score === undefined) return absence.evaluator;
  if (score.kind === 'scored') return absence.none;
  // What the example or the answer does not have cannot be scored, and that is nobody's failure when it holds for both arms.
  const isNotAsked = score.error === null || score.error.code === 'evaluator/missing-input';
  return isNotAsked ? absence.notApplicable : absence.evaluator;
}

function hasSameOutputs(results: readonly ExampleResult[], epochs: number): boolean {
  return results.every(
    ({ candidate, baseline }) =>
      candidate.length === epochs &&
      baseline.length === epochs &&
      candidate.every(({ epoch, outcome }) => {
        const other = baseline.find((result) => result.epoch === epoch)?.outcome;
        return (
          outcome.kind === 'answered' &&
          other?.kind === 'answered' &&
          canonicalJson(outcome.answer.output) === canonicalJson(other.answer.output)
        );
      }),
  );
}

/** Clusters by number, an example without one alone in its own; null when no example names one. */
function clustersOf(results: readonly ExampleResult[]): Int32Array | null {
  if (results.every((result) => result.cluster === null)) return null;
  const numbers = new Map<string, number>();
  let next = 0;
  return Int32Array.from(results, ({ cluster }) => {
    if (cluster === null) return next++;
    const known = numbers.get(cluster);
    if (known !== undefined) return known;
    numbers.set(cluster, next);
    return next++;
  });
}

function membersOf(results: readonly ExampleResult[], slice: string): Int32Array {
  const members: number[] = [];
  results.forEach((result, index) => {
    if (result.slices.includes(slice)) members.push(index);
  });
  return Int32Array.from(members);
}

function firstScore(result: ExampleResult, objective: string): Score | undefined {
  return scoreIn(result.candidate, objective) ?? scoreIn(result.baseline, objective);
}

function scoreIn(epochs: readonly EpochResult[], objective: string): Score | undefined {
  return epochs[0]?.scores[objective];
}

function label(score: Score | undefined, name: string): string | null {
  if (score?.kind !== 'scored') return null;
  const value = score.details?.[name];
  return typeof value === 'string' ? value : null;
}
