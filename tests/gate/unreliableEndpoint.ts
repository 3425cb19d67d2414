// An OpenAI-compatible endpoint that misbehaves the way endpoints do: 429, 500, slow, broken and truncated bodies. It remembers what it answered.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stateOfNumber, xoshiro128 } from '../../src/stats/xoshiro128.ts';

export interface UnreliableEndpoint {
  readonly url: string;
  /** How often each question was answered whole, by `model: question`. */
  readonly answered: ReadonlyMap<string, number>;
  readonly refused: { readonly [kind: string]: number };
  close(): Promise<void>;
}

export interface EndpointPlan {
  /** What the model says to a question. */
  readonly answer: (model: string, question: string) => string;
  /** Share of requests that meet each trouble. */
  readonly troubles: Readonly<Record<'429' | '500' | 'html' | 'truncated' | 'hangUp', number>>;
  readonly latencyMs: number;
  readonly seed: number;
  /** Told after each whole answer. */
  readonly onAnswer?: (count: number) => void;
}

export async function unreliableEndpoint(plan: EndpointPlan): Promise<UnreliableEndpoint> {
  const random = xoshiro128(stateOfNumber(plan.seed));
  const answered = new Map<string, number>();
  const refused: Record<string, number> = {};
  let count = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { model, messages } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
        readonly model: string;
        readonly messages: readonly { readonly content: string }[];
      };
      const question = messages.at(-1)?.content ?? '';
      const trouble = drawn(plan.troubles, random.nextUniform());
      setTimeout(
        () => {
          if (trouble !== null) {
            refused[trouble] = (refused[trouble] ?? 0) + 1;
            misbehave(response, trouble);
            return;
          }
          response.writeHead(200, { 'content-type': 'application/json' });
          response.end(bodyOf(model, plan.answer(model, question)), () => {
            const key = `${model}: ${question}`;
            answered.set(key, (answered.get(key) ?? 0) + 1);
            plan.onAnswer?.(++count);
          });
        },
        plan.latencyMs * (0.5 + random.nextUniform()),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    answered,
    refused,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function drawn(troubles: EndpointPlan['troubles'], at: number): string | null {
  let sum = 0;
  for (const [kind, share] of Object.entries(troubles)) {
    sum += share;
    if (at < sum) return kind;
  }
  return null;
}

function misbehave(response: ServerResponse, trouble: string): void {
  switch (trouble) {
    case '429':
      response.writeHead(429, { 'retry-after': '0' }).end('{"error":{"message":"slow down"}}');
      return;
    case '500':
      response.writeHead(500).end('{"error":{"message":"overloaded"}}');
      return;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><h1>Bad gateway</h1></html>');
      return;
    case 'truncated':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '400' });
      response.write('{"choices":[{"mess');
      setTimeout(() => response.destroy(), 5);
      return;
    default:
      response.destroy();
  }
}

function bodyOf(model: string, content: string): string {
  return JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    model,
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
    usage: { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25 },
  });
}
