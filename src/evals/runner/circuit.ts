// Notices that a target cannot be used at all, before ten thousand examples were asked in vain. Not a pause: once open, it stays open.
import type { EvaluationError, Outcome } from '../../model/evaluation.ts';
import { evaluationError } from '../endpoint/evaluationError.ts';

/** So many first calls that all fail alike are no accident. */
const enough = 10;

export class Circuit {
  readonly #arm: string;
  readonly #enough: number;
  #kind: string | null = null;
  #count = 0;
  #hasAnswered = false;

  /** @param calls how many calls there will be, for runs of fewer than ten */
  constructor(arm: string, calls: number) {
    this.#arm = arm;
    this.#enough = Math.min(enough, calls);
  }

  /** @returns why the target is unusable, at the call that shows it; null as long as there is hope */
  note(outcome: Outcome): EvaluationError | null {
    if (outcome.kind === 'answered') this.#hasAnswered = true;
    if (this.#hasAnswered || outcome.kind === 'answered') return null;
    const kind = kindOf(outcome.error);
    if (this.#kind !== null && kind !== this.#kind) {
      // Failures of two kinds are not one cause.
      this.#hasAnswered = true;
      return null;
    }
    this.#kind = kind;
    this.#count++;
    if (this.#count !== this.#enough) return null;
    const many = this.#count === 1 ? 'The only call' : `The first ${this.#count} calls`;
    const said = `${many} of the ${this.#arm} failed with ${outcome.error.code}: ${outcome.error.message}`;
    return { ...evaluationError('target/unusable', said), remedy: outcome.error.remedy };
  }
}

/** What the endpoint or the process does is one cause by its code; what a target says about an example is told apart by its words. */
function kindOf({ code, message }: EvaluationError): string {
  const isOfExample = [
    'target/reported',
    'target/threw',
    'target/invalid-answer',
    'endpoint/refused',
  ].includes(code);
  return isOfExample ? `${code} ${message.replace(/\d+/g, '#').slice(0, 80)}` : code;
}
