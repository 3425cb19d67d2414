// Every kind of target through its door: references are checked without opening, opened ones answer or say why not.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { evaluationContext, type TestContext } from '../../../tests/evaluationContext.ts';
import { completion, scriptedEndpoint } from '../../../tests/scriptedEndpoint.ts';
import { canonicalHash } from '../../datasets/canonicalHash.ts';
import { AssayError } from '../../model/errors.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { checkTarget } from '../checkTarget.ts';
import { openTarget } from '../openTarget.ts';
import type { Attempt, Target, TargetRequest, TargetServices } from '../target.ts';
import { targets } from '../targets.ts';

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const each of cleanUp.splice(0).reverse()) await each();
});

function context(secrets: Readonly<Record<string, string>> = {}): TestContext {
  const made = evaluationContext({ secret: (name) => secrets[name] });
  cleanUp.push(() => made.dispose());
  return made;
}

const services = (of: TestContext): TargetServices => ({
  ...of,
  timeoutMs: 5_000,
  mostOutputBytes: 1_000_000,
});

async function open(of: TestContext, use: string, options: JsonObject | string): Promise<Target> {
  const target = await openTarget({ use, options }, services(of));
  cleanUp.push(() => target.close());
  return target;
}

const request = (input: Json, epoch = 0): TargetRequest => ({
  exampleId: canonicalHash(input),
  input,
  epoch,
  seed: 4_000_000_000,
});
const never = new AbortController().signal;
const ask = (target: Target, input: Json, epoch = 0): Promise<Attempt> =>
  target.ask(request(input, epoch), never);

function answerOf(attempt: Attempt): Json {
  return attempt.kind === 'answered'
    ? attempt.answer.output
    : `${attempt.error.code}: ${attempt.error.message}`;
}

/** The same as text. */
function wordsOf(attempt: Attempt): string {
  const answer = answerOf(attempt);
  return typeof answer === 'string' ? answer : JSON.stringify(answer);
}

function write(of: TestContext, path: string, text: string): void {
  mkdirSync(resolve(of.folder, path, '..'), { recursive: true });
  writeFileSync(join(of.folder, path), text);
}

describe('a reference', () => {
  test.each([
    ['openai', 'gpt-4.1-2025-04-14'],
    ['http', 'http://127.0.0.1:8000/answer'],
    ['command', 'python3 "my assistant.py" --fast'],
    ['module', 'assistant.eval.ts#answer'],
    ['recorded', 'answers.jsonl'],
  ])('to %s may be a plain text', (use, options) => {
    expect(checkTarget({ use, options })).toMatchObject({ kind: 'valid' });
  });

  test.each<[string, JsonObject | string, string]>([
    ['opnai', {}, 'did you mean openai?'],
    ['openai', {}, 'model'],
    ['openai', { model: 'm', temperatur: 0 }, 'temperatur'],
    ['openai', { model: 'm', prompt: 'is it {{expected}}?' }, 'never sees the expected answer'],
    ['openai', { model: 'm', prompt: '{{inputs.q}}' }, 'placeholders are'],
    ['openai', { model: 'm', parameters: { stream: true } }, 'is the option "stream"'],
    ['openai', { model: 'm', headers: { Authorization: 'Bearer sk' } }, 'headersFrom'],
    ['openai', { model: 'm', apiKeyVariable: 'sk-12345' }, 'name of an environment variable'],
    ['openai', { model: 'm', baseUrl: 'localhost:8000' }, 'must be an address'],
    ['http', 'ftp://x/y', 'must be an address'],
    ['http', 'http://me:secret@x/y', 'has a password'],
    ['http', { url: 'http://x', answer: 'text' }, 'JSON pointer'],
    ['http', { url: 'http://x', method: 'GET', body: {} }, 'GET has no body'],
    ['command', '', 'command'],
    ['module', '', 'file'],
    ['recorded', {}, 'exactly one'],
    ['recorded', { file: 'a', gateRun: 'abcd' }, 'exactly one'],
    ['recorded', { trace: 'tr-1' }, 'export them as JSON lines and use "file"'],
  ])('with a mistake (%s %j) is refused with its place', (use, options, words) => {
    const checked = checkTarget({ use, options });
    expect(checked.kind).toBe('problem');
    expect(checked.kind === 'problem' ? `${checked.path.join('.')} ${checked.message}` : '').toContain(words);
  });

  test('is documented', () => {
    const document = readFileSync(resolve(import.meta.dirname, '../../../docs/targets.md'), 'utf8');
    for (const { name } of targets) expect(document).toContain(`## \`${name}\``);
  });
});

