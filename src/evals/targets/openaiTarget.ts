// A chat completions endpoint with a prompt template as a target. Not judges, which share the endpoint's client.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { canonicalHash } from '../../datasets/canonicalHash.ts';
import { AssayError } from '../../model/errors.ts';
import type { TargetOutput } from '../../model/evaluation.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { askChat, type ChatReply } from '../endpoint/askChat.ts';
import { headersOf } from '../endpoint/endpointAddress.ts';
import { parseJson } from '../endpoint/parseJson.ts';
import { costOf, pricesOption } from '../endpoint/prices.ts';
import type { TargetKind } from '../target.ts';
import { missingField } from './failedAttempt.ts';
import { addressOption, plainHeaders, secretHeadersFrom, variableOption } from './headerOptions.ts';
import { badPlaceholder, fillJson } from './template/fillTemplate.ts';

const jsonObject = z.record(z.string(), z.json());
const openaiBase = 'https://api.openai.com/v1';

/** A prompt as text, or the file that has it. */
const promptText = z.union([z.string(), z.strictObject({ file: z.string().min(1) })]);

const options = z
  .strictObject({
    /** Where the API is; `/chat/completions` is added. */
    baseUrl: addressOption.default(openaiBase),
    /** As the endpoint names it; pin a dated one. */
    model: z.string().min(1),
    /** Variable with the key. Null: OPENAI_API_KEY for OpenAI itself, no key for others. */
    apiKeyVariable: variableOption.nullable().default(null),
    headers: plainHeaders,
    headersFrom: secretHeadersFrom,
    system: promptText.nullable().default(null),
    prompt: promptText.nullable().default(null),
    /** In place of `system` and `prompt`: the messages as the endpoint wants them, or the one placeholder that has them. */
    messages: z
      .union([z.array(jsonObject).min(1), z.string().regex(/^\{\{[^{}]+\}\}$/, 'must be one placeholder')])
      .nullable()
      .default(null),
    /** Sent as they are: temperature, max_tokens, top_p. */
    parameters: jsonObject.default({}),
    responseFormat: jsonObject.nullable().default(null),
    tools: z.array(jsonObject).default([]),
    toolChoice: z.json().default(null),
    /** Sends the seed of the example and epoch, for endpoints that honour it. */
    sendSeed: z.boolean().default(false),
    stream: z.boolean().default(false),
    prices: pricesOption.nullable().default(null),
  })
  .superRefine((given, check) => {
    if (given.messages !== null && (given.prompt !== null || given.system !== null)) {
      check.addIssue({
        code: 'custom',
        path: ['messages'],
        message: 'stands in place of "prompt" and "system"',
      });
    }
    for (const key of ['prompt', 'system', 'messages'] as const) {
      const problem = badPlaceholder(given[key]);
      if (problem !== null) check.addIssue({ code: 'custom', path: [key], message: problem });
    }
    for (const key of ['model', 'messages', 'stream', 'tools', 'response_format']) {
      if (!Object.hasOwn(given.parameters, key)) continue;
      const own = key === 'response_format' ? 'responseFormat' : key;
      check.addIssue({ code: 'custom', path: ['parameters', key], message: `is the option "${own}"` });
    }
  });

type Options = z.infer<typeof options>;

