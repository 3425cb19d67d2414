// Two versions that are truly the same, made from scores that are there. Where from is said by the caller, not here.
import { absence, type ArmScores, type ObjectiveScores, type ScoreTable } from '../../model/scoreTable.ts';
import type { Xoshiro128 } from '../../stats/xoshiro128.ts';

/** The epochs of the candidate arm, shuffled per example and dealt to two arms; an odd one is left out. */
export function splitEpochs(table: ScoreTable, random: Xoshiro128): ScoreTable {
  const { epochs } = table;
  const half = Math.floor(epochs / 2);
  const n = table.exampleIds.length;
  const order = new Int32Array(n * epochs);
  for (let i = 0; i < n; i++) {
    const own = order.subarray(i * epochs, (i + 1) * epochs);
    for (let epoch = 0; epoch < epochs; epoch++) own[epoch] = epoch;
    for (let epoch = epochs - 1; epoch > 0; epoch--) swap(own, epoch, random.nextBelow(epoch + 1));
  }
  const dealt = (arm: ArmScores, from: number): ArmScores =>
    rearranged(arm, n, half, (i, epoch) => i * epochs + (order[i * epochs + from + epoch] ?? 0));
  return {
    ...table,
    epochs: half,
    outputsAreIdentical: false,
    objectives: table.objectives.map((objective) => ({
      ...objective,
      blocked: [],
      human: null,
      candidate: dealt(objective.candidate, 0),
      baseline: dealt(objective.candidate, half),
    })),
  };
}

/** Candidate and baseline swapped for a random half of the examples; examples of one cluster are swapped together. */
export function permutedArms(table: ScoreTable, random: Xoshiro128): ScoreTable {
  const { epochs, clusters } = table;
  const n = table.exampleIds.length;
  const bits = Uint8Array.from({ length: n }, () => random.nextBelow(2));
  const isSwapped = (i: number): boolean => bits[clusters?.[i] ?? i] === 1;
  const mixed = (own: ArmScores, other: ArmScores): ArmScores => {
    const values = own.values.slice();
    const absences = absencesOf(own);
    const otherAbsences = absencesOf(other);
    for (let i = 0; i < n; i++) {
      if (!isSwapped(i)) continue;
      for (let at = i * epochs; at < (i + 1) * epochs; at++) {
        values[at] = other.values[at] ?? Number.NaN;
        absences[at] = otherAbsences[at] ?? absence.target;
      }
    }
    return { values, absences, labels: null };
  };
  return {
    ...table,
    outputsAreIdentical: false,
    objectives: table.objectives.map((objective): ObjectiveScores => {
      const { candidate, baseline } = objective;
      const free = { ...objective, blocked: [], human: null };
      if (baseline === null) return free;
      return { ...free, candidate: mixed(candidate, baseline), baseline: mixed(baseline, candidate) };
    }),
  };
}

function rearranged(
  arm: ArmScores,
  n: number,
  epochs: number,
  from: (example: number, epoch: number) => number,
): ArmScores {
  const known = absencesOf(arm);
  const result = new Float64Array(n * epochs);
  const absences = new Uint8Array(n * epochs);
  for (let i = 0; i < n; i++) {
    for (let epoch = 0; epoch < epochs; epoch++) {
      const source = from(i, epoch);
      result[i * epochs + epoch] = arm.values[source] ?? Number.NaN;
      absences[i * epochs + epoch] = known[source] ?? absence.target;
    }
  }
  return { values: result, absences, labels: null };
}

/** A copy; what never said why it is absent is an answer that never came. */
function absencesOf({ values, absences }: ArmScores): Uint8Array {
  if (absences !== null) return absences.slice();
  return Uint8Array.from(values, (value) => (Number.isNaN(value) ? absence.target : absence.none));
}

function swap(values: Int32Array, a: number, b: number): void {
  const kept = values[a] ?? 0;
  values[a] = values[b] ?? 0;
  values[b] = kept;
}
