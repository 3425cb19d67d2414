// Reads what a chat endpoint answered, whole or in pieces. Tolerant of the dialects of servers; strict about there being an answer.
import type { TokenUsage, ToolCall } from '../../model/evaluation.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { endpointFailure, type EndpointFailure } from './endpointFailure.ts';
import { eventsIn } from './eventStream.ts';
import { excerpt, parseJson } from './parseJson.ts';

export interface ChatMessage {
  readonly kind: 'message';
  /** Empty when the model said nothing but called tools, refused, or was cut off before its first word. */
  readonly text: string;
  /** The model's own words of refusal; null when it did not refuse by that field. */
  readonly refusal: string | null;
  readonly toolCalls: readonly ToolCall[];
  /** `stop`, `length`, `tool_calls`, `content_filter`; null when the endpoint does not say. */
  readonly finishReason: string | null;
  readonly usage: TokenUsage | null;
  readonly model: string | null;
  /** The endpoint's own id of the answer. */
  readonly id: string | null;
}

/** A body that came whole. */
export function readChatBody(bytes: Uint8Array): ChatMessage | EndpointFailure {
  const parsed = parseJson(bytes);
  if (!parsed.ok) return unreadable(parsed.problem);
  const body = parsed.value;
  if (!isObject(body)) return unreadable(`is no JSON object: ${excerpt(JSON.stringify(body), 120)}`);
  const failure = reportedFailure(body);
  if (failure !== null) return failure;
  const [choice] = listOf(body['choices']);
  if (!isObject(choice)) return noAnswer('choices', body);
  const message = choice['message'];
  if (!isObject(message)) return noAnswer('a message in its first choice', body);
  return conclude({
    text: textOf(message['content']),
    refusal: stringOf(message['refusal']),
    toolCalls: listOf(message['tool_calls']).flatMap(toolCallOf),
    finishReason: stringOf(choice['finish_reason']),
    usage: usageOf(body['usage']),
    model: stringOf(body['model']),
    id: stringOf(body['id']),
  });
}

/** A body that came as a stream of events. */
export function readChatStream(bytes: Uint8Array): ChatMessage | EndpointFailure {
  const text = Buffer.from(bytes).toString('utf8');
  const events = eventsIn(text);
  // A server that does not stream answers whole.
  if (events.length === 0) return readChatBody(bytes);
  const pieces = new Pieces();
  for (const event of events) {
    if (event.trim() === '[DONE]') return pieces.conclude(true);
    const parsed = parseJson(event);
    if (!parsed.ok || !isObject(parsed.value)) {
      // Half an event at the end is how a stream looks that broke off.
      if (event === events.at(-1)) return pieces.conclude(false);
      return unreadable(
        parsed.ok ? 'has an event that is no JSON object' : `has an event that ${parsed.problem}`,
      );
    }
    const failure = reportedFailure(parsed.value);
    if (failure !== null) return failure;
    pieces.add(parsed.value);
  }
  return pieces.conclude(false);
}

interface ToolPieces {
  name: string;
  arguments: string;
}

class Pieces {
  #text = '';
  #refusal: string | null = null;
  readonly #tools = new Map<number, ToolPieces>();
  #finishReason: string | null = null;
  #usage: TokenUsage | null = null;
  #model: string | null = null;
  #id: string | null = null;

  add(event: JsonObject): void {
    this.#model ??= stringOf(event['model']);
    this.#id ??= stringOf(event['id']);
    this.#usage = usageOf(event['usage']) ?? this.#usage;
    const [choice] = listOf(event['choices']);
    if (!isObject(choice)) return;
    this.#finishReason = stringOf(choice['finish_reason']) ?? this.#finishReason;
    const delta = choice['delta'];
    if (!isObject(delta)) return;
    this.#text += textOf(delta['content']);
    const refusal = stringOf(delta['refusal']);
    if (refusal !== null) this.#refusal = (this.#refusal ?? '') + refusal;
    for (const [i, call] of listOf(delta['tool_calls']).entries()) this.#addTool(call, i);
  }

