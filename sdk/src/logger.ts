// Where the SDK says what went wrong. Never an exception: a training loop must not die of its notebook.

export interface Logger {
  /** One sentence for the person who runs the program. */
  warn(sentence: string): void;
}

export const stderrLogger: Logger = {
  warn(sentence) {
    process.stderr.write(`assay: ${sentence}\n`);
  },
};

/** Counts problems and says each sentence once. */
export class Problems {
  readonly #logger: Logger;
  readonly #said = new Set<string>();
  #count = 0;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  get count(): number {
    return this.#count;
  }

  /** @param about what a repetition would be about as well; said only the first time */
  report(about: string, sentence: string): void {
    this.#count += 1;
    if (this.#said.has(about) || this.#said.size >= mostSaid) return;
    this.#said.add(about);
    this.say(
      this.#said.size === mostSaid ? `${sentence} (Further problems are counted, not said.)` : sentence,
    );
  }

  /** Says what is no problem of the caller, such as where things were kept. */
  say(sentence: string): void {
    try {
      this.#logger.warn(sentence);
    } catch (error) {
      process.stderr.write(
        `assay: the logger given to startRun threw ${String(error)}; it was to say: ${sentence}\n`,
      );
    }
  }
}

/** Bounds the memory that problems take. */
const mostSaid = 100;
