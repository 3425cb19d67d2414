/** A server kept through many windows: it is given time to recover after each, and is started anew when it does not. */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from '../contract.ts';
import { AskConnection } from '../load/askConnection.ts';
import { postText } from '../load/requestText.ts';
import type { RunningServer, Subject } from '../servers/server.ts';
import { freePort } from '../servers/startProcess.ts';
import { once } from './once.ts';

const writeWithinMs = 2000;
const recoverWithinMs = 20_000;
const prepareWithinMs = 30_000;
const prepareAttempts = 5;
const betweenAttemptsMs = 500;

/** One server on one data directory. */
export class Peer {
  readonly subject: Subject;
  /** How long the start on an empty directory took. */
  readonly firstStartMs: number;
  /** True until the first question after a start. */
  isUntouched = true;
  private running: RunningServer;
  private readonly say: (line: string) => void;

  constructor(subject: Subject, running: RunningServer, say: (line: string) => void) {
    this.subject = subject;
    this.running = running;
    this.firstStartMs = running.startMs;
    this.say = say;
  }

  get server(): RunningServer {
    return this.running;
  }

  /** Asks one question on a connection of its own and gives the body. @throws unless the answer is 2xx in time */
  async ask(request: string, timeoutMs: number): Promise<string> {
    this.isUntouched = false;
    const connection = new AskConnection(this.running.host, this.running.port);
    try {
      const answer = await connection.ask(request, timeoutMs);
      const body = answer.body?.toString('utf8') ?? '';
      if (answer.status < 200 || answer.status >= 300) {
        throw new Error(`${this.subject.label} answered ${answer.status}: ${body.slice(0, 300)}`);
      }
      return body;
    } finally {
      connection.close();
    }
  }

  /**
   * Asks like `ask`, and again when the connection was lost or there was no answer: preparing data must not fail
   * because a busy server replaced one of its workers. The request may have been carried out twice.
   */
  async prepare(requestOf: (attempt: number) => string): Promise<string> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.ask(requestOf(attempt), prepareWithinMs);
      } catch (error) {
        if (attempt === prepareAttempts) throw error;
        this.say(
          `${this.subject.label}: ${error instanceof Error ? error.message : String(error)}; trying again`,
        );
        await sleep(betweenAttemptsMs);
      }
    }
  }

  /** Resolves when a write is answered again; a server that stays stalled is stopped and started on its data. */
  async settle(): Promise<void> {
    const deadline = performance.now() + recoverWithinMs;
    const tag = { experiment_id: '0', key: 'bench.settled', value: 'yes' };
    const request = postText(this.running.host, '/api/2.0/mlflow/experiments/set-experiment-tag', tag);
    while (performance.now() < deadline) {
      try {
        await this.ask(request, writeWithinMs);
        return;
      } catch (error) {
        this.say(
          `${this.subject.label} is still busy: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
    this.say(`${this.subject.label} did not recover; it is started anew`);
    await this.restart();
  }

  /** Stops the server and starts it on the same data and port. @returns how long the start took */
  async restart(): Promise<number> {
    const { dataDir, port } = this.running;
    await this.running.stop();
    this.running = await this.subject.start(dataDir, port);
    this.isUntouched = true;
    return this.running.startMs;
  }
}

/** A server of its own on an empty data directory. */
export async function freshPeer(bench: Bench, subject: Subject, name: string): Promise<Peer> {
  const server = await subject.start(path.join(bench.scratch, name), await freePort());
  return new Peer(subject, server, (line) => bench.say(line));
}

/** The MLflow server that all measures share: starting one takes many seconds. Without it Assay is measured alone. */
export const mlflowPeer = once(async (bench) => {
  if (bench.mlflow === undefined) return undefined;
  bench.say('starting MLflow');
  try {
    return await freshPeer(bench, bench.mlflow, 'mlflow');
  } catch (error) {
    bench.say(`${error instanceof Error ? error.message : String(error)}; only Assay is measured`);
    return undefined;
  }
});

/** The Assay server of the measures that need no data prepared. */
export const assayPeer = once(async (bench) =>
  bench.assay === undefined ? undefined : freshPeer(bench, bench.assay, 'assay'),
);
