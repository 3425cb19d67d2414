/** One keep-alive connection that carries one request at a time; it reconnects when the server closes it. */
import net from 'node:net';
import { AnswerReader, type Answer } from './answerReader.ts';

/** Where to connect and what to tell. */
export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly keepBodies: boolean;
  readonly onReady: () => void;
  readonly onAnswer: (answer: Answer) => void;
  /** The connection was lost while a request was waiting: that request will never be answered. */
  readonly onBroken: (reason: string) => void;
}

const reconnectAfterMs = 20;

/** A socket with its answers framed. */
export class LoadConnection {
  private readonly options: ConnectionOptions;
  private socket: net.Socket;
  private isWaiting = false;
  private isClosed = false;
  private reason = 'closed by the server';

  constructor(options: ConnectionOptions) {
    this.options = options;
    this.socket = this.connect();
  }

  /** Sends a whole request; the buffer must stay as it is until the answer has come. */
  send(request: Buffer): void {
    this.isWaiting = true;
    this.socket.write(request);
  }

  /** Gives up what is in flight and closes for good. */
  close(): void {
    this.isClosed = true;
    this.socket.destroy();
  }

  private connect(): net.Socket {
    const reader = new AnswerReader((answer) => {
      this.isWaiting = false;
      this.options.onAnswer(answer);
    }, this.options.keepBodies);
    const socket = net.connect({
      host: this.options.host,
      port: this.options.port,
      noDelay: true,
      // One buffer a connection, reused: no allocation for each answer.
      onread: {
        buffer: Buffer.allocUnsafe(64 * 1024),
        callback: (length, buffer) => {
          reader.push(Buffer.from(buffer.buffer, buffer.byteOffset, length));
          return true;
        },
      },
    });
    socket.on('connect', this.options.onReady);
    socket.on('error', (error) => {
      this.reason = error.message;
    });
    socket.on('close', () => this.lost());
    return socket;
  }

  private lost(): void {
    if (this.isClosed) return;
    if (this.isWaiting) {
      this.isWaiting = false;
      this.options.onBroken(this.reason);
    }
    setTimeout(() => {
      if (!this.isClosed) this.socket = this.connect();
    }, reconnectAfterMs);
  }
}
