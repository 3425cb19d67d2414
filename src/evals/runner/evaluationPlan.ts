// What a run of the runner is told: whom to ask what, who scores it, within which bounds. Not what came of it.
import type { Example } from '../../model/example.ts';
import type { Evaluator } from '../evaluator.ts';
import type { Target } from '../target.ts';
import type { Budget, RunnerSettings } from './runnerSettings.ts';

export type ArmName = 'candidate' | 'baseline';

export interface EvaluationPlan {
  /** In the order in which they are asked and looked at; no example twice. */
  readonly examples: readonly Example[];
  /** How often every example is asked; integer ≥ 1. */
  readonly epochs: number;
  readonly candidate: Target;
  readonly baseline: Target | null;
  /** By the name of the objective. */
  readonly evaluators: ReadonlyMap<string, Evaluator>;
  readonly settings: RunnerSettings;
  readonly budget: Budget;
  /** Seeds of the targets are derived from it. */
  readonly seed: string;
  /** Looks of a group-sequential design, equally spaced in examples; 1 for none before the end. */
  readonly looks: number;
  /** Whether answers and scores that were kept are used. Without, everything is asked anew, both arms each for itself. */
  readonly usesCache: boolean;
}
