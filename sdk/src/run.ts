// A run being recorded: every method returns at once and none ever throws; what is logged is delivered in the background, in order.
import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { digestOf } from './capture/digestOf.ts';
import { type DatasetUse, datasetInput } from './datasetUse.ts';
import type { EvaluationLog, LoggedEvaluation } from './evaluationResults/evaluationResult.ts';
import { logEvaluation } from './evaluationResults/logEvaluation.ts';
import type { Problems } from './logger.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { Loggable } from './readValue.ts';
import { longest, Recorder } from './recorder.ts';
import type { ChildOptions } from './startOptions.ts';
import type { WireRunStatus } from './wire.ts';

export interface MetricOptions {
  /** One more than the last step of this key when absent, beginning at 0. */
  readonly step?: number | bigint | undefined;
  /** Milliseconds since the epoch; now when absent. */
  readonly timestamp?: number | bigint | Date | undefined;
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
  readonly startChild: (options: ChildOptions) => Run;
}

export class Run {
  readonly id: string;
  /** Where it can be read. */
  readonly url: string;
  readonly #parts: RunParts;
  readonly #recorder: Recorder;
  readonly #finishing: (() => void)[] = [];
  readonly #settled: (() => void)[] = [];
  /** Work that `end` waits for: digests, folders being listed, the environment being captured. */
  readonly #pending = new Set<Promise<void>>();
  readonly #evaluations = new Map<string, number>();
  #tickets = 0;
  #isEndTold = false;
  #askedStatus: EndStatus | null = null;
  #ended: Promise<void> | null = null;

  constructor(parts: RunParts) {
    const { id, url, outbox, problems, now } = parts;
    this.id = id;
    this.url = url;
    this.#parts = parts;
    this.#recorder = new Recorder({ problems, now, push: (entry) => outbox.push(entry) });
  }

  /** How many values could not be logged; each kind is said once. */
  get problems(): number {
    return this.#parts.problems.count;
  }

  /** A param never changes once logged. Objects are kept as JSON. */
  param(key: string, value: Loggable): this {
    return this.#safely(() => this.#recorder.param(key, value));
  }

