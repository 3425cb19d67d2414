// Embeddings of texts: each text asked for once, many in one call, with patience. Not what is done with them.
import { createHash } from 'node:crypto';
import { AssayError } from '../../../model/errors.ts';
import type { EvaluationError } from '../../../model/evaluation.ts';
import type { JsonObject } from '../../../model/json.ts';
import type { EvaluationContext } from '../../context.ts';
import { askEmbeddings } from '../../endpoint/askEmbeddings.ts';
import type { EndpointAddress } from '../../endpoint/endpointAddress.ts';
import { PatientCaller } from '../../endpoint/patientCaller.ts';

export interface EmbeddingSettings {
  readonly baseUrl: string;
  readonly model: string;
  readonly apiKey: string | null;
  readonly parameters: JsonObject;
  readonly batch: number;
  readonly timeoutMs: number;
}

export type Embedding =
  | { readonly kind: 'vector'; readonly vector: Float64Array }
  | { readonly kind: 'failed'; readonly error: EvaluationError };

interface Waiting {
  readonly text: string;
  readonly settle: (embedding: Embedding) => void;
}

/** About 100 MB of vectors of 1,536 numbers; the oldest are forgotten first. */
const mostKept = 8_000;
const patience = { concurrency: 4, mostConcurrency: 16, mostAttempts: 5, callDeadlineMs: 120_000 };
const mostAnswerBytes = 256_000_000;

export class EmbeddingCache {
  readonly #settings: EmbeddingSettings;
  readonly #services: EvaluationContext;
  readonly #address: EndpointAddress;
  readonly #caller: PatientCaller;
  readonly #known = new Map<string, Promise<Embedding>>();
  #waiting: Waiting[] = [];
  readonly #closing = new AbortController();

  constructor(settings: EmbeddingSettings, services: EvaluationContext) {
    this.#settings = settings;
    this.#services = services;
    this.#address = {
      baseUrl: settings.baseUrl,
      apiKeyVariable: settings.apiKey,
      headers: {},
      headersFrom: {},
      timeoutMs: settings.timeoutMs,
      mostBytes: mostAnswerBytes,
    };
    this.#caller = new PatientCaller(patience, services);
  }

  /**
   * The embedding of a text, or why there is none: the error of the endpoint, kept apart from any score.
   *
   * @throws the reason of the signal once it is aborted; the call goes on for others who wait for it
   */
  async vectorOf(text: string, signal: AbortSignal): Promise<Embedding> {
    signal.throwIfAborted();
    const key = createHash('sha256').update(text).digest('base64');
    const known = this.#known.get(key) ?? this.#ask(key, text);
    let stop: (() => void) | undefined;
    const aborted = new Promise<never>((_, reject) => {
      stop = () => reject(reasonOf(signal));
      signal.addEventListener('abort', stop, { once: true });
    });
    try {
      return await Promise.race([known, aborted]);
    } finally {
      if (stop !== undefined) signal.removeEventListener('abort', stop);
    }
  }

  /** Gives up calls that are under way. */
  async close(): Promise<void> {
    this.#closing.abort(new AssayError('evaluator/fault', 'the evaluator was closed'));
  }

  #ask(key: string, text: string): Promise<Embedding> {
    const asked = new Promise<Embedding>((settle) => {
      // Whoever scores in the same turn of the event loop shares a call.
      if (this.#waiting.length === 0) setImmediate(() => this.#flush());
      this.#waiting.push({ text, settle });
    });
    this.#known.set(key, asked);
    const [oldest] = this.#known.keys();
    if (this.#known.size > mostKept && oldest !== undefined) this.#known.delete(oldest);
    // A failure is not kept: the next example may find the endpoint well again.
    void asked.then((embedding) => {
      if (embedding.kind === 'failed' && this.#known.get(key) === asked) this.#known.delete(key);
    });
    return asked;
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (let start = 0; start < waiting.length; start += this.#settings.batch) {
      void this.#call(waiting.slice(start, start + this.#settings.batch));
    }
  }

  /** Settles every text of the batch, whatever happens. */
  async #call(batch: readonly Waiting[]): Promise<void> {
    const { model, parameters } = this.#settings;
    const texts = batch.map(({ text }) => text);
    let failure: EvaluationError;
    try {
      const end = await this.#caller.call(
        (signal) => askEmbeddings(this.#services, this.#address, { model, texts, parameters }, signal),
        this.#closing.signal,
      );
      if (end.kind === 'answered') {
        batch.forEach(({ settle }, index) => {
          settle({ kind: 'vector', vector: end.answer.vectors[index] ?? new Float64Array() });
        });
        return;
      }
      failure = end.kind === 'failed' ? end.error : closed;
    } catch (cause) {
      failure = { ...closed, message: cause instanceof Error ? cause.message : String(cause) };
    }
    for (const { settle } of batch) settle({ kind: 'failed', error: failure });
  }
}

const closed: EvaluationError = {
  code: 'evaluator/fault',
  message: 'the call was given up',
  remedy: 'Run again: what was scored is kept.',
};

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason));
}