describe('a chat endpoint', () => {
  test('is sent the prompt with its fields, the parameters and the key, and its answer is read with what it took', async () => {
    const of = context({ MY_KEY: 'sk-secret' });
    const server = await scriptedEndpoint(() => ({ do: 'answer', text: '{"a":1}' }));
    cleanUp.push(() => server.close());
    write(of, 'system.md', 'You know {{input.topic}}.');
    const target = await open(of, 'openai', {
      baseUrl: server.baseUrl,
      model: 'm-1',
      apiKeyVariable: 'MY_KEY',
      system: { file: 'system.md' },
      prompt: 'Q: {{input.question}} ({{ epoch }}) {{input}}',
      parameters: { temperature: 0 },
      responseFormat: { type: 'json_object' },
      sendSeed: true,
      prices: { asOf: '2026-01-01', inputPerMillion: 1_000_000, outputPerMillion: 2_000_000 },
    });
    const attempt = await ask(target, { topic: 'tea', question: '{{input.topic}}?' });
    expect(server.asked[0]).toMatchObject({
      path: '/v1/chat/completions',
      headers: { authorization: 'Bearer sk-secret' },
      body: {
        model: 'm-1',
        temperature: 0,
        seed: 4_000_000_000,
        response_format: { type: 'json_object' },
        messages: [
          { role: 'system', content: 'You know tea.' },
          { role: 'user', content: 'Q: {{input.topic}}? (0) {"topic":"tea","question":"{{input.topic}}?"}' },
        ],
      },
    });
    expect(attempt).toMatchObject({
      kind: 'answered',
      answer: {
        output: { a: 1 },
        usage: { inputTokens: 10, outputTokens: 5 },
        costUsd: 20,
        model: 'scripted-1',
        details: { finishReason: 'stop' },
      },
    });
    expect(JSON.stringify(target.description)).not.toContain('sk-secret');
    expect(answerOf(await ask(target, { topic: 'tea' }))).toContain('{{input.question}}');
  });

  test('without its key is not opened, and no key goes to a host that is not named', async () => {
    const of = context({ OPENAI_API_KEY: 'sk-mine' });
    await expect(open(context(), 'openai', 'gpt')).rejects.toMatchObject({ code: 'endpoint/missing-secret' });
    const server = await scriptedEndpoint(() => ({ do: 'answer' }));
    cleanUp.push(() => server.close());
    await ask(await open(of, 'openai', { baseUrl: server.baseUrl, model: 'm' }), 'hello');
    expect(server.asked[0]?.headers.authorization).toBeUndefined();
    expect(server.asked[0]?.question).toBe('hello');
  });

  test('keeps its key out of what it repeats', async () => {
    const of = context({ K: 'sk-secret' });
    const body = '{"error":{"message":"Incorrect API key provided: sk-secret."}}';
    const server = await scriptedEndpoint(() => ({ do: 'status', status: 401, body }));
    cleanUp.push(() => server.close());
    const target = await open(of, 'openai', { baseUrl: server.baseUrl, model: 'm', apiKeyVariable: 'K' });
    expect(answerOf(await ask(target, 'x'))).toBe(
      'endpoint/unauthorized: HTTP 401: Incorrect API key provided: ….',
    );
  });

  test.each<[string, string]>([
    [
      'data: {"choices":[{"delta":{"content":"Hel"}}]}\n\n: ping\r\ndata: {"choices":[{"delta":{"content":"lo"},"finish_reason":"stop"}]}\r\n\r\ndata: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2}}\n\ndata: [DONE]\n\n',
      'Hello',
    ],
    ['data: {"choices":[{"delta":{"content":"Hel"}}]}\n\n', 'endpoint/truncated'],
    ['data: {"choices":[{"delta":{"content":"Hel"}}]}\n\ndata: {"choices":[{"del', 'endpoint/truncated'],
    ['data: {"choices":[{"delta":{"content":"done"},"finish_reason":"stop"}]}\n\n', 'done'],
    ['data: {"error":{"message":"overloaded"}}\n\n', 'endpoint/failed: The endpoint reports: overloaded'],
    ['data: nonsense\n\ndata: [DONE]\n\n', 'endpoint/bad-body'],
    [completion('whole'), 'whole'],
    ['', 'endpoint/bad-body'],
  ])('that streams %j is read to its end, or was truncated', async (body, answer) => {
    const of = context();
    const server = await scriptedEndpoint(() => ({ do: 'raw', body }));
    cleanUp.push(() => server.close());
    const target = await open(of, 'openai', { baseUrl: server.baseUrl, model: 'm', stream: true });
    expect(wordsOf(await ask(target, 'x'))).toContain(answer);
    expect(server.asked[0]?.body).toMatchObject({ stream: true, stream_options: { include_usage: true } });
  });

  test('that calls tools, refuses or is cut off has answered so', async () => {
    const of = context();
    const message = (message: JsonObject, finish_reason = 'stop') =>
      JSON.stringify({ choices: [{ finish_reason, message }] });
    const bodies = [
      message({
        content: null,
        tool_calls: [
          { function: { name: 'find', arguments: '{"q":"x"}' } },
          { function: { name: 'odd', arguments: 'not json' } },
        ],
      }),
      message({ content: null, refusal: 'I will not.' }),
      message({ content: '' }, 'length'),
      message({
        content: [
          { type: 'text', text: 'in ' },
          { type: 'text', text: 'parts' },
        ],
      }),
    ];
    const server = await scriptedEndpoint((_request, nth) => ({ do: 'raw', body: bodies[nth - 1] ?? '' }));
    cleanUp.push(() => server.close());
    const target = await open(of, 'openai', { baseUrl: server.baseUrl, model: 'm' });
    expect(await ask(target, 'x')).toMatchObject({
      answer: {
        output: '',
        toolCalls: [
          { name: 'find', arguments: { q: 'x' } },
          { name: 'odd', arguments: 'not json' },
        ],
      },
    });
    expect(await ask(target, 'x')).toMatchObject({
      answer: { output: 'I will not.', details: { refusal: 'I will not.' } },
    });
    expect(await ask(target, 'x')).toMatchObject({
      answer: { output: '', details: { finishReason: 'length' } },
    });
    expect(answerOf(await ask(target, 'x'))).toBe('in parts');
  });

  test('is sent a conversation that the input holds', async () => {
    const of = context();
    const server = await scriptedEndpoint(() => ({ do: 'answer' }));
    cleanUp.push(() => server.close());
    const options = { baseUrl: server.baseUrl, model: 'm', messages: '{{input.messages}}' };
    const messages = [
      { role: 'user', content: 'hi' },
      { role: 'assistant', content: 'hello' },
      { role: 'user', content: 'bye' },
    ];
    await ask(await open(of, 'openai', options), { messages });
    expect(server.asked[0]?.body).toMatchObject({ messages });
  });
});

