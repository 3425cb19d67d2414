// The program inside the process of a module target: loads the module, calls its function for every line, writes what it returned.
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const [file = '', name = '', timeoutText = ''] = process.argv.slice(2);
const timeoutMs = Number(timeoutText);

// stdout carries replies; whatever the module prints goes to stderr instead.
const writeReply = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

type AnswerFunction = (call: Readonly<Record<string, unknown>>) => unknown;

/** What a failure is called in a reply; see moduleTarget. */
type Failure = 'threw' | 'timeout' | 'invalid-module' | 'invalid-answer';

const loaded = load();
createInterface({ input: process.stdin, crlfDelay: Infinity }).on('line', (line) => {
  // A turn for each, so that the time of one example is not counted as that of those read with it.
  setImmediate(() => void answer(line));
});
await loaded;
writeReply('{"ready":true}\n');

async function load(): Promise<AnswerFunction | string> {
  try {
    const module = (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
    const found = module[name];
    if (typeof found === 'function') return found as AnswerFunction;
    const functions = Object.keys(module).filter((key) => typeof module[key] === 'function');
    const known = functions.length === 0 ? 'it exports no function' : `it exports ${functions.join(', ')}`;
    return `${file} does not export a function ${name}; ${known}.`;
  } catch (cause) {
    return `${file} cannot be loaded: ${words(cause)}`;
  }
}

async function answer(line: string): Promise<void> {
  // Written by the process that started this one.
  const { id, ...call } = JSON.parse(line) as { readonly id: string };
  const answerOf = await loaded;
  if (typeof answerOf === 'string') {
    reply(id, { failure: 'invalid-module', message: answerOf });
    return;
  }
  const abort = new AbortController();
  const began = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof tooLate>((resolve) => {
    timer = setTimeout(() => resolve(tooLate), timeoutMs);
  });
  try {
    const value = await Promise.race([answerOf({ ...call, signal: abort.signal }), late]);
    if (value === tooLate) {
      abort.abort(new Error('The time for this example is over.'));
      reply(id, { failure: 'timeout', message: `No answer within ${timeoutMs} ms.` });
    } else {
      replyWith(id, value, performance.now() - began);
    }
  } catch (cause) {
    reply(id, { failure: 'threw', message: words(cause) });
  } finally {
    clearTimeout(timer);
  }
}

const tooLate = Symbol('too late');

function replyWith(id: string, value: unknown, latencyMs: number): void {
  if (value === undefined) {
    reply(id, { failure: 'invalid-answer', message: 'The function returned nothing.' });
    return;
  }
  let text: string;
  try {
    text = JSON.stringify({ id, latencyMs, value }, refuseWhatJsonCannotSay);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    reply(id, { failure: 'invalid-answer', message: `What the function returned is no JSON: ${reason}` });
    return;
  }
  writeReply(`${text}\n`);
}

/** JSON.stringify would write null for them, and nobody would know. */
function refuseWhatJsonCannotSay(key: string, value: unknown): unknown {
  const isNotFinite = typeof value === 'number' && !Number.isFinite(value);
  if (isNotFinite || typeof value === 'function' || typeof value === 'symbol') {
    throw new TypeError(
      `${key === '' ? 'the value' : key} is ${isNotFinite ? String(value) : `a ${typeof value}`}`,
    );
  }
  return value;
}

function reply(id: string, failure: { readonly failure: Failure; readonly message: string }): void {
  writeReply(`${JSON.stringify({ id, ...failure })}\n`);
}

function words(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return (cause.stack ?? cause.message).split('\n').slice(0, 4).join('\n').slice(0, 1500);
}
