// A persistent child process that is asked in lines of JSON and replies by id, several at once. Not what the requests mean.
import type { Json, JsonObject } from '../../model/json.ts';
import type { EvaluationContext } from '../context.ts';
import { excerpt, parseJson } from '../endpoint/parseJson.ts';
import { type Line, LineReader } from './lineReader.ts';
import { type ProcessEnd, type ProcessGroup, startProcessGroup } from './processGroup.ts';
import type { ProcessFailureReason, ProcessReply } from './processReply.ts';
import { StderrTail } from './stderrTail.ts';

export interface LineProcessOptions {
  /** The program and its arguments; no shell reads them. */
  readonly command: readonly string[];
  /** Where it runs. */
  readonly folder: string;
  /** Longest time from writing a request to reading its reply. */
  readonly timeoutMs: number;
  /** Added to the time of requests that were written before the process first said anything: loading libraries and models. */
  readonly startupMs: number;
  /** Nothing is asked before the process has written `{"ready":true}`. */
  readonly waitsForReady: boolean;
  /** Requests in flight at once; integer ≥ 1. */
  readonly mostInFlight: number;
  readonly mostLineBytes: number;
  /** How long a closing process is waited for before SIGTERM, and again before SIGKILL. */
  readonly graceMs: number;
  readonly elapsed: EvaluationContext['elapsed'];
  readonly sleep: EvaluationContext['sleep'];
}

interface Asked {
  readonly payload: JsonObject;
  readonly signal: AbortSignal;
  readonly answer: (reply: ProcessReply) => void;
  readonly stopListening: () => void;
}

interface InFlight extends Asked {
  readonly writtenAt: number;
  /** Ends the wait for its timeout. */
  readonly timer: AbortController;
}

interface Running {
  readonly group: ProcessGroup;
  readonly stderr: StderrTail;
  /** It has written a line, so that it is not starting any more. */
  hasSpoken: boolean;
  /** It has written `{"ready":true}`. */
  isReady: boolean;
  /** Its stdout has ended: it cannot reply any more, so that nothing is asked of it. */
  isMute: boolean;
  /** Why it is being ended by us; null while it may live. */
  killedBecause: string | null;
}

/** Started at the first request, and again after it died or hung. One at a time: the next starts when the last is gone. */
export class LineProcess {
  readonly #options: LineProcessOptions;
  readonly #queue: Asked[] = [];
  readonly #inFlight = new Map<number, InFlight>();
  #running: Running | null = null;
  #lastId = 0;
  /** After a death with several in flight, this many replies are asked for one at a time, so that the culprit dies alone. */
  #alone = 0;
  #isBlocked = false;
  #isClosed = false;

  constructor(options: LineProcessOptions) {
    this.#options = options;
  }