describe('an HTTP endpoint', () => {
  async function serve(handle: (request: IncomingMessage, body: string, response: ServerResponse) => void) {
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString('utf8')));
      request.on('end', () => handle(request, body, response));
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    cleanUp.push(() => new Promise((done) => server.close(() => done())));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  test('is sent the request, and its reply is read by the contract', async () => {
    const of = context();
    let seen: unknown;
    const url = await serve((_request, body, response) => {
      seen = JSON.parse(body);
      response.end('{"output":"yes","citations":["a"],"contexts":["p","q"],"latencyMs":7}');
    });
    const attempt = await ask(await open(of, 'http', url), { q: [1] });
    expect(seen).toEqual({ ...request({ q: [1] }) });
    expect(attempt).toMatchObject({
      answer: {
        output: 'yes',
        citations: ['a'],
        contexts: [
          { id: '0', text: 'p' },
          { id: '1', text: 'q' },
        ],
      },
      latencyMs: 7,
    });
  });

  test('is sent what a template says, and a pointer finds the answer', async () => {
    const of = context({ TOKEN: 't0k' });
    const seen: unknown[] = [];
    const url = await serve((request, body, response) => {
      seen.push([request.url, request.headers['x-token'], JSON.parse(body)]);
      response.end('{"result":[{"text":"found"}],"meta":{"usage":{"inputTokens":4}}}');
    });
    const target = await open(of, 'http', {
      url: `${url}/ask?lang={{input.lang}}&key=abc`,
      headersFrom: { 'x-token': 'TOKEN' },
      body: { query: '{{input.q}}', raw: '{{input}}', n: 3 },
      answer: { output: '/result/0/text', usage: '/meta/usage' },
    });
    expect(await ask(target, { lang: 'en us', q: 'why?' })).toMatchObject({
      answer: { output: 'found', usage: { inputTokens: 4, outputTokens: null } },
    });
    expect(seen).toEqual([
      ['/ask?lang=en%20us&key=abc', 't0k', { query: 'why?', raw: { lang: 'en us', q: 'why?' }, n: 3 }],
    ]);
    expect(JSON.stringify(target.description)).not.toMatch(/abc|t0k/);
  });

  test.each([
    ['{"output":1,"ouput":2}', 'target/invalid-answer: The answer has the unknown field ouput'],
    ['<html>', 'endpoint/bad-body: The reply is HTML'],
    ['{"result":1}', { result: 1 }],
  ])('that replies %s is understood or named', async (reply, answer) => {
    const of = context();
    const target = await open(of, 'http', await serve((_request, _body, response) => response.end(reply)));
    const found = answerOf(await ask(target, 'x'));
    if (typeof answer === 'string') expect(found).toContain(answer);
    else expect(found).toEqual(answer);
  });
});

