// What a run has spent against what it may spend. Not what things cost.
import type { TargetOutput } from '../../model/evaluation.ts';
import type { Budget } from './runnerSettings.ts';

/** Sums that know whether anything was reported at all: unknown is not zero. */
class Sum {
  #sum = 0;
  #known = 0;

  add(value: number | null): void {
    if (value === null) return;
    this.#sum += value;
    this.#known++;
  }

  get total(): number | null {
    return this.#known === 0 ? null : this.#sum;
  }

  /** Of one that was reported. */
  get mean(): number {
    return this.#known === 0 ? 0 : this.#sum / this.#known;
  }
}

export class Spending {
  readonly #budget: Budget;
  readonly #callCost = new Sum();
  readonly #scoreCost = new Sum();
  readonly #tokens = new Sum();

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  addAnswer({ costUsd, usage }: Pick<TargetOutput, 'costUsd' | 'usage'>): void {
    this.#callCost.add(costUsd);
    const isCounted = usage !== null && (usage.inputTokens !== null || usage.outputTokens !== null);
    this.#tokens.add(isCounted ? (usage.inputTokens ?? 0) + (usage.outputTokens ?? 0) : null);
  }

  addScore(costUsd: number | null): void {
    this.#scoreCost.add(costUsd);
  }

  /** Whether one call more fits, when those in flight cost what calls have cost so far. */
  allowsAnother(inFlight: number): boolean {
    const { costUsd, tokens } = this.#budget;
    const ahead = inFlight + 1;
    if (costUsd !== null && (this.costUsd ?? 0) + ahead * this.#callCost.mean > costUsd) return false;
    return tokens === null || (this.tokens ?? 0) + ahead * this.#tokens.mean <= tokens;
  }

  /** Of calls and scores; null when nothing was reported. */
  get costUsd(): number | null {
    const calls = this.#callCost.total;
    const scores = this.#scoreCost.total;
    return calls === null && scores === null ? null : (calls ?? 0) + (scores ?? 0);
  }

  get scoreCostUsd(): number | null {
    return this.#scoreCost.total;
  }

  get tokens(): number | null {
    return this.#tokens.total;
  }
}
