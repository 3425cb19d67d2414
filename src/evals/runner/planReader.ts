// A plan as the parts of a run read it: examples by position, targets by arm. Decides which arms are asked; asks nobody.
import type { CallRecord } from '../../model/evaluation.ts';
import type { Example } from '../../model/example.ts';
import type { Target } from '../target.ts';
import type { ArmName, EvaluationPlan } from './evaluationPlan.ts';
import type { RunnerSettings } from './runnerSettings.ts';
import { type WorkItem, workOrder } from './workOrder.ts';

export class PlanReader {
  readonly #plan: EvaluationPlan;
  readonly arms: readonly ArmName[];
  /** Both arms are the same target: what one answers is the other's answer. */
  readonly isShared: boolean;

  constructor(plan: EvaluationPlan) {
    const { candidate, baseline, usesCache } = plan;
    this.#plan = plan;
    this.arms = baseline === null ? ['candidate'] : ['candidate', 'baseline'];
    this.isShared =
      baseline !== null && usesCache && candidate.hash === baseline.hash && !candidate.isRecorded;
  }

  get settings(): RunnerSettings {
    return this.#plan.settings;
  }

  get seed(): string {
    return this.#plan.seed;
  }

  /** Without the baseline when it is the same target as the candidate. */
  get askedArms(): readonly ArmName[] {
    return this.isShared ? ['candidate'] : this.arms;
  }

  /** All calls of the asked arms, in order. */
  items(): Iterable<WorkItem> {
    return workOrder(this.#plan.examples.length, this.#plan.epochs, this.askedArms);
  }

  target(arm: ArmName): Target {
    const target = arm === 'candidate' ? this.#plan.candidate : this.#plan.baseline;
    if (target === null) throw new Error('there is no baseline');
    return target;
  }

  example(index: number): Example {
    const example = this.#plan.examples[index];
    if (example === undefined) throw new Error(`there is no example ${index}`);
    return example;
  }

  idOf({ example, epoch }: WorkItem): Pick<CallRecord, 'exampleId' | 'epoch'> {
    return { exampleId: this.example(example).exampleId, epoch };
  }
}