describe('a command', () => {
  test('in Python is asked for line after line by one process', async () => {
    const of = { ...context(), folder: resolve(import.meta.dirname, '../../../examples/python-target') };
    try {
      execFileSync('python3', ['--version'], { stdio: 'ignore' });
    } catch {
      return;
    }
    const target = await open(of, 'command', 'python3 capitals.py');
    const changed = await open(of, 'command', 'python3 capitals.py --fuzzy');
    expect(await ask(target, { question: 'The capital of Japan?' })).toMatchObject({
      answer: { output: 'Tokyo', citations: ['japan'], contexts: [{ id: 'japan' }] },
    });
    expect(answerOf(await ask(target, { question: 'Norwey?' }))).toBe('I do not know.');
    expect(answerOf(await ask(changed, { question: 'Norwey?' }))).toBe('Oslo');
    expect(answerOf(await ask(target, { nothing: 1 }))).toBe("target/reported: KeyError: 'question'");
    expect(answerOf(await ask(target, { question: 'Spain' }))).toBe('Madrid');
    expect(target.hash).not.toBe(changed.hash);
  });

  test('that dies or prints is an error of its example, with a code that says how to mend it', async () => {
    const of = context();
    write(
      of,
      'target.mjs',
      `import { createInterface } from 'node:readline';
       createInterface({ input: process.stdin }).on('line', (line) => {
         const { id, input } = JSON.parse(line);
         if (input === 'die') { console.error('oh no'); process.exit(7); }
         if (input === 'print') console.log('debug');
         else if (input === 'strict') console.log(JSON.stringify({ id, answer: 1 }));
         else console.log(JSON.stringify({ id, output: input }));
       });`,
    );
    const target = await open(of, 'command', { command: [process.execPath, 'target.mjs'] });
    expect(answerOf(await ask(target, 'die'))).toMatch(/^target\/process-died: .*exit code 7.*oh no/);
    expect(answerOf(await ask(target, 'print'))).toMatch(/^target\/bad-line: .*debug/);
    expect(answerOf(await ask(target, 'strict'))).toContain('target/invalid-answer');
    expect(answerOf(await ask(target, 'fine'))).toBe('fine');
    const missing = await open(of, 'command', './nothing-here');
    expect(answerOf(await ask(missing, 'x'))).toContain('target/process-not-started');
  });

  test('is another target when a file beside its script has changed', async () => {
    const of = context();
    write(of, 'app/main.py', 'import other');
    write(of, 'app/other.py', 'a = 1');
    const before = (await open(of, 'command', 'python3 app/main.py')).hash;
    expect((await open(of, 'command', 'python3 app/main.py')).hash).toBe(before);
    write(of, 'app/other.py', 'a = 2');
    expect((await open(of, 'command', 'python3 app/main.py')).hash).not.toBe(before);
  });
});

