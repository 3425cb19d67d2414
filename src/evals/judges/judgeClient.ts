// Asks the model of a judge: with patience, within a limit of calls, the same question once. Not what is asked or how the answer is read.
import { createHash } from 'node:crypto';
import type { EvaluationError } from '../../model/evaluation.ts';
import type { JsonObject } from '../../model/json.ts';
import type { EvaluationContext } from '../context.ts';
import { askChat, type ChatReply } from '../endpoint/askChat.ts';
import type { EndpointAddress } from '../endpoint/endpointAddress.ts';
import type { EndpointFailure } from '../endpoint/endpointFailure.ts';
import { PatientCaller } from '../endpoint/patientCaller.ts';
import { costOf, type Prices } from '../endpoint/prices.ts';

export interface JudgeClientSettings {
  readonly address: EndpointAddress;
  readonly model: string;
  /** Sent beside model and messages. */
  readonly parameters: JsonObject;
  /** The JSON Schema of the answer, for endpoints that hold a model to one; null to ask without. */
  readonly schema: JsonObject | null;
  readonly prices: Prices | null;
  readonly concurrency: number;
  readonly mostAttempts: number;
  readonly callDeadlineMs: number;
}

/** What asking took; null where the endpoint did not say. */
export interface Spent {
  readonly calls: number;
  readonly attempts: number;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly costUsd: number | null;
  readonly latencyMs: number;
}

export type JudgeReply =
  | {
      readonly kind: 'said';
      readonly text: string;
      /** The model's own words of refusal; null when it did not refuse by that field. */
      readonly refusal: string | null;
      readonly finishReason: string | null;
      /** The model that answered, as it names itself. */
      readonly model: string | null;
      /** The endpoint held the model to the schema. */
      readonly isStructured: boolean;
      readonly spent: Spent;
    }
  | { readonly kind: 'failed'; readonly error: EvaluationError };

/** Answers remembered at once: both arms of a pair ask the same two questions. The oldest are forgotten first. */
const mostKept = 4_000;

export class JudgeClient {
  readonly #settings: JudgeClientSettings;
  readonly #services: EvaluationContext;
  readonly #caller: PatientCaller;
  readonly #known = new Map<string, Promise<JudgeReply>>();
  #isStructured: boolean;

  constructor(settings: JudgeClientSettings, services: EvaluationContext) {
    const { concurrency, mostAttempts, callDeadlineMs } = settings;
    this.#settings = settings;
    this.#services = services;
    this.#isStructured = settings.schema !== null;
    this.#caller = new PatientCaller(
      { concurrency, mostConcurrency: concurrency * 4, mostAttempts, callDeadlineMs },
      services,
    );
  }

  /** @throws the reason of the signal once it is aborted, and nothing else */
  async ask(messages: readonly JsonObject[], signal: AbortSignal): Promise<JudgeReply> {
    signal.throwIfAborted();
    const key = createHash('sha256').update(JSON.stringify(messages)).digest('base64');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const asked = this.#ask(messages, signal);
    this.#known.set(key, asked);
    const [oldest] = this.#known.keys();
    if (this.#known.size > mostKept && oldest !== undefined) this.#known.delete(oldest);
    const forget = (): void => {
      if (this.#known.get(key) === asked) this.#known.delete(key);
    };
    // A failure is not kept: the next example may find the endpoint well again.
    asked.then((reply) => {
      if (reply.kind === 'failed') forget();
    }, forget);
    return asked;
  }

  async #ask(messages: readonly JsonObject[], signal: AbortSignal): Promise<JudgeReply> {
    let attempts = 0;
    for (;;) {
      const isStructured = this.#isStructured;
      const end = await this.#caller.call((inner) => this.#attempt(messages, isStructured, inner), signal);
      if (end.kind === 'unfinished') throw new Error('a call of a judge has no hook that could end it');
      attempts += end.attempts;
      if (end.kind === 'answered') return this.#said(end.answer, attempts, isStructured);
      if (!isStructured || !refusesSchema(end.error)) return { kind: 'failed', error: end.error };
      this.#isStructured = false;
    }
  }

  #attempt(
    messages: readonly JsonObject[],
    isStructured: boolean,
    signal: AbortSignal,
  ): Promise<ChatReply | EndpointFailure> {
    const { address, model, parameters, schema } = this.#settings;
    const format =
      isStructured && schema !== null
        ? {
            response_format: {
              type: 'json_schema',
              json_schema: { name: 'judgement', strict: true, schema },
            },
          }
        : {};
    return askChat(this.#services, address, { ...parameters, model, messages, ...format }, signal);
  }

  #said({ message, latencyMs }: ChatReply, attempts: number, isStructured: boolean): JudgeReply {
    const { text, refusal, finishReason, model, usage } = message;
    return {
      kind: 'said',
      text,
      refusal,
      finishReason,
      model,
      isStructured,
      spent: {
        calls: 1,
        attempts,
        inputTokens: usage?.inputTokens ?? null,
        outputTokens: usage?.outputTokens ?? null,
        costUsd: costOf(usage, this.#settings.prices),
        latencyMs,
      },
    };
  }
}

/** The endpoint does not know the option; whatever else it refuses is not mended by leaving it out. */
function refusesSchema({ code, message }: EvaluationError): boolean {
  return code === 'endpoint/refused' && /response_format|json_schema|structured|schema/i.test(message);
}
