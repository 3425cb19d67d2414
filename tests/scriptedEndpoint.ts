// A real HTTP server for tests that answers chat completions as it is told: well, slowly, with errors, or with garbage.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** What is done with one request. */
export type Behaviour =
  | { readonly do: 'answer'; readonly text?: string; readonly headers?: Readonly<Record<string, string>> }
  | {
      readonly do: 'status';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | {
      readonly do: 'raw';
      readonly body: string | Buffer;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Sends the head and the beginning, then breaks the connection. */
  | { readonly do: 'break'; readonly body?: string }
  | { readonly do: 'refuse' }
  | { readonly do: 'hang' }
  | { readonly do: 'slow'; readonly ms: number };

export interface AskedRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
  /** The content of the last message, when there is one. */
  readonly question: string;
}

export interface ScriptedEndpoint {
  /** Such as `http://127.0.0.1:41234/v1`. */
  readonly baseUrl: string;
  readonly asked: AskedRequest[];
  /** Most requests in flight at once. */
  readonly highest: () => number;
  close(): Promise<void>;
}

export async function scriptedEndpoint(
  behave: (request: AskedRequest, nth: number) => Behaviour,
): Promise<ScriptedEndpoint> {
  const asked: AskedRequest[] = [];
  let inFlight = 0;
  let highest = 0;
  const server = createServer((request, response) => {
    highest = Math.max(highest, ++inFlight);
    response.once('close', () => inFlight--);
    void handle(request, response);
  });
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const text = Buffer.concat(parts).toString('utf8');
    const body: unknown = text === '' ? null : JSON.parse(text);
    const one = { path: request.url ?? '', headers: request.headers, body, question: questionIn(body) };
    asked.push(one);
    await perform(behave(one, asked.length), one, response);
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    asked,
    highest: () => highest,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function perform(behaviour: Behaviour, asked: AskedRequest, response: ServerResponse): Promise<void> {
  const json = { 'content-type': 'application/json' };
  switch (behaviour.do) {
    case 'slow':
      await wait(behaviour.ms);
      response.writeHead(200, json).end(completion(`echo ${asked.question}`));
      return;
    case 'answer':
      response.writeHead(200, { ...json, ...behaviour.headers });
      response.end(completion(behaviour.text ?? `echo ${asked.question}`));
      return;
    case 'status':
      response.writeHead(behaviour.status, behaviour.headers ?? {});
      response.end(behaviour.body ?? '{"error":{"message":"scripted"}}');
      return;
    case 'raw':
      response.writeHead(200, behaviour.headers ?? {}).end(behaviour.body);
      return;
    case 'break':
      response.writeHead(200, { 'content-length': '100000' });
      response.write(behaviour.body ?? '{"choices":[', () => response.destroy());
      return;
    case 'refuse':
      response.destroy();
      return;
    case 'hang':
      return;
  }
}

export function completion(text: string): string {
  return JSON.stringify({
    id: 'chat-1',
    model: 'scripted-1',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: text } }],
    usage: { prompt_tokens: 10, completion_tokens: 5 },
  });
}

function questionIn(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('messages' in body)) return '';
  const { messages } = body;
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined;
  return typeof last === 'object' && last !== null && 'content' in last ? String(last.content) : '';
}