describe('a module', () => {
  const module = `
    import { twice } from './lib/twice';
    console.log('loading prints');
    export async function answer({ input, exampleId, epoch, seed, signal }) {
      console.log('asked', input);
      return { output: twice(input), details: { epoch, seed, isId: exampleId.length === 64, isSignal: !signal.aborted } };
    }
    export const bare = ({ input }) => input;
    export const throws = () => { throw new RangeError('out of it'); };
    export const nothing = () => undefined;
    export const notANumber = () => [{ deep: 0 / 0 }];
    export const endless = ({ input }) => { while (input === 'loop'); return 'fine'; };
    export const waits = ({ input }) => (input === 'wait' ? new Promise(() => {}) : 'fine');
    export const crash = ({ input }) => { if (input === 'crash') setTimeout(() => { throw new Error('later'); }); return new Promise((resolve) => setTimeout(resolve, 200, 'fine')); };
    export const large = () => 'x'.repeat(2_000_000);
    export const constant = 3;`.replaceAll('lib/twice', 'lib/twice.ts');

  async function opened(of: TestContext, name: string, timeoutMs = 5_000): Promise<Target> {
    write(of, 'assistant.eval.ts', module);
    write(of, 'lib/twice.ts', 'export const twice = (text: string): string => text + text;');
    const target = await openTarget(
      { use: 'module', options: `assistant.eval.ts#${name}` },
      { ...services(of), timeoutMs },
    );
    cleanUp.push(() => target.close());
    return target;
  }

  test('is called with the request, whatever it prints', async () => {
    const of = context();
    expect(await ask(await opened(of, 'answer'), 'ab', 2)).toMatchObject({
      answer: { output: 'abab', details: { epoch: 2, seed: 4_000_000_000, isId: true, isSignal: true } },
    });
    expect(answerOf(await ask(await opened(of, 'bare'), { a: [null] }))).toEqual({ a: [null] });
  });

  test.each([
    ['throws', 'target/threw: RangeError: out of it'],
    ['nothing', 'target/invalid-answer: The function returned nothing.'],
    ['notANumber', 'target/invalid-answer: What the function returned is no JSON: deep is NaN'],
    ['constant', 'target/invalid-module'],
    ['missing', 'it exports answer, bare'],
    ['large', 'target/too-large'],
  ])('that %s is an error of its example', async (name, words) => {
    expect(answerOf(await ask(await opened(context(), name), 'x'))).toContain(words);
  });

  test('that hangs, even in a loop without end, is timed out, and the next example is answered', async () => {
    const of = context();
    const endless = await opened(of, 'endless', 200);
    expect(answerOf(await ask(endless, 'loop'))).toContain('target/timeout');
    expect(answerOf(await ask(endless, 'x'))).toBe('fine');
    const waits = await opened(of, 'waits', 200);
    const both = await Promise.all([ask(waits, 'wait'), ask(waits, 'x')]);
    expect(both.map(answerOf)).toEqual(['target/timeout: No answer within 200 ms.', 'fine']);
  });

  test('that crashes takes nobody with it for good', async () => {
    const target = await opened(context(), 'crash');
    const [, beside] = await Promise.all([ask(target, 'crash'), ask(target, 'x')]);
    expect(beside).toMatchObject({ kind: 'failed', isRetryable: true });
    expect(answerOf(await ask(target, 'x'))).toBe('fine');
  });

  test('is another target when something it imports, or a file it names, has changed', async () => {
    const of = context();
    const hash = async (): Promise<string> =>
      (await open(of, 'module', { file: 'assistant.eval.ts', export: 'answer', files: ['data'] })).hash;
    write(of, 'data/corpus.txt', 'one');
    await opened(of, 'answer');
    const hashes = [await hash()];
    expect(await hash()).toBe(hashes[0]);
    write(of, 'lib/twice.ts', 'export const twice = (text: string): string => text;');
    hashes.push(await hash());
    write(of, 'data/corpus.txt', 'two');
    hashes.push(await hash());
    const withVersion = await openTarget(
      { use: 'module', options: 'assistant.eval.ts#answer' },
      services(of),
      ['data'],
    );
    hashes.push(withVersion.hash);
    expect(new Set(hashes).size).toBe(4);
  });
});

