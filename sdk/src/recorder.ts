// Turns what is logged into entries, checked and in order. What cannot be logged becomes a problem that is counted, never an exception.
import type { Problems } from './logger.ts';
import { BatchBuilder } from './outbox/batchBuilder.ts';
import type { Entry } from './outbox/entry.ts';
import { readInteger, readKey, readNumber, type Reading, readText } from './readValue.ts';
import type { WireInt64 } from './wire.ts';

export const longest = {
  param: 6000,
  tag: 8000,
  /** What MLflow keeps of a digest. */
  digest: 36,
  inputTag: 500,
} as const;

export interface RecorderParts {
  readonly problems: Problems;
  readonly now: () => number;
  /** Where entries go. */
  readonly push: (entry: Entry) => void;
}

export class Recorder {
  readonly #parts: RecorderParts;
  readonly #batch: BatchBuilder;
  readonly #params = new Map<string, string>();
  readonly #nextSteps = new Map<string, number>();

  constructor(parts: RecorderParts) {
    this.#parts = parts;
    this.#batch = new BatchBuilder((batch) => parts.push({ kind: 'batch', batch }));
  }

  param(key: unknown, value: unknown): void {
    const read = this.#readPair('param', key, value);
    if (read === undefined) return;
    const before = this.#params.get(read.key);
    if (before === read.text) return;
    if (before !== undefined) {
      const sentence = `the param '${read.key}' was '${before}' and cannot become '${read.text}'; params never change.`;
      return this.problem(`param ${read.key} changed`, sentence);
    }
    this.#params.set(read.key, read.text);
    this.#batch.param({ key: read.key, value: this.cut('param', read.key, read.text, longest.param) });
  }

  tag(key: unknown, value: unknown): void {
    const read = this.#readPair('tag', key, value);
    if (read !== undefined) {
      this.#batch.tag({ key: read.key, value: this.cut('tag', read.key, read.text, longest.tag) });
    }
  }

  /** @param step one more than the last of this key when undefined, beginning at 0 */
  point(key: unknown, value: unknown, step: unknown, timestamp: unknown): void {
    const name = readKey(key);
    if ('problem' in name) return this.problem('metric key', `a metric was not logged: ${name.problem}.`);
    const what = `the metric '${name.value}'`;
    const number = this.#believed(what, readNumber(value));
    const at = this.#believed(
      `${what} at a step`,
      readInteger(step ?? this.#nextSteps.get(name.value) ?? 0, 'a step'),
    );
    const time = this.#believed(
      `${what} at a time`,
      readInteger(timestamp ?? this.#parts.now(), 'a timestamp'),
    );
    if (number === undefined || at === undefined || time === undefined) return;
    this.#remember(name.value, at);
    this.#batch.point({ key: name.value, value: number, step: at, timestamp: time });
  }

  /** Whatever was logged before goes before. */
  push(entry: Entry): void {
    this.#batch.seal();
    this.#parts.push(entry);
  }

  /** Hands over what has been collected, now. */
  seal(): void {
    this.#batch.seal();
  }

  cut(kind: string, key: string, text: string, most: number): string {
    if (text.length <= most) return text;
    const sentence = `the ${kind} '${key}' has ${text.length} characters and was cut to ${most}; keep long texts as artifacts.`;
    this.problem(`${kind} ${key} long`, sentence);
    // Half of a pair at the end would be no character.
    return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
  }

  problem(about: string, sentence: string): void {
    this.#parts.problems.report(about, sentence);
  }

  /** Does it, and makes a problem of what it throws. */
  safely(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.failed(error);
    }
  }

  failed(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.problem(reason, `something was not logged: ${reason}.`);
  }

  #remember(key: string, step: WireInt64): void {
    if (typeof step === 'number') this.#nextSteps.set(key, step + 1);
  }

  #readPair(kind: string, key: unknown, value: unknown): { key: string; text: string } | undefined {
    const name = readKey(key);
    if ('problem' in name) {
      this.problem(`${kind} key`, `a ${kind} was not logged: ${name.problem}.`);
      return undefined;
    }
    const text = this.#believed(`the ${kind} '${name.value}'`, readText(value));
    return text === undefined ? undefined : { key: name.value, text };
  }

  #believed<T>(what: string, reading: Reading<T>): T | undefined {
    if ('value' in reading) return reading.value;
    this.problem(what, `${what} was not logged: ${reading.problem}.`);
    return undefined;
  }
}
