// Calls an Assay in memory as an MLflow client would. For tests only.
import type { FastifyInstance } from 'fastify';

interface Served {
  readonly http: FastifyInstance;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  /** Parsed JSON; the text itself when it is none. */
  readonly body: unknown;
  readonly text: string;
}

export interface TestClient {
  readonly http: FastifyInstance;
  /** A text is sent as it is, anything else as JSON. */
  post(path: string, body: unknown): Promise<Answer>;
  get(pathAndQuery: string): Promise<Answer>;
  /** The message of a refusal, after its status: `400 INVALID_PARAMETER_VALUE: …`. */
  refusal(path: string, body: unknown): Promise<string>;
  startRun(body?: object): Promise<string>;
  close(): Promise<void>;
}

/** @param assay what `testAssay()` gives; it is closed with the client */
export function testClient(assay: Served): TestClient {
  async function call(method: 'GET' | 'POST', url: string, payload?: string): Promise<Answer> {
    const answer = await assay.http.inject({
      method,
      url: url.startsWith('/ajax-api/') ? url : `/api/2.0/mlflow${url}`,
      ...(payload === undefined ? {} : { headers: { 'content-type': 'application/json' }, payload }),
    });
    return { status: answer.statusCode, body: parsed(answer.body), text: answer.body };
  }
  const post = (path: string, body: unknown): Promise<Answer> =>
    call('POST', path, typeof body === 'string' ? body : JSON.stringify(body));
  return {
    http: assay.http,
    post,
    get: (url) => call('GET', url),
    async refusal(path, body) {
      const answer = await post(path, body);
      return `${answer.status} ${field(answer.body, 'error_code')}: ${field(answer.body, 'message')}`;
    },
    async startRun(body = {}) {
      const { body: answer } = await post('/runs/create', body);
      return field(inner(inner(answer, 'run'), 'info'), 'run_id');
    },
    close: () => assay.close(),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function inner(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

function field(value: unknown, name: string): string {
  return String(inner(value, name));
}