  #addTool(call: Json, position: number): void {
    if (!isObject(call)) return;
    const index = typeof call['index'] === 'number' ? call['index'] : position;
    const tool = this.#tools.get(index) ?? { name: '', arguments: '' };
    const told = call['function'];
    if (isObject(told)) {
      tool.name += stringOf(told['name']) ?? '';
      tool.arguments += stringOf(told['arguments']) ?? '';
    }
    this.#tools.set(index, tool);
  }

  conclude(isDone: boolean): ChatMessage | EndpointFailure {
    if (!isDone && this.#finishReason === null) {
      return endpointFailure(
        'endpoint/truncated',
        `The stream broke off after ${this.#text.length} characters, without a finish reason.`,
        { isRetryable: true },
      );
    }
    return conclude({
      text: this.#text,
      refusal: this.#refusal,
      toolCalls: [...this.#tools.values()].map((tool) => ({
        name: tool.name,
        arguments: argumentsOf(tool.arguments),
      })),
      finishReason: this.#finishReason,
      usage: this.#usage,
      model: this.#model,
      id: this.#id,
    });
  }
}

function conclude(message: Omit<ChatMessage, 'kind'>): ChatMessage | EndpointFailure {
  const { text, refusal, toolCalls, finishReason } = message;
  if (text === '' && refusal === null && toolCalls.length === 0) {
    if (finishReason === 'content_filter') {
      return endpointFailure('endpoint/content-filter', 'The provider withheld the answer.');
    }
    // Cut off before its first word, or an empty answer on purpose: that is what a user would have seen.
    if (finishReason === null) {
      return endpointFailure('endpoint/no-answer', 'The message has neither text nor tool calls.', {
        isRetryable: true,
      });
    }
  }
  return { kind: 'message', ...message };
}

/** Some servers report an error with status 200. */
function reportedFailure(body: JsonObject): EndpointFailure | null {
  const error = body['error'];
  if (error === undefined || error === null) return null;
  const words = isObject(error)
    ? (stringOf(error['message']) ?? JSON.stringify(error))
    : JSON.stringify(error);
  const isThrottled = isObject(error) && (error['code'] === 429 || error['code'] === '429');
  return endpointFailure(
    isThrottled ? 'endpoint/throttled' : 'endpoint/failed',
    `The endpoint reports: ${excerpt(words, 300)}`,
    { isRetryable: true, isThrottled },
  );
}

function unreadable(problem: string): EndpointFailure {
  const isCut = /\((?:Unexpected end|Unterminated)/.test(problem);
  return endpointFailure(isCut ? 'endpoint/truncated' : 'endpoint/bad-body', `The answer ${problem}`, {
    isRetryable: true,
  });
}

function noAnswer(what: string, body: JsonObject): EndpointFailure {
  return endpointFailure(
    'endpoint/no-answer',
    `The answer has no ${what}: ${excerpt(JSON.stringify(body), 200)}`,
    { isRetryable: true },
  );
}

/** Text, or the text of its parts. */
function textOf(content: Json | undefined): string {
  if (typeof content === 'string') return content;
  return listOf(content)
    .map((part) => (isObject(part) ? (stringOf(part['text']) ?? '') : (stringOf(part) ?? '')))
    .join('');
}

function toolCallOf(call: Json): ToolCall[] {
  const told = isObject(call) ? call['function'] : undefined;
  if (!isObject(told)) return [];
  const given = told['arguments'];
  return [
    {
      name: stringOf(told['name']) ?? '',
      arguments: typeof given === 'string' ? argumentsOf(given) : (given ?? null),
    },
  ];
}

/** Models write the arguments as JSON text, and sometimes not as JSON: then the text itself is kept. */
function argumentsOf(text: string): Json {
  if (text.trim() === '') return {};
  const parsed = parseJson(text);
  return parsed.ok ? parsed.value : text;
}

function usageOf(usage: Json | undefined): TokenUsage | null {
  if (!isObject(usage)) return null;
  return {
    inputTokens: countOf(usage['prompt_tokens'] ?? usage['input_tokens']),
    outputTokens: countOf(usage['completion_tokens'] ?? usage['output_tokens']),
  };
}

function countOf(value: Json | undefined): number | null {
  return typeof value === 'number' && value >= 0 ? value : null;
}

function stringOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
