// Whether the results of a decided gate run are all of them: every example that was selected, in every arm and epoch. Not their scores.
import type { EpochResult, ExampleResult, GateRun } from '../../model/gateRun.ts';
import { looksByOrder } from '../judgement/examplesUpTo.ts';
import { invalidRecord } from './checkRecord.ts';

/** @throws AssayError `gate-run/invalid-record` */
export function checkCoverage(run: GateRun, results: readonly ExampleResult[]): void {
  const wanted = examplesWanted(run);
  if (results.length !== wanted) {
    throw invalidRecord(`it was decided on ${wanted} examples, and comes with results of ${results.length}`);
  }
  const places = new Set(results.map(({ order }) => order));
  if (places.size !== wanted || results.some(({ order }) => order >= wanted)) {
    throw invalidRecord('its results are not the first examples of its order, each once');
  }
  for (const { exampleId, candidate, baseline } of results) {
    if (!isComplete(candidate, run.epochs) || !isComplete(baseline, run.baseline === null ? 0 : run.epochs)) {
      throw invalidRecord(`the example ${exampleId} does not have a result for every arm and epoch`);
    }
  }
}

/** All that were selected, or those of the look at which it was decided. */
function examplesWanted({ dataset, sequential, policy }: GateRun): number {
  const { looks } = policy.statistics;
  if (sequential === null) {
    if (looks === 1) return dataset.examples;
    throw invalidRecord(`its policy plans ${looks} looks, and it does not say at which it was decided`);
  }
  const { fractions, look } = sequential;
  const isPlan =
    fractions.length === looks &&
    fractions.at(-1) === 1 &&
    fractions.every((fraction, index) => fraction > (fractions[index - 1] ?? 0));
  if (!isPlan || look < 1 || look > looks) {
    throw invalidRecord('the look at which it was decided is none of those that its policy plans');
  }
  return looksByOrder(dataset.examples, fractions).filter((first) => first <= look).length;
}

function isComplete(results: readonly EpochResult[], epochs: number): boolean {
  return results.length === epochs && results.every(({ epoch }, index) => epoch === index);
}