describe('a recording', () => {
  test('answers by example or by input, epoch by epoch, and is never asked anything', async () => {
    const of = context();
    const id = canonicalHash('by id');
    write(
      of,
      'answers.jsonl',
      [
        JSON.stringify({ input: 'x', output: 'first', latencyMs: 12 }),
        '',
        JSON.stringify({ input: 'x', output: 'second' }),
        JSON.stringify({ exampleId: id, epoch: 1, output: { a: 1 }, citations: ['c'] }),
        JSON.stringify({ input: 'failed', error: 'it broke' }),
      ].join('\n'),
    );
    const target = await open(of, 'recorded', 'answers.jsonl');
    expect(target.isRecorded).toBe(true);
    expect(await ask(target, 'x')).toMatchObject({ answer: { output: 'first' }, latencyMs: 12 });
    expect(answerOf(await ask(target, 'x', 1))).toBe('second');
    expect(answerOf(await ask(target, 'x', 2))).toContain('target/not-recorded');
    expect(answerOf(await ask(target, 'by id', 1))).toEqual({ a: 1 });
    expect(answerOf(await ask(target, 'failed'))).toBe('target/reported: it broke');
    expect(answerOf(await ask(target, 'unknown'))).toBe(
      'target/not-recorded: The recording has no answer of this example.',
    );
  });

  test('with lines that cannot be read loses those examples and no others', async () => {
    const of = context();
    const id = (name: string) => canonicalHash(name);
    write(
      of,
      'answers.jsonl',
      [
        `{"exampleId":"${id('nan')}","output":NaN}`,
        `{"exampleId":"${id('long')}","output":"${'x'.repeat(3_000_000)}"}`,
        `{"exampleId":"${id('cut')}","output":"abc`,
        'no json',
        '[1]',
        JSON.stringify({ exampleId: id('twice'), epoch: 0, output: 1 }),
        JSON.stringify({ exampleId: id('twice'), epoch: 0, output: 2 }),
        JSON.stringify({ exampleId: id('odd'), outptu: 2 }),
        JSON.stringify({ exampleId: id('good'), output: 'good' }),
      ].join('\r\n'),
    );
    const target = await open(of, 'recorded', 'answers.jsonl');
    const words = async (input: string) => wordsOf(await ask(target, input));
    expect(await words('nan')).toContain('Line 1 of the recording is not JSON: it has NaN');
    expect(await words('long')).toContain('over the limit');
    expect(await words('cut')).toContain('Line 3 of the recording is not JSON');
    expect(await words('twice')).toContain('more than once: lines 6 and 7');
    expect(await words('odd')).toContain('target/invalid-answer');
    expect(await words('good')).toBe('good');
    expect(await words('other')).toContain('2 of its lines cannot be read. Line 4 is not JSON');
  });

  test('may be an artifact of a run', async () => {
    const of = context();
    await of.store.runs.create({
      runId: 'r1',
      experimentId: '0',
      name: 'n',
      userId: '',
      status: 'FINISHED',
      startTime: 1,
      artifactUri: 'mlflow-artifacts:/0/r1/artifacts',
      tags: [],
    });
    const line = Buffer.from(`${JSON.stringify({ input: 'x', output: 'kept' })}\n`);
    await of.store.artifacts.write(
      '0/r1/artifacts/out/answers.jsonl',
      (async function* () {
        yield line;
      })(),
    );
    const artifact = { runId: 'r1', path: 'out/answers.jsonl' };
    expect(answerOf(await ask(await open(of, 'recorded', { artifact }), 'x'))).toBe('kept');
    await expect(open(of, 'recorded', { artifact: { runId: 'r1', path: 'no' } })).rejects.toMatchObject({
      code: 'artifact/not-found',
    });
  });

  test('may be an arm of a stored gate run, errors and latencies included', async () => {
    const of = context();
    const unknown = {
      contexts: null,
      citations: null,
      toolCalls: null,
      usage: null,
      costUsd: null,
      model: null,
      details: null,
    };
    const epoch = (outcome: JsonObject, latencyMs: number | null) => ({
      epoch: 0,
      outcome,
      latencyMs,
      attempts: 1,
      isCached: false,
      scores: {},
    });
    const result = (input: string, output: string) => ({
      exampleId: canonicalHash(input),
      candidate: [epoch({ kind: 'answered', answer: { output, ...unknown } }, 5)],
      baseline: [
        epoch({ kind: 'error', error: { code: 'target/timeout', message: 'm', remedy: 'r' } }, null),
      ],
    });
    const lines = [result('x', 'X'), result('y', 'Y')].map((each) => `${JSON.stringify(each)}\n`);
    const bytes = Buffer.concat(lines.map((line) => zstdCompressSync(Buffer.from(line))));
    const gateRuns = {
      ...of.store.gateRuns,
      findByPrefix: async (prefix: string) => ['abcd1', 'abce2'].filter((id) => id.startsWith(prefix)),
      results: async () => bytes,
    };
    const stored = { ...of, store: { ...of.store, gateRuns } };
    const candidate = await open(stored, 'recorded', { gateRun: 'abcd' });
    expect(await ask(candidate, 'y')).toMatchObject({ answer: { output: 'Y' }, latencyMs: 5 });
    const baseline = await open(stored, 'recorded', { gateRun: 'abcd1', arm: 'baseline' });
    expect(answerOf(await ask(baseline, 'y'))).toBe('target/timeout: m');
    await expect(open(stored, 'recorded', { gateRun: 'nope' })).rejects.toBeInstanceOf(AssayError);
    await expect(open(stored, 'recorded', { gateRun: 'abc1' })).rejects.toMatchObject({
      code: 'gate-run/not-found',
    });
  });

  test('that is not there is refused when it is opened', async () => {
    await expect(open(context(), 'recorded', 'no.jsonl')).rejects.toMatchObject({
      code: 'target/missing-file',
    });
  });
});
