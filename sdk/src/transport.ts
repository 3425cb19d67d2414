// One request to a server and its answer, over any function that behaves like `fetch`. Not which requests there are, and never a retry.
import { ApiError, UnreachableError } from './apiError.ts';
import type { WireProblem } from './wire.ts';

/** What is needed of `fetch`; tests and embedders give their own. */
export type FetchLike = (url: string, init: FetchInit) => Promise<Response>;

export interface FetchInit {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
  readonly duplex?: 'half';
  readonly signal?: AbortSignal;
}

export interface ConnectionOptions {
  /** Where Assay is; `ASSAY_URL`, then `http://127.0.0.1:5080`, when absent. */
  readonly url?: string | undefined;
  /** Sent as `Authorization: Bearer …`; `ASSAY_TOKEN` when absent. */
  readonly token?: string | undefined;
  readonly fetch?: FetchLike | undefined;
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`, its parts already encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | readonly string[] | undefined>> | undefined;
  /** JSON. */
  readonly body?: unknown;
  /** Bytes, instead of `body`. */
  readonly content?: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
  readonly accept?: string;
  readonly signal?: AbortSignal | undefined;
}

export interface Transport {
  readonly url: string;
  /** @throws ApiError, UnreachableError */
  send(call: Call): Promise<Response>;
  /** The JSON of the answer; `undefined` when it has no body. @throws ApiError, UnreachableError */
  json(call: Call): Promise<unknown>;
}

/** @throws TypeError when the URL is not one */
export function transport(options: ConnectionOptions = {}): Transport {
  const url = baseUrl(options.url ?? process.env['ASSAY_URL'] ?? 'http://127.0.0.1:5080');
  const token = options.token ?? process.env['ASSAY_TOKEN'];
  const ask: FetchLike = options.fetch ?? ((target, init) => fetch(target, init));

  async function send(call: Call): Promise<Response> {
    const { method, path, query, body, content, accept, signal } = call;
    const headers: Record<string, string> = { accept: accept ?? 'application/json' };
    if (token !== undefined && token !== '') headers['authorization'] = `Bearer ${token}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (content !== undefined) headers['content-type'] = 'application/octet-stream';
    let response: Response;
    try {
      response = await ask(`${url}/api/v1${path}${queryText(query)}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(content === undefined ? {} : { body: content }),
        ...(content instanceof ReadableStream ? { duplex: 'half' as const } : {}),
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (cause) {
      throw new UnreachableError(`Assay at ${url} did not answer: ${reasonOf(cause)}.`, { cause });
    }
    if (response.ok) return response;
    throw await refusal(url, response);
  }

  return {
    url,
    send,
    async json(call) {
      const response = await send(call);
      try {
        const text = await response.text();
        return text === '' ? undefined : (JSON.parse(text) as unknown);
      } catch (cause) {
        throw new UnreachableError(`The answer of ${url} broke off or is not JSON: ${reasonOf(cause)}.`, {
          cause,
        });
      }
    },
  };
}

function baseUrl(text: string): string {
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new TypeError(`The URL of Assay must begin with http:// or https://; got '${text}'.`);
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function queryText(query: Call['query']): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value === undefined) continue;
    for (const one of typeof value === 'object' ? value : [String(value)]) search.append(key, one);
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

async function refusal(url: string, response: Response): Promise<ApiError | UnreachableError> {
  const { status } = response;
  try {
    const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') === true;
    const answer: unknown = isProblem ? JSON.parse(await response.text()) : await response.body?.cancel();
    if (isProblemDocument(answer)) return new ApiError(answer);
  } catch (cause) {
    return new UnreachableError(`The answer of ${url} (status ${status}) broke off: ${reasonOf(cause)}.`, {
      status,
      cause,
    });
  }
  return new UnreachableError(
    `What answered at ${url} with status ${status} is not an Assay that could help.`,
    { status },
  );
}

function isProblemDocument(value: unknown): value is WireProblem {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    typeof value.code === 'string' &&
    'detail' in value &&
    typeof value.detail === 'string' &&
    'remedy' in value &&
    typeof value.remedy === 'string' &&
    'status' in value &&
    typeof value.status === 'number'
  );
}

/** `fetch` hides the reason (ECONNREFUSED and the like) in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}
