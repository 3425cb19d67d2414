// Names what a verdict was computed from: SHA-256 over scores and policy. Not over the outputs behind the scores.
import { createHash, type Hash } from 'node:crypto';
import { canonicalJson } from '../../datasets/canonicalHash.ts';
import type { JudgementPolicy } from '../../model/gatePolicy.ts';
import type { ArmScores, ObjectiveScores, ScoreTable } from '../../model/scoreTable.ts';
import { jsonOf } from './jsonOf.ts';

/**
 * SHA-256, in hexadecimal. The numbers go in as their 64 bits, little endian, NaN and zero each in one form.
 *
 * @param table canonical
 * @param extra what else the verdict depends on, such as the look of a sequential design
 */
export function inputsHash(table: ScoreTable, policy: JudgementPolicy, extra: unknown = null): string {
  const hash = createHash('sha256');
  const { exampleIds, epochs, clusters, outputsAreIdentical, slices, objectives } = table;
  const head = {
    policy,
    extra,
    epochs,
    outputsAreIdentical,
    isClustered: clusters !== null,
    slices: slices.length,
    objectives: objectives.length,
  };
  hash.update(canonicalJson(jsonOf(head)), 'utf8');
  hash.update(JSON.stringify(exampleIds), 'utf8');
  if (clusters !== null) addIntegers(hash, clusters);
  for (const members of slices) addIntegers(hash, members);
  const byName = [...objectives].sort((a, b) => (a.objective < b.objective ? -1 : 1));
  for (const objective of byName) addObjective(hash, objective);
  return hash.digest('hex');
}

function addObjective(hash: Hash, scores: ObjectiveScores): void {
  const { objective, scale, direction, range, isDeterministic, expectedLabels, positiveLabel, blocked } =
    scores;
  const head = {
    objective,
    scale,
    direction,
    range,
    isDeterministic,
    expectedLabels,
    positiveLabel,
    blocked,
    hasBaseline: scores.baseline !== null,
    hasHuman: scores.human !== null,
  };
  hash.update(canonicalJson(jsonOf(head)), 'utf8');
  addArm(hash, scores.candidate);
  if (scores.baseline !== null) addArm(hash, scores.baseline);
  if (scores.human !== null) {
    addNumbers(hash, scores.human.candidate);
    addNumbers(hash, scores.human.baseline);
  }
}

function addArm(hash: Hash, { values, absences, labels }: ArmScores): void {
  addNumbers(hash, values);
  hash.update(absences === null ? '-' : absences);
  hash.update(JSON.stringify(labels), 'utf8');
}

function addNumbers(hash: Hash, numbers: Float64Array): void {
  const view = new DataView(new ArrayBuffer(8 * numbers.length + 8));
  view.setFloat64(0, numbers.length, true);
  numbers.forEach((number, i) => {
    // −0 equals 0 in every comparison, so it must not make another name.
    view.setFloat64(8 * i + 8, Number.isNaN(number) ? Number.NaN : number + 0, true);
  });
  hash.update(view);
}

function addIntegers(hash: Hash, integers: Int32Array): void {
  addNumbers(hash, Float64Array.from(integers));
}
