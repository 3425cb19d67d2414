// Keeps work that may never end from costing a whole run: a limit for each piece, and an end to trying. Not the watchdog itself.
import { runWithin } from './runWithin.ts';

/** The first pieces may take this long; after three that did not finish, the next ones a tenth of it. */
const limitMs = 500;
const patience = 3;
/** Given up for good when this share of all attempts, and at least `patience` of them, did not finish. */
const hopelessShare = 0.02;

/** Tries work that may hang; remembers how often it did. One for each evaluator. */
export class SlowWork {
  #attempts = 0;
  #unfinished = 0;

  /** What `work` returned; undefined when it did not finish, or when so many before it did not that it was not tried. */
  attempt<Value>(work: () => Value): { readonly value: Value } | undefined {
    if (this.isGivenUp) return undefined;
    this.#attempts += 1;
    const done = runWithin(this.#unfinished < patience ? limitMs : limitMs / 10, work);
    if (done === undefined) this.#unfinished += 1;
    return done;
  }

  get isGivenUp(): boolean {
    return this.#unfinished >= patience && this.#unfinished > this.#attempts * hopelessShare;
  }
}
