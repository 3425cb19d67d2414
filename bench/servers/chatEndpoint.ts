/** A chat completions endpoint in a process of its own: answers every question after a fixed time and counts them. It knows no model. */
import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { answerTo } from '../stages/gateQuestions.ts';

const [port, latencyMs] = process.argv.slice(2).map(Number);
if (port === undefined || latencyMs === undefined) throw new Error('needs a port and a latency');

interface ChatRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

let asked = 0;

const server = http.createServer((request, response) => {
  if (request.method === 'GET') {
    answer(response, request.url === '/asked' ? { asked } : { status: 'ok' });
    return;
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => void reply(Buffer.concat(chunks).toString('utf8'), response));
});

server.keepAliveTimeout = 60_000;
server.listen(port, '127.0.0.1', 4096);

async function reply(body: string, response: http.ServerResponse): Promise<void> {
  asked += 1;
  // What the bench's own clients send: nothing else reaches this port.
  const { model, messages } = JSON.parse(body) as ChatRequest;
  const question = messages.at(-1)?.content ?? '';
  const version = messages[0]?.content ?? '';
  if (latencyMs !== undefined && latencyMs > 0) await wait(latencyMs);
  answer(response, {
    id: `bench-${asked}`,
    object: 'chat.completion',
    created: 0,
    model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: answerTo(question, version) },
        finish_reason: 'stop',
      },
    ],
    usage: { prompt_tokens: 30, completion_tokens: 60, total_tokens: 90 },
  });
}

function answer(response: http.ServerResponse, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