  params(values: Readonly<Record<string, Loggable>>): this {
    return this.#safely(() => {
      for (const [key, value] of Object.entries(values)) this.param(key, value);
    });
  }

  /** Adds one point to the series of a metric. */
  metric(key: string, value: number | bigint | boolean, options: MetricOptions = {}): this {
    return this.#safely(() => this.#recorder.point(key, value, options.step, options.timestamp));
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
    return this.#safely(() => this.#recorder.tag(key, value));
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

  /** Records why the run failed; `withRun` does so by itself. */
  error(error: unknown): this {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return this.tag('assay.error', text.slice(0, longest.tag));
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
        this.#recorder.push({ kind: 'artifact', path: to ?? name, content: { data: bytes } });
        return;
      }
      if (!statSync(content).isFile()) {
        throw new Error(`'${content}' is not a file; use artifactFolder for folders`);
      }
      const file = resolve(content);
      this.#recorder.push({ kind: 'artifact', path: to ?? basename(file), content: { file } });
    });
  }

  /** Keeps every file below a folder. @param to where it goes; the top when absent */
  artifactFolder(folder: string, to = ''): this {
    this.include(async () => {
      const files = await readdir(folder, { recursive: true, withFileTypes: true });
      for (const file of files) {
        if (!file.isFile()) continue;
        const path = join(file.parentPath, file.name);
        const below = relative(folder, path).split(sep).join('/');
        this.artifact(path, to === '' ? below : `${to}/${below}`);
      }
    });
    return this;
  }

  /** A dataset that this run uses. */
  input(dataset: DatasetUse): this {
    const record = (digest: string): void => {
      const input = datasetInput(dataset, digest, this.#recorder);
      this.#recorder.push({ kind: 'inputs', inputs: { datasets: [input] } });
    };
    return this.#safely(() => {
      const { file, digest } = dataset;
      if (digest !== undefined) return record(digest);
      if (file === undefined)
        throw new Error(`the dataset '${dataset.name}' has neither a digest nor a file`);
      this.include(async () => record(await digestOf(file)));
    });
  }

  /**
   * Keeps results of an evaluation as JSON lines, `evaluations/<name>.jsonl`, that a gate can read again, with the metrics
   * `<score>/mean`, `<score>/n` and `<score>/unscored`. A score that is no finite number is refused by name and counts as unscored.
   *
   * @returns where they are and what they come to, once all were taken; it never rejects, and `end` waits for it
   */
  logEvaluation(evaluation: EvaluationLog): Promise<LoggedEvaluation> {
    const logged = logEvaluation(evaluation, {
      runId: this.id,
      pathFor: (name) => {
        const before = this.#evaluations.get(name) ?? 0;
        this.#evaluations.set(name, before + 1);
        return `evaluations/${name}${before === 0 ? '' : `.${before + 1}`}.jsonl`;
      },
      artifact: (path, data) => this.artifact({ name: path, data }),
      metric: (key, value, step) => this.metric(key, value, { step }),
      problem: (about, sentence) => this.#recorder.problem(about, sentence),
    });
    this.include(async () => {
      await logged;
    });
    return logged;
  }

  /** A run below this one, at the same place; it inherits what describes both. */
  child(options: ChildOptions = {}): Run {
    return this.#parts.startChild(options);
  }

  /** Waits until what was logged so far is delivered. @returns false when the server is away; it is on the disk then */
  async flush(): Promise<boolean> {
    await Promise.all(this.#pending);
    this.#recorder.seal();
    return this.#parts.outbox.settle(this.#parts.patienceMs);
  }

  /** Ends the run and waits until everything is delivered, or on the disk. Asking again changes nothing. */
  end(status: EndStatus = 'FINISHED'): Promise<void> {
    this.#askedStatus ??= status;
    this.#ended ??= this.#end(status);
    return this.#ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
  }

  /** `using` cannot wait: the end is delivered in the background. */
  [Symbol.dispose](): void {
    void this.end();
  }

  /** Work whose outcome belongs to the run and that its end waits for. For parts of the SDK. */
  include(work: () => Promise<void>): void {
    const pending = work()
      .catch((error: unknown) => this.#recorder.failed(error))
      .finally(() => this.#pending.delete(pending));
    this.#pending.add(pending);
  }

  /** Runs when the run ends, before the last delivery: samplers stop here. For parts of the SDK. */
  onEnd(action: () => void): void {
    this.#finishing.push(action);
  }

  /** Runs when the run has ended and everything is delivered or on the disk. For parts of the SDK. */
  onSettled(action: () => void): void {
    this.#settled.push(action);
  }

  /** Ends the run at once and puts all of it on the disk, for a process that has no time left. For parts of the SDK. */
  abandon(status: EndStatus): void {
    this.#safely(() => {
      this.#recorder.seal();
      this.#ended ??= Promise.resolve();
      this.#tellEnd(this.#askedStatus ?? status, this.#parts.now());
      this.#parts.outbox.spill();
    });
  }

  async #end(status: EndStatus): Promise<void> {
    const endTime = this.#parts.now();
    for (const action of this.#finishing) this.#recorder.safely(action);
    await Promise.all(this.#pending);
    this.#tellEnd(status, endTime);
    const isDelivered = await this.#parts.outbox.settle(this.#parts.patienceMs);
    for (const action of this.#settled) this.#recorder.safely(action);
    const folder = this.#parts.outbox.spoolFolder;
    if (isDelivered || folder === null) return;
    this.#parts.problems.say(
      `the server at ${this.url} is away; what is left of the run is kept in ${folder} and is delivered when it is back, by this process, the next run started here, or replaySpool().`,
    );
  }

  #tellEnd(status: EndStatus, endTime: number): void {
    if (this.#isEndTold) return;
    this.#isEndTold = true;
    this.#recorder.push({ kind: 'change', change: { status, endTime } });
  }

  #safely(action: () => void): this {
    this.#recorder.safely(action);
    return this;
  }
}
