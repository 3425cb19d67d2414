// In which order calls are made: example by example, the arms taking turns to be first. Not when.
import type { ArmName } from './evaluationPlan.ts';

export interface WorkItem {
  readonly arm: ArmName;
  /** Index into the examples of the plan. */
  readonly example: number;
  readonly epoch: number;
  /** `example * epochs + epoch`. */
  readonly position: number;
}

/**
 * Candidate and baseline of the same example one after the other, so that both meet the endpoint in the same state and latencies can be
 * compared; the first of the two changes each time (ABBA), so that neither is always the one that warms it up.
 */
export function* workOrder(examples: number, epochs: number, arms: readonly ArmName[]): Generator<WorkItem> {
  const turned = [...arms].reverse();
  for (let example = 0; example < examples; example++) {
    for (let epoch = 0; epoch < epochs; epoch++) {
      const position = example * epochs + epoch;
      for (const arm of position % 2 === 0 ? arms : turned) yield { arm, example, epoch, position };
    }
  }
}
