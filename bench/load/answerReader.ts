/** Frames HTTP/1.1 answers off a byte stream, one request in flight at a time; it is not a general HTTP client. */

/** One answer; `body` is present only when the reader was asked to keep bodies or the status is not 2xx. */
export interface Answer {
  readonly status: number;
  readonly bodyBytes: number;
  readonly body: Buffer | undefined;
}

type State = 'head' | 'length' | 'chunk-size' | 'chunk-data';

const headEnd = Buffer.from('\r\n\r\n');
const lineEnd = Buffer.from('\r\n');

/** Feed it what the socket delivers; it calls back once for each whole answer. */
export class AnswerReader {
  private readonly onAnswer: (answer: Answer) => void;
  private readonly keepBodies: boolean;
  private state: State = 'head';
  private pending: Buffer | undefined;
  private remaining = 0;
  private isLastChunk = false;
  private status = 0;
  private bodyBytes = 0;
  private kept: Buffer[] = [];

  constructor(onAnswer: (answer: Answer) => void, keepBodies: boolean) {
    this.onAnswer = onAnswer;
    this.keepBodies = keepBodies;
  }

  /** Takes the next bytes; the buffer may be reused by the caller afterwards. */
  push(bytes: Buffer): void {
    let rest: Buffer | undefined = bytes;
    while (rest !== undefined && rest.length > 0) rest = this.step(rest);
  }

  private step(bytes: Buffer): Buffer | undefined {
    switch (this.state) {
      case 'head':
        return this.readLineBlock(bytes, headEnd, (block) => this.readHead(block));
      case 'chunk-size':
        return this.readLineBlock(bytes, lineEnd, (block) => this.readChunkSize(block));
      case 'length':
      case 'chunk-data':
        return this.readBody(bytes);
    }
  }

  private readLineBlock(bytes: Buffer, end: Buffer, take: (block: string) => void): Buffer | undefined {
    const whole = this.pending === undefined ? bytes : Buffer.concat([this.pending, bytes]);
    const at = whole.indexOf(end);
    if (at < 0) {
      this.pending = Buffer.from(whole);
      return undefined;
    }
    this.pending = undefined;
    take(whole.toString('latin1', 0, at));
    return whole.subarray(at + end.length);
  }

  private readHead(head: string): void {
    this.status = Number(head.slice(9, 12));
    this.bodyBytes = 0;
    const length = /\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (length !== undefined) {
      this.remaining = Number(length);
      this.state = 'length';
      if (this.remaining === 0) this.finish();
    } else if (/\ntransfer-encoding: *chunked/i.test(head)) {
      this.state = 'chunk-size';
    } else {
      this.finish();
    }
  }

  private readChunkSize(line: string): void {
    const size = Number.parseInt(line, 16);
    this.isLastChunk = size === 0;
    // The two bytes are the line end that follows the data of every chunk.
    this.remaining = size + 2;
    this.state = 'chunk-data';
  }

  private readBody(bytes: Buffer): Buffer | undefined {
    const taken = Math.min(bytes.length, this.remaining);
    const isChunk = this.state === 'chunk-data';
    const data = isChunk ? Math.max(0, Math.min(taken, this.remaining - 2)) : taken;
    this.bodyBytes += data;
    if (data > 0 && (this.keepBodies || this.status >= 300))
      this.kept.push(Buffer.from(bytes.subarray(0, data)));
    this.remaining -= taken;
    if (this.remaining === 0) {
      if (isChunk && !this.isLastChunk) this.state = 'chunk-size';
      else this.finish();
    }
    return taken < bytes.length ? bytes.subarray(taken) : undefined;
  }

  private finish(): void {
    const body = this.kept.length > 0 ? Buffer.concat(this.kept) : undefined;
    this.kept = [];
    this.state = 'head';
    this.onAnswer({ status: this.status, bodyBytes: this.bodyBytes, body });
  }
}
