// The evaluation as it grows: what is concluded so far, how far the order is complete, how it ended. Nothing is asked or scored here.
import type { EvaluationError } from '../../model/evaluation.ts';
import { ArmCalls } from './armCalls.ts';
import type { CallResult, Evaluation, EvaluationEnd } from './evaluation.ts';
import type { ArmName } from './evaluationPlan.ts';

export class LiveEvaluation implements Evaluation {
  readonly epochs: number;
  readonly candidate: ArmCalls;
  readonly baseline: ArmCalls | null;
  ended: EvaluationEnd = 'complete';
  error: EvaluationError | null = null;
  stoppedAfter: number | null = null;
  wallMs = 0;
  highestConcurrency = 0;
  scores: Evaluation['scores'] = { given: 0, cached: 0, costUsd: null };
  #completeExamples = 0;
  /** Calls of each example that are not concluded yet. */
  readonly #open: Uint32Array;
  #done = 0;

  constructor(examples: number, epochs: number, hasBaseline: boolean) {
    this.epochs = epochs;
    this.candidate = new ArmCalls(examples * epochs);
    this.baseline = hasBaseline ? new ArmCalls(examples * epochs) : null;
    this.#open = new Uint32Array(examples).fill(epochs * (hasBaseline ? 2 : 1));
  }

  arm(name: ArmName): ArmCalls {
    const arm = name === 'candidate' ? this.candidate : this.baseline;
    if (arm === null) throw new Error('there is no baseline');
    return arm;
  }

  /** @returns whether its example is complete now. A call is concluded once; a second time is a fault. */
  conclude(name: ArmName, position: number, result: CallResult): boolean {
    const { calls } = this.arm(name);
    if (calls[position] !== null) throw new Error(`the ${name} has a result at ${position} already`);
    calls[position] = result;
    this.#done++;
    const example = Math.floor(position / this.epochs);
    const open = (this.#open[example] ?? 0) - 1;
    this.#open[example] = open;
    while (this.#open[this.#completeExamples] === 0) this.#completeExamples++;
    return open === 0;
  }

  get completeExamples(): number {
    return this.#completeExamples;
  }

  /** Calls concluded and scored, of both arms. */
  get done(): number {
    return this.#done;
  }

  get total(): number {
    return this.candidate.calls.length + (this.baseline?.calls.length ?? 0);
  }
}
