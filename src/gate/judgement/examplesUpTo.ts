// The part of a score table that was there at a look: its examples, their clusters, slices and scores. It computes nothing of them.
import type { ArmScores, ObjectiveScores, ScoreTable } from '../../model/scoreTable.ts';

/**
 * @param arrivals per example the look it was first part of
 * @throws RangeError when an arrival is no look
 */
export function examplesUpTo(table: ScoreTable, arrivals: Int32Array, look: number): ScoreTable {
  if (arrivals.some((arrival) => arrival < 1)) throw new RangeError('looks count from 1');
  const kept = Int32Array.from(table.exampleIds.keys()).filter((i) => (arrivals[i] ?? 0) <= look);
  if (kept.length === table.exampleIds.length) return table;
  const placeOf = new Int32Array(table.exampleIds.length).fill(-1);
  kept.forEach((from, to) => (placeOf[from] = to));
  return {
    exampleIds: Array.from(kept, (i) => table.exampleIds[i] ?? ''),
    epochs: table.epochs,
    clusters: table.clusters === null ? null : kept.map((i) => table.clusters?.[i] ?? 0),
    outputsAreIdentical: table.outputsAreIdentical,
    slices: table.slices.map((members) => members.map((i) => placeOf[i] ?? -1).filter((i) => i >= 0)),
    objectives: table.objectives.map((objective) => keptObjective(objective, kept, table.epochs)),
  };
}

/**
 * The look at which each example is first part of, by its place in the order of the run: the first ⌈fraction · n⌉ belong to a look.
 *
 * @param n         examples declared
 * @param fractions ascending, the last one 1
 */
export function looksByOrder(n: number, fractions: readonly number[]): Int32Array {
  const sizes = fractions.map((fraction) => Math.ceil(fraction * n - 1e-9));
  return Int32Array.from({ length: n }, (_, i) => 1 + sizes.findIndex((size) => i < size));
}

function keptObjective(objective: ObjectiveScores, kept: Int32Array, epochs: number): ObjectiveScores {
  const numbers = (values: Float64Array): Float64Array =>
    Float64Array.from(kept, (i) => values[i] ?? Number.NaN);
  return {
    ...objective,
    candidate: keptArm(objective.candidate, kept, epochs),
    baseline: objective.baseline === null ? null : keptArm(objective.baseline, kept, epochs),
    expectedLabels: keptLabels(objective.expectedLabels, kept),
    human:
      objective.human === null
        ? null
        : { candidate: numbers(objective.human.candidate), baseline: numbers(objective.human.baseline) },
  };
}

function keptArm({ values, absences, labels }: ArmScores, kept: Int32Array, epochs: number): ArmScores {
  const keptValues = new Float64Array(kept.length * epochs);
  const keptAbsences = absences === null ? null : new Uint8Array(kept.length * epochs);
  kept.forEach((from, to) => {
    for (let epoch = 0; epoch < epochs; epoch++) {
      keptValues[to * epochs + epoch] = values[from * epochs + epoch] ?? Number.NaN;
      if (keptAbsences !== null) keptAbsences[to * epochs + epoch] = absences?.[from * epochs + epoch] ?? 0;
    }
  });
  return { values: keptValues, absences: keptAbsences, labels: keptLabels(labels, kept) };
}

function keptLabels(
  labels: readonly (string | null)[] | null,
  kept: Int32Array,
): readonly (string | null)[] | null {
  return labels === null ? null : Array.from(kept, (i) => labels[i] ?? null);
}
