// When a run is to be looked at: after equal shares of its examples, in order, one look at a time. Not what a look sees.
import type { LiveEvaluation } from './liveEvaluation.ts';
import type { EvaluationObserver } from './evaluationObserver.ts';

export class LookSchedule {
  readonly #examples: number;
  readonly #looks: number;
  readonly #onLook: EvaluationObserver['onLook'];
  #next = 1;
  #isLooking = false;

  /** @param looks 1 for none before the end */
  constructor(examples: number, looks: number, onLook: EvaluationObserver['onLook']) {
    this.#examples = examples;
    this.#looks = looks;
    this.#onLook = onLook;
  }

  /** The examples that the next look waits for; infinite when none is left. */
  get boundary(): number {
    return this.#next < this.#looks ? Math.ceil((this.#examples * this.#next) / this.#looks) : Infinity;
  }

  isDue(live: LiveEvaluation): boolean {
    return !this.#isLooking && live.completeExamples >= this.boundary;
  }

  /** @returns after how many examples the run is to stop; null to go on. @throws what the observer throws */
  async look(live: LiveEvaluation): Promise<number | null> {
    const examples = this.boundary;
    this.#isLooking = true;
    const seen = { look: this.#next, looks: this.#looks, examples, evaluation: live };
    const answer = this.#onLook === undefined ? 'continue' : await this.#onLook(seen);
    this.#isLooking = false;
    this.#next = answer === 'stop' ? this.#looks : this.#next + 1;
    return answer === 'stop' ? examples : null;
  }
}
