// Makes the candidate of a table worse by twice the tolerance of one objective: what a gate must never pass.
import type { ObjectivePolicy } from '../../model/gatePolicy.ts';
import type { ScoreTable } from '../../model/scoreTable.ts';
import type { Xoshiro128 } from '../../stats/xoshiro128.ts';
import { worstValue } from '../judgement/alignArms.ts';

/**
 * Answers of the candidate collapse to the worst value at random, as many as cost twice the tolerance; on ratio scales every value grows
 * by the tolerance twice.
 *
 * @returns undefined when the scores cannot fall that far
 */
export function injectLoss(
  table: ScoreTable,
  { name, margin }: ObjectivePolicy,
  random: Xoshiro128,
): ScoreTable | undefined {
  const found = table.objectives.find(({ objective }) => objective === name);
  if (found === undefined || margin === null) return undefined;
  const { values } = found.candidate;
  const worse = values.slice();
  if (found.scale === 'ratio') {
    const growth = found.direction === 'lower-is-better' ? (1 + margin) ** 2 : (1 + margin) ** -2;
    for (let at = 0; at < worse.length; at++) worse[at] = (values[at] ?? Number.NaN) * growth;
  } else {
    const worst = worstValue(found);
    let distance = 0;
    let count = 0;
    for (const value of values) {
      if (Number.isNaN(value)) continue;
      distance += Math.abs(value - worst);
      count++;
    }
    const share = count === 0 ? Infinity : (2 * margin * count) / distance;
    if (!(share <= 1)) return undefined;
    // A collapse takes all epochs of an example: that is how a broken answer behaves.
    for (let i = 0; i < table.exampleIds.length; i++) {
      if (random.nextUniform() >= share) continue;
      for (let at = i * table.epochs; at < (i + 1) * table.epochs; at++) {
        if (!Number.isNaN(values[at])) worse[at] = worst;
      }
    }
  }
  return {
    ...table,
    objectives: table.objectives.map((objective) =>
      objective === found ? { ...found, candidate: { ...found.candidate, values: worse } } : objective,
    ),
  };
}
