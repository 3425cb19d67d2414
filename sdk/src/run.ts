// A run being recorded: every method returns at once and none ever throws; what is logged is delivered in the background, in order.
import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { digestOf } from './capture/digestOf.ts';
import type { Problems } from './logger.ts';
import { BatchBuilder } from './outbox/batchBuilder.ts';
import type { Entry } from './outbox/entry.ts';
import type { Outbox } from './outbox/outbox.ts';
import { type Loggable, readInteger, readKey, readNumber, readText } from './readValue.ts';
import type { WireInt64, WireNewDatasetInput, WireRunStatus } from './wire.ts';

export interface MetricOptions {
  /** One more than the last step of this key when absent, beginning at 0. */
  readonly step?: number | bigint | undefined;
  /** Milliseconds since the epoch; now when absent. */
  readonly timestamp?: number | bigint | Date | undefined;
}

/** A dataset that the run uses. Its digest is given, or that of `file`. */
export interface DatasetUse {
  readonly name: string;
  readonly digest?: string | undefined;
  /** A local file to take the digest of. */
  readonly file?: string | undefined;
  readonly source?: string | undefined;
  readonly sourceType?: string | undefined;
  readonly schema?: Loggable | undefined;
  readonly profile?: Loggable | undefined;
  /** What it is used for: `train`, `eval` and the like. */
  readonly context?: string | undefined;
  /** How examples were drawn from it. */
  readonly sampling?: Loggable | undefined;
}

export type EndStatus = Exclude<WireRunStatus, 'RUNNING' | 'SCHEDULED'>;

export interface RunParts {
  readonly id: string;
  readonly url: string;
  readonly outbox: Outbox;
  readonly problems: Problems;
  readonly now: () => number;
  /** How long `end` waits for a server that does not answer. */
  readonly patienceMs: number;
  /** Starts a run below this one. */
  readonly startChild: (options: object) => Run;
}

export class Run {
  readonly id: string;
  /** Where it can be read. */
  readonly url: string;
  readonly #parts: RunParts;
  readonly #batch: BatchBuilder;
  readonly #params = new Map<string, string>();
  readonly #nextSteps = new Map<string, number>();
  readonly #finishing: (() => void | Promise<void>)[] = [];
  /** Work that `end` waits for: digests, folders being listed, the environment being captured. */
  readonly #pending = new Set<Promise<void>>();
  readonly #settled: (() => void)[] = [];
  #tickets = 0;
  #isEndTold = false;
  #askedStatus: EndStatus | null = null;
  #ended: Promise<void> | null = null;

  constructor(parts: RunParts) {
    this.id = parts.id;
    this.url = parts.url;
    this.#parts = parts;
    this.#batch = new BatchBuilder((batch) => parts.outbox.push({ kind: 'batch', batch }));
  }

  /** How many values could not be logged; each kind is said once. */
  get problems(): number {
    return this.#parts.problems.count;
  }

