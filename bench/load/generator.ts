/** The load generator's process: takes a plan from its parent, drives one server with it, answers with the counts. */
import { BatchRequest } from './batchRequest.ts';
import { Latencies } from './latencies.ts';
import { LoadConnection } from './loadConnection.ts';
import { planSchema, type LoadResult, type Plan } from './plan.ts';

process.on('message', (message) => {
  const plan = planSchema.parse(message);
  void drive(plan).then((result) => process.send?.(result));
});
process.on('disconnect', () => process.exit(0));

/** Runs one window and resolves when every connection is idle or patience has ended. */
async function drive(plan: Plan): Promise<LoadResult> {
  const window = new Window(plan);
  return window.run();
}

class Window {
  private readonly plan: Plan;
  private readonly latencies = new Latencies();
  private readonly connections: LoadConnection[] = [];
  private startedAt = 0;
  private readonly cpuAtStart = process.cpuUsage();
  private inFlight = 0;
  private sent = 0;
  private counts = { answered: 0, late: 0, refused: 0, broken: 0, bodyBytes: 0 };
  private lastAnswerMs = 0;
  private firstTrouble: string | undefined;
  private resolve: ((result: LoadResult) => void) | undefined;

  constructor(plan: Plan) {
    this.plan = plan;
  }

  run(): Promise<LoadResult> {
    return new Promise((resolve) => {
      this.resolve = resolve;
      this.startedAt = performance.now();
      for (let index = 0; index < this.plan.connections; index += 1) this.open(index);
      setTimeout(() => this.finishIfIdle(), this.plan.durationMs + 1);
      setTimeout(() => this.finish(), this.plan.durationMs + this.plan.patienceMs);
    });
  }

  private open(index: number): void {
    const next = this.requestsOf(index);
    let sentAt = 0;
    const sendNext = (): void => {
      const now = performance.now();
      const request = now - this.startedAt < this.plan.durationMs ? next() : undefined;
      if (request === undefined) {
        this.finishIfIdle();
        return;
      }
      this.inFlight += 1;
      this.sent += 1;
      sentAt = now;
      connection.send(request);
    };
    const connection = new LoadConnection({
      host: this.plan.host,
      port: this.plan.port,
      keepBodies: false,
      onReady: sendNext,
      onAnswer: (answer) => {
        this.inFlight -= 1;
        this.count(answer.status, answer.bodyBytes, answer.body, sentAt);
        sendNext();
      },
      onBroken: (reason) => {
        this.inFlight -= 1;
        this.counts.broken += 1;
        this.firstTrouble ??= `connection lost: ${reason}`;
        this.finishIfIdle();
      },
    });
    this.connections.push(connection);
  }

  private count(status: number, bodyBytes: number, body: Buffer | undefined, sentAt: number): void {
    const now = performance.now();
    this.lastAnswerMs = now - this.startedAt;
    if (status < 200 || status >= 300) {
      this.counts.refused += 1;
      this.firstTrouble ??= `${status} ${body?.toString('utf8').slice(0, 300) ?? ''}`;
      return;
    }
    this.latencies.add(now - sentAt);
    this.counts.bodyBytes += bodyBytes;
    if (this.lastAnswerMs <= this.plan.durationMs) this.counts.answered += 1;
    else this.counts.late += 1;
  }

  /** The requests of one connection, undefined when it has sent its share. */
  private requestsOf(index: number): () => Buffer | undefined {
    const { work, host } = this.plan;
    switch (work.kind) {
      case 'batches': {
        const { keys, points, firstStep, requestsPerConnection = Infinity } = work;
        const runId = work.runIds[index % work.runIds.length] ?? '';
        const batch = new BatchRequest({ host, runId, keys, points, firstStep });
        let left = requestsPerConnection;
        return () => (left-- > 0 ? batch.next() : undefined);
      }
      case 'rotation': {
        const requests = work.requests.map((text) => Buffer.from(text));
        const most = work.maxRequests ?? Infinity;
        return () => (this.sent < most ? requests[this.sent % requests.length] : undefined);
      }
    }
  }

  /** Over before its time when every connection has sent its share; over late when the last answer has come. */
  private finishIfIdle(): void {
    const isOver = performance.now() - this.startedAt >= this.plan.durationMs;
    const isExhausted = this.sent > 0 && this.connections.length === this.plan.connections;
    if (this.inFlight === 0 && (isOver || (isExhausted && this.hasFiniteWork()))) this.finish();
  }

  private hasFiniteWork(): boolean {
    const { work, connections } = this.plan;
    if (work.kind === 'rotation') return this.sent >= (work.maxRequests ?? Infinity);
    return this.sent >= connections * (work.requestsPerConnection ?? Infinity);
  }

  private finish(): void {
    const { resolve } = this;
    if (resolve === undefined) return;
    this.resolve = undefined;
    for (const connection of this.connections) connection.close();
    const elapsedMs = performance.now() - this.startedAt;
    const cpu = process.cpuUsage(this.cpuAtStart);
    const latencyMs = this.latencies.summary();
    resolve({
      windowMs: Math.min(this.plan.durationMs, elapsedMs),
      answered: this.counts.answered,
      late: this.counts.late,
      refused: this.counts.refused,
      unanswered: this.inFlight + this.counts.broken,
      lastAnswerMs: this.lastAnswerMs,
      bodyBytes: this.counts.bodyBytes,
      ...(latencyMs === undefined ? {} : { latencyMs }),
      ...(this.firstTrouble === undefined ? {} : { firstTrouble: this.firstTrouble }),
      generatorCpu: (cpu.user + cpu.system) / 1000 / elapsedMs,
    });
  }
}