export const openaiTarget: TargetKind<Options> = {
  name: 'openai',
  summary: 'A chat completions endpoint of the OpenAI kind, asked with a prompt template.',
  options,
  fromText: (said) => ({ model: said }),
  async open(given, services) {
    const isOpenai = new URL(given.baseUrl).host === new URL(openaiBase).host;
    const address = {
      baseUrl: given.baseUrl,
      apiKeyVariable: given.apiKeyVariable ?? (isOpenai ? 'OPENAI_API_KEY' : null),
      headers: given.headers,
      headersFrom: given.headersFrom,
      timeoutMs: services.timeoutMs,
      mostBytes: services.mostOutputBytes,
    };
    const opened = headersOf(address, services);
    if (opened.kind === 'failed') throw new AssayError('endpoint/missing-secret', opened.error.message);
    const messages = messagesOf(given, services.folder);
    const wrong = badPlaceholder(messages);
    if (wrong !== null) throw new AssayError('target/invalid-options', wrong);
    const constant = constantPart(given);
    const { baseUrl, model } = given;
    const description = { use: 'openai', ...describe(given), messages };
    return {
      description,
      hash: canonicalHash({ use: 'openai', version: 1, options: given, messages }),
      limitKey: `${new URL(baseUrl).host} ${model}`,
      mostConcurrent: null,
      isRecorded: false,
      async ask(request, signal) {
        const filled = fillJson(messages, request);
        if (!filled.ok) return missingField(filled.missing);
        const seed = given.sendSeed ? { seed: request.seed } : {};
        const asked = asMessages(filled.value);
        if (asked === undefined) return missingField('input.messages');
        const body = { ...constant, ...seed, messages: asked };
        const reply = await askChat(services, address, body, signal);
        if (reply.kind === 'failed') return reply;
        const { latencyMs, pauseMs } = reply;
        return { kind: 'answered', answer: answerOf(reply, given), latencyMs, pauseMs };
      },
      async close() {},
    };
  },
};

/** Everything about a request that is the same for all examples. */
function constantPart(given: Options): JsonObject {
  return {
    ...given.parameters,
    model: given.model,
    ...(given.responseFormat === null ? {} : { response_format: given.responseFormat }),
    ...(given.tools.length === 0 ? {} : { tools: given.tools }),
    ...(given.toolChoice === null ? {} : { tool_choice: given.toolChoice }),
    // Without it, streams of most servers do not count tokens.
    ...(given.stream ? { stream: true, stream_options: { include_usage: true } } : {}),
  };
}

function messagesOf(given: Options, folder: string): string | readonly JsonObject[] {
  if (given.messages !== null) return given.messages;
  const prompt = given.prompt === null ? '{{input}}' : read(given.prompt, folder);
  const user = { role: 'user', content: prompt };
  return given.system === null ? [user] : [{ role: 'system', content: read(given.system, folder) }, user];
}

/** Contents are text or a list of parts; any other value that was put in is written as JSON. Undefined when there are no messages. */
function asMessages(filled: Json): readonly Json[] | undefined {
  if (!isList(filled) || filled.length === 0) return undefined;
  return filled.map((message) => {
    if (!isObject(message)) return { role: 'user', content: asText(message) };
    const { content } = message;
    if (content === undefined || content === null || typeof content === 'string') return message;
    const isParts = isList(content) && content.every((part) => isObject(part) && Object.hasOwn(part, 'type'));
    return isParts ? message : { ...message, content: asText(content) };
  });
}

function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}

function read(prompt: z.infer<typeof promptText>, folder: string): string {
  if (typeof prompt === 'string') return prompt;
  try {
    return readFileSync(resolve(folder, prompt.file), 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AssayError('target/missing-file', `The prompt ${prompt.file} cannot be read: ${reason}`);
  }
}

function answerOf(reply: ChatReply, given: Options): TargetOutput {
  const { message } = reply;
  const isJson = given.responseFormat !== null && given.responseFormat['type'] !== 'text';
  return {
    output: outputOf(message.text === '' ? (message.refusal ?? '') : message.text, isJson),
    contexts: null,
    citations: null,
    toolCalls: given.tools.length === 0 && message.toolCalls.length === 0 ? null : message.toolCalls,
    usage: message.usage,
    costUsd: costOf(message.usage, given.prices),
    model: message.model,
    details: {
      ...(message.finishReason === null ? {} : { finishReason: message.finishReason }),
      ...(message.refusal === null ? {} : { refusal: message.refusal }),
      ...(message.id === null ? {} : { id: message.id }),
      ...(given.stream && reply.firstByteMs !== null ? { firstByteMs: Math.round(reply.firstByteMs) } : {}),
    },
  };
}

/** A model that was told to answer in JSON and did not has answered all the same: with text. */
function outputOf(text: string, isJson: boolean): Json {
  if (!isJson) return text;
  const parsed = parseJson(text);
  return parsed.ok ? parsed.value : text;
}

function describe(given: Options): JsonObject {
  const { prompt: _prompt, system: _system, messages: _messages, ...rest } = given;
  return rest;
}
