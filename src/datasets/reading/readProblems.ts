// What is wrong with a file of examples: every problem with its line and its fix, told at once. Not how a file is read.
import { AssayError } from '../../model/errors.ts';

export interface ReadProblem {
  /** Counted from 1; a row for Parquet. Null for the file as a whole. */
  readonly line: number | null;
  readonly message: string;
  readonly fix: string;
}

/** So many are told; the others are counted. */
export const mostProblemsTold = 20;

export class ReadProblems {
  readonly #file: string;
  readonly #told: ReadProblem[] = [];
  readonly #seen = new Set<string>();
  #count = 0;

  /** @param file as the reader knows it */
  constructor(file: string) {
    this.#file = file;
  }

  get count(): number {
    return this.#count;
  }

  add(line: number | null, message: string, fix: string): void {
    this.#count += 1;
    if (this.#told.length < mostProblemsTold) this.#told.push({ line, message, fix });
  }

  /** For what is wrong in the same way on many lines: the first of them is told. */
  addOnce(about: string, line: number | null, message: string, fix: string): void {
    if (this.#seen.has(about)) return;
    this.#seen.add(about);
    this.add(line, message, fix);
  }

  /** @throws AssayError `dataset/invalid-examples` with all that was found in `details.problems` */
  throwIfAny(): void {
    if (this.#count === 0) return;
    const what = this.#count === 1 ? 'a problem' : `${this.#count.toLocaleString('en')} problems`;
    const more =
      this.#count > this.#told.length
        ? `\n  … and ${(this.#count - this.#told.length).toLocaleString('en')} more`
        : '';
    const lines = this.#told.map(({ line, message, fix }) => `\n  ${this.#place(line)}  ${message} ${fix}`);
    throw new AssayError('dataset/invalid-examples', `${this.#file} has ${what}:${lines.join('')}${more}`, {
      file: this.#file,
      count: this.#count,
      problems: this.#told,
    });
  }

  #place(line: number | null): string {
    return line === null ? this.#file : `${this.#file}:${line}`;
  }
}