  /** A param never changes once logged. Objects are kept as JSON. */
  param(key: string, value: Loggable): this {
    return this.#safely(() => {
      const text = this.#textFor('param', key, value);
      if (text === undefined) return;
      const before = this.#params.get(key);
      if (before === text) return;
      if (before !== undefined) {
        this.#problem(
          `param ${key} changed`,
          `the param '${key}' was '${before}' and cannot become '${text}'; params never change.`,
        );
        return;
      }
      this.#params.set(key, text);
      this.#batch.param({ key, value: this.#cut('param', key, text, mostParamCharacters) });
    });
  }

  params(values: Readonly<Record<string, Loggable>>): this {
    return this.#safely(() => {
      for (const [key, value] of Object.entries(values)) this.param(key, value);
    });
  }

  /** Adds one point to the series of a metric. */
  metric(key: string, value: number | bigint | boolean, options: MetricOptions = {}): this {
    return this.#safely(() => {
      const name = readKey(key);
      if ('problem' in name) return this.#problem(`metric key`, `a metric was not logged: ${name.problem}.`);
      const number = readNumber(value);
      if ('problem' in number)
        return this.#problem(`metric ${key}`, `'${key}' was not logged: ${number.problem}.`);
      const step = this.#stepOf(key, options.step);
      const timestamp = readInteger(options.timestamp ?? this.#parts.now(), 'a timestamp');
      if ('problem' in step)
        return this.#problem(`metric ${key} step`, `'${key}' was not logged: ${step.problem}.`);
      if ('problem' in timestamp)
        return this.#problem(`metric ${key} time`, `'${key}' was not logged: ${timestamp.problem}.`);
      this.#batch.point({ key, value: number.value, step: step.value, timestamp: timestamp.value });
    });
  }

  /** One point for each metric, at the same step and time. */
  metrics(values: Readonly<Record<string, number | bigint | boolean>>, step?: number | bigint): this {
    return this.#safely(() => {
      const timestamp = this.#parts.now();
      for (const [key, value] of Object.entries(values)) this.metric(key, value, { step, timestamp });
    });
  }

  /** A tag may change; the last value stays. */
  tag(key: string, value: Loggable): this {
    return this.#safely(() => {
      const text = this.#textFor('tag', key, value);
      if (text !== undefined) this.#batch.tag({ key, value: this.#cut('tag', key, text, mostTagCharacters) });
    });
  }

  tags(values: Readonly<Record<string, Loggable>>): this {
    return this.#safely(() => {
      for (const [key, value] of Object.entries(values)) this.tag(key, value);
    });
  }

  /** A random seed that this run used; several have names. */
  seed(value: number | bigint | string, name?: string): this {
    return this.tag(name === undefined ? 'assay.seed' : `assay.seed.${name}`, value);
  }

  /** Markdown for people. It replaces the note before. */
  note(text: string): this {
    return this.tag('mlflow.note.content', text);
  }

  /** A link to the ticket that this run belongs to; there may be several. */
  ticket(url: string): this {
    this.#tickets += 1;
    return this.tag(`assay.ticket.${this.#tickets}`, url);
  }

  /**
   * Keeps a file, or data under a name.
   *
   * A file is read when it is uploaded; wait with `flush` before changing it.
   *
   * @param to where it goes among the artifacts of the run; the name of the file when absent
   */
  artifact(
    content: string | { readonly name: string; readonly data: string | Uint8Array },
    to?: string,
  ): this {
    return this.#safely(() => {
      if (typeof content !== 'string') {
        const { name, data } = content;
        const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : Uint8Array.from(data);
        this.#push({ kind: 'artifact', path: to ?? name, content: { data: bytes } });
        return;
      }
      if (!statSync(content).isFile())
        throw new Error(`'${content}' is not a file; use artifactFolder for folders`);
      this.#push({ kind: 'artifact', path: to ?? basename(content), content: { file: resolve(content) } });
    });
  }

  /** Keeps every file below a folder. @param to where it goes; the top when absent */
  artifactFolder(folder: string, to = ''): this {
    return this.#safely(() => {
      this.#wait(async () => {
        const files = await readdir(folder, { recursive: true, withFileTypes: true });
        for (const file of files) {
          if (!file.isFile()) continue;
          const path = join(file.parentPath, file.name);
          const below = relative(folder, path).split(sep).join('/');
          this.artifact(path, to === '' ? below : `${to}/${below}`);
        }
      });
    });
  }

  /** A dataset that this run uses. */
  input(dataset: DatasetUse): this {
    return this.#safely(() => {
      const { file, digest } = dataset;
      if (digest !== undefined) return this.#input(dataset, digest);
      if (file === undefined)
        throw new Error(`the dataset '${dataset.name}' has neither a digest nor a file`);
      this.#wait(async () => this.#input(dataset, await digestOf(file)));
    });
  }

  /** A run below this one, at the same place; it inherits what is not given. */
  child(
    options: {
      readonly name?: string;
      readonly purpose?: string;
      readonly tags?: Readonly<Record<string, Loggable>>;
    } = {},
  ): Run {
    return this.#parts.startChild(options);
  }

  /** Waits until what was logged so far is delivered. @returns false when the server is away; it is on the disk then */
  async flush(): Promise<boolean> {
    await Promise.all(this.#pending);
    this.#batch.seal();
    return this.#parts.outbox.settle(this.#parts.patienceMs);
  }

  /** Ends the run and waits until everything is delivered, or on the disk. Asking again changes nothing. */
  end(status: EndStatus = 'FINISHED'): Promise<void> {
    this.#askedStatus ??= status;
    this.#ended ??= this.#end(status);
    return this.#ended;
  }

  get isEnded(): boolean {
    return this.#ended !== null;
  }

  /** Records why the run failed; `withRun` does so by itself. */
  error(error: unknown): this {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return this.tag('assay.error', text.slice(0, mostTagCharacters));
  }

  /** Runs when the run ends, before the last delivery: samplers stop here. For parts of the SDK. */
  onEnd(action: () => void | Promise<void>): void {
    this.#finishing.push(action);
  }

  /** Runs when the run has ended and everything is delivered or on the disk. For parts of the SDK. */
  onSettled(action: () => void): void {
    this.#settled.push(action);
  }

  /** Ends the run at once and puts all of it on the disk, for a process that has no time left. For parts of the SDK. */
  abandon(status: EndStatus): void {
    this.#safely(() => {
      this.#batch.seal();
      this.#ended ??= Promise.resolve();
      this.#tellEnd(this.#askedStatus ?? status, this.#parts.now());
      this.#parts.outbox.spill();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
  }

  /** `using` cannot wait: the end is delivered in the background. */
  [Symbol.dispose](): void {
    void this.end();
  }

  async #end(status: EndStatus): Promise<void> {
    const endTime = this.#parts.now();
    for (const action of this.#finishing) {
      try {
        await action();
      } catch (error) {
        this.#problem('end', `something did not end well: ${String(error)}.`);
      }
    }
    await Promise.all(this.#pending);
    this.#tellEnd(status, endTime);
    const isDelivered = await this.#parts.outbox.settle(this.#parts.patienceMs);
    for (const action of this.#settled) action();
    if (isDelivered) return;
    const folder = this.#parts.outbox.spoolFolder;
    if (folder === null) return;
    this.#parts.problems.say(
      `the server at ${this.url} is away; what is left of the run is kept in ${folder} and is delivered when it is back, by this process, the next run started here, or replaySpool().`,
    );
  }

  #tellEnd(status: EndStatus, endTime: number): void {
    if (this.#isEndTold) return;
    this.#isEndTold = true;
    this.#push({ kind: 'change', change: { status, endTime } });
  }

  /** Whatever was logged before goes before. */
  #push(entry: Entry): void {
    this.#batch.seal();
    this.#parts.outbox.push(entry);
  }

  #input(dataset: DatasetUse, digest: string): void {
    const { name, source, sourceType, schema, profile, context, sampling, file } = dataset;
    const text = (value: Loggable | undefined): string | undefined => {
      const reading = value === undefined ? undefined : readText(value);
      return reading !== undefined && 'value' in reading ? reading.value : undefined;
    };
    const tags = [
      ...(digest.length <= mostDigestCharacters ? [] : [{ key: 'assay.digest', value: digest }]),
      ...(context === undefined ? [] : [{ key: 'mlflow.data.context', value: context }]),
      ...(sampling === undefined
        ? []
        : [
            {
              key: 'assay.sampling',
              value: this.#cut('sampling of', name, text(sampling) ?? '', mostInputTagCharacters),
            },
          ]),
    ];
    const input: WireNewDatasetInput = {
      name,
      digest: digest.slice(0, mostDigestCharacters),
      source: source ?? file ?? '',
      sourceType: sourceType ?? 'local',
      schema: text(schema),
      profile: text(profile),
      tags,
    };
    this.#push({ kind: 'inputs', inputs: { datasets: [input] } });
  }

  #stepOf(key: string, asked: number | bigint | undefined): { value: WireInt64 } | { problem: string } {
    const step = readInteger(asked ?? this.#nextSteps.get(key) ?? 0, 'a step');
    if ('value' in step && typeof step.value === 'number') this.#nextSteps.set(key, step.value + 1);
    return step;
  }

  #textFor(kind: string, key: unknown, value: unknown): string | undefined {
    const name = readKey(key);
    if ('problem' in name) return this.#problem(`${kind} key`, `a ${kind} was not logged: ${name.problem}.`);
    const text = readText(value);
    if ('problem' in text)
      return this.#problem(
        `${kind} ${name.value}`,
        `the ${kind} '${name.value}' was not logged: ${text.problem}.`,
      );
    return text.value;
  }

  #cut(kind: string, key: string, text: string, most: number): string {
    if (text.length <= most) return text;
    this.#problem(
      `${kind} ${key} long`,
      `the ${kind} '${key}' has ${text.length} characters and was cut to ${most}; keep long texts as artifacts.`,
    );
    return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
  }

  #wait(work: () => Promise<void>): void {
    const pending = work()
      .catch((error: unknown) => {
        this.#problem(
          String(error),
          `something was not logged: ${error instanceof Error ? error.message : String(error)}.`,
        );
      })
      .finally(() => this.#pending.delete(pending));
    this.#pending.add(pending);
  }

  /** Work whose outcome belongs to the run. For parts of the SDK. */
  include(work: () => Promise<void>): void {
    this.#wait(work);
  }

  #problem(about: string, sentence: string): undefined {
    this.#parts.problems.report(about, sentence);
  }

  #safely(action: () => void): this {
    try {
      action();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#problem(reason, `something was not logged: ${reason}.`);
    }
    return this;
  }
}

const mostParamCharacters = 6000;
const mostTagCharacters = 8000;
/** What MLflow keeps of a digest; a longer one is kept whole as a tag of the input. */
const mostDigestCharacters = 36;
const mostInputTagCharacters = 500;
