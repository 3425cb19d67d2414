// One call of an embeddings endpoint. Not batching, not retries, not distances.
import type { TokenUsage } from '../../model/evaluation.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { callEndpoint, type EndpointServices } from './callEndpoint.ts';
import { type EndpointAddress, headersOf, urlOf } from './endpointAddress.ts';
import { endpointFailure, type EndpointFailure } from './endpointFailure.ts';
import { parseJson } from './parseJson.ts';

export interface EmbeddingsReply {
  readonly kind: 'answered';
  /** One per text, in their order; all of one length, finite. */
  readonly vectors: readonly Float64Array[];
  readonly usage: TokenUsage | null;
  readonly latencyMs: number;
  readonly pauseMs: number | null;
}

/**
 * @param parameters sent beside model and input, such as `dimensions`
 * @throws the reason of the signal once it is aborted, and nothing else
 */
export async function askEmbeddings(
  services: EndpointServices,
  address: EndpointAddress,
  request: { readonly model: string; readonly texts: readonly string[]; readonly parameters: JsonObject },
  signal: AbortSignal,
): Promise<EmbeddingsReply | EndpointFailure> {
  const opened = headersOf(address, services);
  if (opened.kind === 'failed') return opened;
  const called = await callEndpoint(
    services,
    {
      url: urlOf(address.baseUrl, 'embeddings'),
      method: 'POST',
      headers: { accept: 'application/json', ...opened.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ ...request.parameters, model: request.model, input: request.texts }),
      timeoutMs: address.timeoutMs,
      mostBytes: address.mostBytes,
      secrets: opened.secrets,
    },
    signal,
  );
  if (called.kind === 'failed') return called;
  const parsed = parseJson(called.bytes);
  if (!parsed.ok) {
    return endpointFailure('endpoint/bad-body', `The answer ${parsed.problem}`, { isRetryable: true });
  }
  const vectors = vectorsOf(parsed.value, request.texts.length);
  if (vectors === null) {
    return endpointFailure(
      'endpoint/no-answer',
      `The answer does not have ${request.texts.length} embeddings of one length.`,
      { isRetryable: true },
    );
  }
  return {
    kind: 'answered',
    vectors,
    usage: usageOf(parsed.value),
    latencyMs: called.latencyMs,
    pauseMs: called.pauseMs,
  };
}

function vectorsOf(body: Json, count: number): readonly Float64Array[] | null {
  const data = isObject(body) ? body['data'] : undefined;
  if (!Array.isArray(data) || data.length !== count) return null;
  const vectors = new Array<Float64Array | undefined>(count).fill(undefined);
  for (const [position, each] of (data as readonly Json[]).entries()) {
    if (!isObject(each)) return null;
    const { embedding, index } = each;
    if (!Array.isArray(embedding) || embedding.length === 0) return null;
    if (!embedding.every((part) => typeof part === 'number')) return null;
    const at = typeof index === 'number' ? index : position;
    vectors[at] = Float64Array.from(embedding);
  }
  const whole = vectors.filter((vector) => vector !== undefined);
  const length = whole[0]?.length;
  return whole.length === count && whole.every((vector) => vector.length === length) ? whole : null;
}

function usageOf(body: Json): TokenUsage | null {
  const usage = isObject(body) ? body['usage'] : undefined;
  const tokens = isObject(usage) ? usage['prompt_tokens'] : undefined;
  return typeof tokens === 'number' ? { inputTokens: tokens, outputTokens: 0 } : null;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
