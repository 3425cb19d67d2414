// What an HTTP status that is not 2xx means for a call: whose fault, and whether to ask again. Not bodies of 2xx.
import { endpointFailure, type EndpointFailure } from './endpointFailure.ts';
import { excerpt, parseJson } from './parseJson.ts';
import { retryAfter } from './rateLimits.ts';

const longestReason = 300;

/**
 * @param text    the body
 * @param secrets removed from the message
 */
export function describeStatus(
  response: Response,
  text: string,
  now: number,
  secrets: readonly string[],
): EndpointFailure {
  const { status } = response;
  const reason = withoutSecrets(reasonIn(text), secrets);
  const said = `HTTP ${status}${reason === '' ? '' : `: ${reason}`}`;
  // OpenAI spells an empty account as 429, which no waiting mends.
  if (/insufficient_quota|exceeded your current quota/i.test(text) || status === 402) {
    return endpointFailure('endpoint/quota-exhausted', said);
  }
  if (status === 429 || status === 503 || status === 529) {
    return endpointFailure('endpoint/throttled', said, {
      isRetryable: true,
      isThrottled: true,
      retryAfterMs: retryAfter(response.headers, now),
    });
  }
  if (status === 401 || status === 403) return endpointFailure('endpoint/unauthorized', said);
  if (status >= 500 || status === 408 || status === 425) {
    return endpointFailure('endpoint/failed', said, {
      isRetryable: true,
      retryAfterMs: retryAfter(response.headers, now),
    });
  }
  return endpointFailure('endpoint/refused', said);
}

/** The message inside the usual shapes of error bodies, or the beginning of the body. */
export function reasonIn(text: string): string {
  const parsed = parseJson(text);
  let value: unknown = parsed.ok ? parsed.value : undefined;
  for (const key of ['error', 'message', 'detail']) {
    if (typeof value === 'object' && value !== null && Object.hasOwn(value, key)) {
      value = (value as Readonly<Record<string, unknown>>)[key];
    }
  }
  return excerpt(typeof value === 'string' ? value : text, longestReason);
}

export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((left, secret) => (secret === '' ? left : left.replaceAll(secret, '…')), text);
}
