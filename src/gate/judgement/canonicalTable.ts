// A score table in the one order in which it is judged, refused when it contradicts itself. Not the meaning of its numbers.
import { AssayError } from '../../model/errors.ts';
import { absence, type ArmScores, type ObjectiveScores, type ScoreTable } from '../../model/scoreTable.ts';

/**
 * The same scores in the order of example ids, clusters numbered in order of first appearance: two tables that say the same
 * become equal, whatever order they came in.
 *
 * @throws AssayError `scores/malformed` for an example given twice, lengths that do not fit, indices outside the table
 * @throws AssayError `scores/out-of-range` for a score that is no number, infinite or outside the declared range
 */
export function canonicalTable(table: ScoreTable): ScoreTable {
  const n = table.exampleIds.length;
  requireShape(table);
  const order = orderOf(table.exampleIds);
  const ids = order === undefined ? table.exampleIds : Array.from(order, (at) => table.exampleIds[at] ?? '');
  for (let i = 1; i < n; i++) {
    if (ids[i] === ids[i - 1]) throw malformed(`the example ${ids[i] ?? ''} is given twice`);
  }
  const objectives = table.objectives.map((objective) => {
    const ordered = order === undefined ? objective : orderedObjective(objective, order, table.epochs);
    requireScores(ordered, ids, table.epochs);
    return ordered;
  });
  return {
    exampleIds: ids,
    epochs: table.epochs,
    clusters: table.clusters === null ? null : renumbered(table.clusters, order),
    outputsAreIdentical: table.outputsAreIdentical,
    slices: table.slices.map((members) => orderedMembers(members, order, n)),
    objectives,
  };
}

/** For every place the index of the example that belongs there; undefined when all are in place. */
function orderOf(ids: readonly string[]): Int32Array | undefined {
  if (ids.every((id, i) => i === 0 || (ids[i - 1] ?? '') <= id)) return undefined;
  return Int32Array.from(ids.keys()).sort((a, b) => {
    const left = ids[a] ?? '';
    const right = ids[b] ?? '';
    return left < right ? -1 : left > right ? 1 : 0;
  });
}

function orderedObjective(objective: ObjectiveScores, order: Int32Array, epochs: number): ObjectiveScores {
  return {
    ...objective,
    candidate: orderedArm(objective.candidate, order, epochs),
    baseline: objective.baseline === null ? null : orderedArm(objective.baseline, order, epochs),
    expectedLabels: orderedLabels(objective.expectedLabels, order),
    human:
      objective.human === null
        ? null
        : {
            candidate: Float64Array.from(order, (at) => objective.human?.candidate[at] ?? Number.NaN),
            baseline: Float64Array.from(order, (at) => objective.human?.baseline[at] ?? Number.NaN),
          },
  };
}

function orderedArm(arm: ArmScores, order: Int32Array, epochs: number): ArmScores {
  const values = new Float64Array(arm.values.length);
  const absences = arm.absences === null ? null : new Uint8Array(arm.values.length);
  order.forEach((from, to) => {
    for (let epoch = 0; epoch < epochs; epoch++) {
      values[to * epochs + epoch] = arm.values[from * epochs + epoch] ?? Number.NaN;
      if (absences !== null) absences[to * epochs + epoch] = arm.absences?.[from * epochs + epoch] ?? 0;
    }
  });
  return { values, absences, labels: orderedLabels(arm.labels, order) };
}

function orderedLabels(
  labels: readonly (string | null)[] | null,
  order: Int32Array,
): readonly (string | null)[] | null {
  return labels === null ? null : Array.from(order, (at) => labels[at] ?? null);
}

function renumbered(clusters: Int32Array, order: Int32Array | undefined): Int32Array {
  const numbers = new Map<number, number>();
  return Int32Array.from(clusters, (_, i) => {
    const cluster = clusters[order?.[i] ?? i] ?? 0;
    const known = numbers.get(cluster);
    if (known !== undefined) return known;
    numbers.set(cluster, numbers.size);
    return numbers.size - 1;
  });
}

