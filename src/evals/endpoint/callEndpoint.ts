// One HTTP call with its time limit and its bound, and every way in which it can fail as data. Not what the body means; never a retry.
import type { EvaluationContext } from '../context.ts';
import { describeStatus } from './describeStatus.ts';
import { endpointFailure, type EndpointFailure } from './endpointFailure.ts';
import { type BodyRead, readBody } from './readBody.ts';
import { untilReset } from './rateLimits.ts';

export type EndpointServices = Pick<EvaluationContext, 'fetch' | 'now' | 'elapsed' | 'sleep' | 'secret'>;

export interface EndpointRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** From the call to the last byte. */
  readonly timeoutMs: number;
  readonly mostBytes: number;
  /** Values that must not appear in a message, whatever the endpoint repeats. */
  readonly secrets: readonly string[];
}

export interface EndpointBody {
  readonly kind: 'body';
  readonly bytes: Buffer;
  /** From the call to the last byte. */
  readonly latencyMs: number;
  readonly firstByteMs: number | null;
  /** The endpoint has no calls left for so long; null when it did not say so. */
  readonly pauseMs: number | null;
}

/** Why a time limit is no longer waited for; given, so that no error is made for each call. */
const isOver = 'the call is over';

/** @throws the reason of the signal once it is aborted, and nothing else */
export async function callEndpoint(
  services: EndpointServices,
  request: EndpointRequest,
  signal: AbortSignal,
): Promise<EndpointBody | EndpointFailure> {
  signal.throwIfAborted();
  // One controller a call, passed on by hand: AbortSignal.any leaves a weak reference on the long-lived signal for every call.
  const call = new AbortController();
  const passOn = (): void => call.abort(signal.reason);
  signal.addEventListener('abort', passOn, { once: true });
  const timer = new AbortController();
  let isLate = false;
  services.sleep(request.timeoutMs, timer.signal).then(
    () => {
      isLate = true;
      call.abort();
    },
    () => undefined,
  );
  const began = services.elapsed();
  let response: Response | undefined;
  try {
    response = await services.fetch(request.url, {
      method: request.method,
      headers: request.headers,
      ...(request.body === null ? {} : { body: request.body }),
      signal: call.signal,
    });
    const read = await readBody(response, request.mostBytes, services.elapsed);
    return judgeBody(services, request, response, read, began);
  } catch (cause) {
    signal.throwIfAborted();
    if (isLate) {
      return endpointFailure('endpoint/timeout', `No whole answer within ${request.timeoutMs} ms.`, {
        isRetryable: true,
      });
    }
    return describeBreak(cause, response !== undefined, request);
  } finally {
    timer.abort(isOver);
    signal.removeEventListener('abort', passOn);
  }
}

function judgeBody(
  services: EndpointServices,
  request: EndpointRequest,
  response: Response,
  read: BodyRead,
  began: number,
): EndpointBody | EndpointFailure {
  if (!response.ok) {
    const text = read.kind === 'whole' ? read.bytes.toString('utf8') : '';
    return describeStatus(response, text, services.now(), request.secrets);
  }
  if (read.kind === 'too-large') {
    return endpointFailure(
      'endpoint/too-large',
      `The answer has at least ${read.atLeast} bytes; the limit is ${request.mostBytes}.`,
    );
  }
  return {
    kind: 'body',
    bytes: read.bytes,
    latencyMs: services.elapsed() - began,
    firstByteMs: read.firstByteAt === null ? null : read.firstByteAt - began,
    pauseMs: untilReset(response.headers, services.now()),
  };
}

/** Mistakes of an address, which stay mistakes however often they are repeated. */
const lasting = new Set(['ENOTFOUND', 'ERR_INVALID_URL', 'ERR_TLS_CERT_ALTNAME_INVALID']);

function describeBreak(cause: unknown, hasBegun: boolean, request: EndpointRequest): EndpointFailure {
  const { code, message } = innermost(cause);
  const where = originOf(request.url);
  if (hasBegun) {
    return endpointFailure('endpoint/truncated', `The answer of ${where} broke off: ${message}.`, {
      isRetryable: true,
    });
  }
  return endpointFailure('endpoint/unreachable', `${where} cannot be asked: ${message}.`, {
    isRetryable: !lasting.has(code),
  });
}

/** `fetch` wraps what went wrong; the innermost cause says it. */
function innermost(cause: unknown): { readonly code: string; readonly message: string } {
  let error = cause;
  while (error instanceof Error && error.cause instanceof Error) error = error.cause;
  if (!(error instanceof Error)) return { code: '', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const words = error.message === '' && 'errors' in error ? code : error.message;
  return { code, message: words === '' ? code : words };
}

/** Without user names, passwords and queries. */
function originOf(url: string): string {
  return URL.canParse(url) ? `${new URL(url).origin}${new URL(url).pathname}` : url;
}
