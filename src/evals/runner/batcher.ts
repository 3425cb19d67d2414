// Gathers what arrives together into one question: while one batch is under way, the next collects. Not what is asked.

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
}

/** Everything added in one turn, or while the last batch was under way, goes into the next batch. */
export class Batcher<Item, Answer> {
  readonly #ask: (items: readonly Item[]) => Promise<readonly Answer[]>;
  readonly #most: number;
  #waiting: Waiting<Item, Answer>[] = [];
  #isRunning = false;

  /** @param ask answers as many as it is given, in their order; @param most items in one batch */
  constructor(ask: (items: readonly Item[]) => Promise<readonly Answer[]>, most: number) {
    this.#ask = ask;
    this.#most = most;
  }

  /** @throws what `ask` throws */
  add(item: Item): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (this.#isRunning) return;
      this.#isRunning = true;
      setImmediate(() => void this.#run());
    });
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#most);
      try {
        const answers = await this.#ask(batch.map(({ item }) => item));
        batch.forEach(({ resolve, reject }, i) => {
          const answer = answers[i];
          if (answer === undefined) reject(new Error('a batch was answered with too few answers'));
          else resolve(answer);
        });
      } catch (cause) {
        for (const { reject } of batch) reject(cause);
      }
    }
    this.#isRunning = false;
  }
}
