/** A keep-alive connection for questions asked one after another, each after the answer to the last. */
import type { Answer } from './answerReader.ts';
import { LoadConnection } from './loadConnection.ts';

/** One connection; one question at a time. */
export class AskConnection {
  private readonly connection: LoadConnection;
  private readonly ready: Promise<void>;
  private settle: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined;

  constructor(host: string, port: number) {
    const opened = Promise.withResolvers<void>();
    this.ready = opened.promise;
    this.connection = new LoadConnection({
      host,
      port,
      keepBodies: true,
      onReady: () => opened.resolve(),
      onAnswer: (answer) => this.take()?.resolve(answer),
      onBroken: (reason) => this.take()?.reject(new Error(`connection lost: ${reason}`)),
    });
  }

  /** @throws when the connection breaks or no answer comes in time; the connection is of no use afterwards */
  async ask(request: string, timeoutMs: number): Promise<Answer> {
    const limit = setTimeout(
      () => this.take()?.reject(new Error(`no answer in ${Math.round(timeoutMs / 1000)} s`)),
      timeoutMs,
    );
    try {
      const answer = Promise.withResolvers<Answer>();
      this.settle = answer;
      void this.ready.then(() => this.connection.send(Buffer.from(request)));
      return await answer.promise;
    } finally {
      clearTimeout(limit);
    }
  }

  /** Closes the connection. */
  close(): void {
    this.connection.close();
  }

  private take(): typeof this.settle {
    const { settle } = this;
    this.settle = undefined;
    return settle;
  }
}