function orderedMembers(members: Int32Array, order: Int32Array | undefined, n: number): Int32Array {
  if (members.some((member) => member < 0 || member >= n)) throw malformed('a slice names no example');
  const placeOf = new Int32Array(n);
  for (let place = 0; place < n; place++) placeOf[order?.[place] ?? place] = place;
  const ordered = members.map((member) => placeOf[member] ?? 0).sort();
  if (ordered.some((member, i) => i > 0 && member === ordered[i - 1])) {
    throw malformed('a slice names an example twice');
  }
  return ordered;
}

function requireShape(table: ScoreTable): void {
  const { epochs, clusters } = table;
  const n = table.exampleIds.length;
  if (!Number.isInteger(epochs) || epochs < 1) throw malformed(`${epochs} is no number of epochs`);
  if (clusters !== null && clusters.length !== n)
    throw malformed(`${clusters.length} clusters for ${n} examples`);
  const names = new Set<string>();
  for (const objective of table.objectives) {
    const { objective: name, candidate, baseline, expectedLabels, human } = objective;
    if (names.has(name)) throw malformed(`the objective ${name} is given twice`);
    names.add(name);
    for (const arm of baseline === null ? [candidate] : [candidate, baseline]) {
      const cells = [arm.values.length, arm.absences?.length ?? n * epochs];
      if (cells.some((length) => length !== n * epochs)) {
        throw malformed(`${name} has ${arm.values.length} values for ${n} examples and ${epochs} epochs`);
      }
      if ((arm.labels?.length ?? n) !== n) throw malformed(`${name} has not one label an example`);
    }
    const others = [expectedLabels?.length, human?.candidate.length, human?.baseline.length];
    if (others.some((length) => (length ?? n) !== n)) throw malformed(`${name} has not one label an example`);
  }
}

function requireScores(objective: ObjectiveScores, ids: readonly string[], epochs: number): void {
  const { candidate, baseline, human } = objective;
  requireArm(objective, candidate, 'candidate', ids, epochs);
  if (baseline !== null) requireArm(objective, baseline, 'baseline', ids, epochs);
  if (human === null) return;
  for (const labels of [human.candidate, human.baseline]) {
    labels.forEach((label, i) => {
      // Of several epochs it is a mean, so also a pass or fail may lie between.
      if (!Number.isNaN(label) && !isWithin(asScore(objective), label)) {
        throw outOfRange(objective, `a human's score of ${label}`, ids[i]);
      }
    });
  }
}

function requireArm(
  objective: ObjectiveScores,
  arm: ArmScores,
  name: string,
  ids: readonly string[],
  epochs: number,
): void {
  const { values, absences } = arm;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? Number.NaN;
    const isAbsent = absences === null ? Number.isNaN(value) : absences[at] !== absence.none;
    if (isAbsent) {
      if (!Number.isNaN(value)) throw malformed(`${objective.objective}: a score is both given and absent`);
    } else if (!isWithin(objective, value)) {
      throw outOfRange(objective, `the ${name}'s score of ${value}`, ids[Math.floor(at / epochs)]);
    }
  }
}

function asScore(objective: ObjectiveScores): ObjectiveScores {
  return objective.scale === 'binary' ? { ...objective, scale: 'score', range: [0, 1] } : objective;
}

function isWithin({ scale, range }: ObjectiveScores, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  if (scale === 'binary') return value === 0 || value === 1;
  const [least, most] =
    scale === 'score' ? [range[0] ?? 0, range[1] ?? 1] : [Math.max(0, range[0] ?? 0), range[1]];
  return value >= least && (most === null || value <= most);
}

function outOfRange(objective: ObjectiveScores, what: string, exampleId: string | undefined): AssayError {
  const { scale, range } = objective;
  const allowed =
    scale === 'binary'
      ? '0 or 1'
      : scale === 'score'
        ? `${range[0] ?? 0} to ${range[1] ?? 1}`
        : `${Math.max(0, range[0] ?? 0)} or more`;
  return new AssayError(
    'scores/out-of-range',
    `${objective.objective}: ${what} for example ${exampleId ?? '?'} is not in range (${allowed}).`,
  );
}

function malformed(what: string): AssayError {
  return new AssayError('scores/malformed', `The score table is inconsistent: ${what}.`);
}