  /**
   * Asks for a reply to `{"id": …, ...payload}`. Never rejects for what the process does.
   *
   * @throws the reason of the signal once it is aborted; a request in flight still counts until it is replied to or times out
   */
  request(payload: JsonObject, signal: AbortSignal): Promise<ProcessReply> {
    return new Promise<ProcessReply>((resolve, reject) => {
      if (signal.aborted) {
        reject(asError(signal.reason));
        return;
      }
      const onAbort = (): void => {
        const at = this.#queue.indexOf(asked);
        if (at >= 0) this.#queue.splice(at, 1);
        reject(asError(signal.reason));
      };
      const stopListening = (): void => signal.removeEventListener('abort', onAbort);
      const asked: Asked = { payload, signal, answer: resolve, stopListening };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#queue.push(asked);
      if (this.#isClosed) this.#failQueue('The process was closed before this request was written.');
      else this.#pump();
    });
  }

  /** The end of stdin, then SIGTERM, then SIGKILL. What was not replied to by then has failed as `died`. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#failQueue('The process was closed before this request was written.');
    const running = this.#running;
    if (running === null) return;
    running.group.stdin.end();
    const gone = running.group.ended.then(() => true);
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const patience = new AbortController();
      const wait = this.#options.sleep(this.#options.graceMs, patience.signal).then(
        () => false,
        () => false,
      );
      const isGone = await Promise.race([gone, wait]);
      patience.abort();
      if (isGone) return;
      running.group.kill(signal);
    }
    await gone;
  }

  #pump(): void {
    while (this.#queue.length > 0 && !this.#isBlocked && !this.#isClosed) {
      if (this.#inFlight.size >= (this.#alone > 0 ? 1 : this.#options.mostInFlight)) return;
      this.#running ??= this.#start();
      const running = this.#running;
      if (running === null || running.killedBecause !== null || running.isMute) return;
      if (this.#options.waitsForReady && !running.isReady) return;
      const asked = this.#queue.shift();
      if (asked !== undefined) this.#write(running, asked);
    }
  }

  #start(): Running | null {
    const { command, folder, mostLineBytes } = this.#options;
    let group: ProcessGroup;
    try {
      group = startProcessGroup(command, folder);
    } catch (cause) {
      // What the system refuses at once, such as arguments that are too long, would be refused again.
      this.#failQueue(`The program could not be started: ${asError(cause).message}`, 'not-started');
      return null;
    }
    const stderr = new StderrTail(group.stderr);
    const running: Running = {
      group,
      stderr,
      hasSpoken: false,
      isReady: false,
      isMute: false,
      killedBecause: null,
    };
    const lines = new LineReader(mostLineBytes, (line) => this.#read(running, line));
    group.stdout.on('data', (chunk: Buffer) => lines.push(chunk));
    group.stdout.on('end', () => {
      running.isMute = true;
      lines.end();
      this.#awaitEnd(running);
    });
    void group.ended.then((end) => this.#ended(running, end));
    if (this.#options.waitsForReady) this.#awaitReady(running);
    return running;
  }

  /** A process that closed its stdout has usually ended; one that lives on would be waited for in vain. */
  #awaitEnd(running: Running): void {
    const patience = new AbortController();
    void running.group.ended.then(() => patience.abort());
    this.#options.sleep(this.#options.graceMs, patience.signal).then(
      () => {
        running.killedBecause ??= 'it closed its stdout';
        running.group.kill('SIGKILL');
      },
      () => undefined,
    );
  }

  #awaitReady(running: Running): void {
    const { sleep, startupMs } = this.#options;
    const patience = new AbortController();
    void running.group.ended.then(() => patience.abort());
    sleep(startupMs, patience.signal).then(
      () => {
        if (running.isReady || running.killedBecause !== null) return;
        running.killedBecause = `it did not write {"ready":true} within ${startupMs} ms`;
        running.group.kill('SIGKILL');
      },
      () => undefined,
    );
  }

  #write(running: Running, asked: Asked): void {
    const { elapsed, sleep, timeoutMs, startupMs } = this.#options;
    const id = ++this.#lastId;
    const timer = new AbortController();
    const request: InFlight = { ...asked, writtenAt: elapsed(), timer };
    this.#inFlight.set(id, request);
    const allowedMs = running.hasSpoken ? timeoutMs : timeoutMs + startupMs;
    sleep(allowedMs, timer.signal).then(
      () => this.#timeOut(running, id, allowedMs),
      () => undefined,
    );
    if (running.group.stdin.destroyed) return;
    if (!running.group.stdin.write(`${JSON.stringify({ ...asked.payload, id: String(id) })}\n`)) {
      this.#isBlocked = true;
      running.group.stdin.once('drain', () => {
        this.#isBlocked = false;
        this.#pump();
      });
    }
  }

  #read(running: Running, line: Line): void {
    if (this.#running !== running || line.bytes.length === 0) return;
    running.hasSpoken = true;
    if (line.isCut) {
      this.#blame(
        idIn(line.bytes),
        'line-too-long',
        `The reply is ${megabytes(line.length)} long; the limit is ${megabytes(this.#options.mostLineBytes)}.`,
      );
    } else {
      const parsed = parseJson(line.bytes);
      if (!parsed.ok) {
        this.#blame(idIn(line.bytes), 'bad-line', `A line on stdout ${parsed.problem}.`);
      } else if (!isObject(parsed.value)) {
        const shown = excerpt(line.bytes.toString('utf8'), 120);
        this.#blame(null, 'bad-line', `A line on stdout is no JSON object with an "id": ${shown}.`);
      } else if (parsed.value['id'] === undefined && parsed.value['ready'] === true) {
        running.isReady = true;
      } else {
        this.#reply(parsed.value);
      }
    }
    this.#pump();
  }

  #reply(reply: JsonObject): void {
    const told = reply['id'];
    const id = typeof told === 'string' && /^\d{1,15}$/.test(told) ? Number(told) : told;
    if (typeof id !== 'number' || id < 1 || id > this.#lastId) {
      const shown = told === undefined ? 'no "id"' : `the id ${excerpt(JSON.stringify(told), 80)}`;
      this.#blame(null, 'unknown-id', `A reply has ${shown}, which was not asked for.`);
      return;
    }
    const request = this.#inFlight.get(id);
    // Asked once but no longer in flight: a second reply, or one that came after its time. The first word stands.
    if (request === undefined) return;
    if (this.#alone > 0) this.#alone--;
    const latencyMs = this.#options.elapsed() - request.writtenAt;
    this.#settle(id, { kind: 'replied', reply, latencyMs });
  }

  /** What cannot be told by its id is attributed to the request that has been in flight for longest. */
  #blame(id: number | null, reason: ProcessFailureReason, message: string): void {
    const [oldest] = this.#inFlight.keys();
    const blamed = id !== null && this.#inFlight.has(id) ? id : oldest;
    if (blamed === undefined) return;
    const others = this.#inFlight.size - 1;
    const doubt =
      blamed === id || others === 0
        ? ''
        : ` It is attributed to the oldest of ${others + 1} requests in flight.`;
    this.#fail(blamed, reason, message + doubt, false);
  }

  #timeOut(running: Running, id: number, allowedMs: number): void {
    if (!this.#inFlight.has(id)) return;
    this.#fail(id, 'timeout', `No reply within ${Math.round(allowedMs)} ms; the process was ended.`, false);
    running.killedBecause ??= 'another request hung';
    running.group.kill('SIGKILL');
  }

  #ended(running: Running, end: ProcessEnd): void {
    if (this.#running !== running) return;
    this.#running = null;
    this.#isBlocked = false;
    const stderr = running.stderr.text();
    const lastWords = stderr === '' ? ' It wrote nothing to stderr.' : ` Its last words on stderr: ${stderr}`;
    const ids = [...this.#inFlight.keys()];
    if (end.startError !== null) {
      const message = `The program could not be started: ${end.startError}`;
      for (const id of ids) this.#fail(id, 'not-started', message, false);
      // Starting it for each of those who wait would fail as often.
      this.#failQueue(message, 'not-started');
      return;
    }
    const how = this.#isClosed
      ? 'was closed'
      : running.killedBecause !== null
        ? `was ended because ${running.killedBecause}`
        : end.signal !== null
          ? `was ended by ${end.signal}`
          : `ended with exit code ${end.exitCode ?? 'unknown'}`;
    const others = ids.length > 1 ? `, with ${ids.length - 1} others in flight` : '';
    const isInnocent = running.killedBecause !== null && !this.#isClosed;
    if (ids.length > 1) this.#alone = Math.max(this.#alone, 2 * ids.length);
    for (const id of ids) {
      this.#fail(id, 'died', `The process ${how}${others}.${lastWords}`, isInnocent || ids.length > 1);
    }
    if (this.#options.waitsForReady && !running.isReady) {
      this.#failQueue(`The process ${how} before it was ready.${lastWords}`);
    }
    this.#pump();
  }

  #fail(id: number, reason: ProcessFailureReason, message: string, isRetryable: boolean): void {
    this.#settle(id, { kind: 'failed', failure: { reason, message, isRetryable } });
  }

  #failQueue(message: string, reason: ProcessFailureReason = 'died'): void {
    for (const asked of this.#queue.splice(0)) {
      asked.stopListening();
      asked.answer({ kind: 'failed', failure: { reason, message, isRetryable: false } });
    }
  }

  #settle(id: number, reply: ProcessReply): void {
    const request = this.#inFlight.get(id);
    this.#inFlight.delete(id);
    request?.timer.abort();
    request?.stopListening();
    request?.answer(reply);
  }
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The id in a line that could not be read whole. */
function idIn(bytes: Buffer): number | null {
  const beginning = bytes.subarray(0, 4096).toString('latin1');
  const found =
    /^\s*\{\s*"id"\s*:\s*"?(\d{1,15})\b/.exec(beginning) ?? /"id"\s*:\s*"?(\d{1,15})\b/.exec(beginning);
  return found?.[1] === undefined ? null : Number(found[1]);
}

function megabytes(bytes: number): string {
  return bytes < 1_000_000 ? `${bytes} bytes` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
