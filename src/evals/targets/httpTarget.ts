// Any HTTP endpoint as a target: an address, a body with placeholders, and where in the reply the answer is. Not chat completions.
import { z } from 'zod';
import { canonicalHash } from '../../datasets/canonicalHash.ts';
import { AssayError } from '../../model/errors.ts';
import type { Json } from '../../model/json.ts';
import { callEndpoint } from '../endpoint/callEndpoint.ts';
import { headersOf } from '../endpoint/endpointAddress.ts';
import { endpointFailure } from '../endpoint/endpointFailure.ts';
import { parseJson } from '../endpoint/parseJson.ts';
import { valueAt } from '../evaluators/reading/jsonPointer.ts';
import type { TargetKind } from '../target.ts';
import { attemptOf, missingField } from './failedAttempt.ts';
import { addressOption, plainHeaders, secretHeadersFrom } from './headerOptions.ts';
import { bareAnswer, type ReadAnswer, readAnswer, readAnswerOrValue } from './readAnswer.ts';
import { badPlaceholder, fillJson, fillText } from './template/fillTemplate.ts';

const pointer = z.string().regex(/^(\/([^~/]|~[01])*)*$/, 'must be a JSON pointer such as /answer/text');

/** Where in the reply things are. */
const pointers = z.strictObject({
  output: pointer,
  contexts: pointer.nullable().default(null),
  citations: pointer.nullable().default(null),
  toolCalls: pointer.nullable().default(null),
  usage: pointer.nullable().default(null),
  costUsd: pointer.nullable().default(null),
  model: pointer.nullable().default(null),
  details: pointer.nullable().default(null),
});

const options = z
  .strictObject({
    /** May have placeholders; what is put in is encoded for a URL. */
    url: addressOption,
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH']).default('POST'),
    headers: plainHeaders,
    headersFrom: secretHeadersFrom,
    /** JSON with placeholders. Null: `{"input": …, "exampleId": …, "epoch": …, "seed": …}`; nothing for GET. */
    body: z.json().default(null),
    /** Where the answer is. A text is the place of the output. Null: a reply with `output` is read by the contract, any other is the output. */
    answer: z.union([pointer, pointers]).nullable().default(null),
    /** The reply is plain text, not JSON. */
    isText: z.boolean().default(false),
  })
  .superRefine((given, check) => {
    for (const key of ['url', 'body'] as const) {
      const problem = badPlaceholder(given[key]);
      if (problem !== null) check.addIssue({ code: 'custom', path: [key], message: problem });
    }
    if (given.isText && given.answer !== null) {
      check.addIssue({ code: 'custom', path: ['answer'], message: 'plain text has no places in it' });
    }
    if (given.method === 'GET' && given.body !== null) {
      check.addIssue({
        code: 'custom',
        path: ['body'],
        message: 'GET has no body; put placeholders into "url"',
      });
    }
  });

type Options = z.infer<typeof options>;

const usualBody = { input: '{{input}}', exampleId: '{{exampleId}}', epoch: '{{epoch}}', seed: '{{seed}}' };

export const httpTarget: TargetKind<Options> = {
  name: 'http',
  summary: 'An HTTP endpoint of any kind: a body template goes there, a JSON pointer finds the answer.',
  options,
  fromText: (said) => ({ url: said }),
  async open(given, services) {
    const opened = headersOf({ ...given, apiKeyVariable: null }, services);
    if (opened.kind === 'failed') throw new AssayError('endpoint/missing-secret', opened.error.message);
    const { headers, secrets } = opened;
    const template: Json = given.body ?? (given.method === 'GET' ? null : usualBody);
    const place = new URL(given.url.replaceAll(/\{\{[^}]*\}\}/g, 'x'));
    return {
      // A query may hold a key; where it leads shows without it.
      description: { use: 'http', ...given, url: given.url.replace(/\?.*$/, '') },
      hash: canonicalHash({ use: 'http', version: 1, options: given }),
      limitKey: place.host,
      mostConcurrent: null,
      isRecorded: false,
      async ask(request, signal) {
        const url = fillText(given.url, request, encodeURIComponent);
        if (!url.ok) return missingField(url.missing);
        const body = fillJson(template, request);
        if (!body.ok) return missingField(body.missing);
        const hasBody = given.method !== 'GET';
        const called = await callEndpoint(
          services,
          {
            url: url.value,
            method: given.method,
            headers: {
              accept: given.isText ? 'text/plain, */*' : 'application/json',
              ...(hasBody ? { 'content-type': 'application/json' } : {}),
              ...headers,
            },
            body: hasBody ? JSON.stringify(body.value) : null,
            timeoutMs: services.timeoutMs,
            mostBytes: services.mostOutputBytes,
            secrets,
          },
          signal,
        );
        if (called.kind === 'failed') return called;
        const { latencyMs, pauseMs } = called;
        if (given.isText) return attemptOf(bareAnswer(called.bytes.toString('utf8')), latencyMs, pauseMs);
        const parsed = parseJson(called.bytes);
        if (!parsed.ok) {
          return endpointFailure('endpoint/bad-body', `The reply ${parsed.problem}`, { isRetryable: true });
        }
        return attemptOf(pick(parsed.value, given.answer), latencyMs, pauseMs);
      },
      async close() {},
    };
  },
};

function pick(reply: Json, answer: Options['answer']): ReadAnswer {
  if (answer === null) return readAnswerOrValue(reply);
  const places = typeof answer === 'string' ? { output: answer } : answer;
  const found: Record<string, Json> = {};
  for (const [field, place] of Object.entries(places)) {
    if (place === null) continue;
    const value = valueAt(reply, place);
    if (value !== undefined) found[field] = value;
    else if (field === 'output') return { ok: false, problem: `has nothing at ${place}` };
  }
  return readAnswer(found);
}
