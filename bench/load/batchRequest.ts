/** A log-batch request kept as bytes, whose steps, timestamps and values are rewritten in place before each send. */

/** What one connection logs. */
export interface BatchShape {
  readonly host: string;
  readonly runId: string;
  /** Metric keys in turn: point i carries key i modulo their number, and all points of a step share its timestamp. */
  readonly keys: readonly string[];
  readonly points: number;
  /** Must have ten digits, so that the bytes never change length. */
  readonly firstStep: number;
}

/** Steps start here: ten digits, as JSON allows no leading zeros. */
export const stepOrigin = 1_000_000_000;

const path = '/api/2.0/mlflow/runs/log-batch';
const startedAtMs = 1_760_000_000_000;
const lowStepDigits = 5;
const lowTimeDigits = 6;

/**
 * Every call of `next` yields points never sent before: a server that drops exact duplicates must store them all.
 * Values carry 16 random digits, so that no server gains from values that compress.
 */
export class BatchRequest {
  private readonly bytes: Buffer;
  private readonly keys: number;
  private readonly valueAt: number[] = [];
  private readonly timeEnd: number[] = [];
  private readonly stepEnd: number[] = [];
  private step: number;
  private highStep = -1;
  private highTime = -1;
  private random: number;

  constructor(shape: BatchShape) {
    this.keys = shape.keys.length;
    this.step = shape.firstStep;
    this.random = (seedOf(shape.runId) ^ shape.firstStep) | 1;
    const body = this.writeBody(shape);
    const head =
      `POST ${path} HTTP/1.1\r\nHost: ${shape.host}\r\nContent-Type: application/json\r\n` +
      `Accept: */*\r\nConnection: keep-alive\r\nContent-Length: ${body.length}\r\n\r\n`;
    this.bytes = Buffer.from(head + body, 'latin1');
    for (const offsets of [this.valueAt, this.timeEnd, this.stepEnd]) {
      for (let point = 0; point < offsets.length; point += 1)
        offsets[point] = (offsets[point] ?? 0) + head.length;
    }
  }

  /** The bytes of the next request; valid until the next call. */
  next(): Buffer {
    const points = this.stepEnd.length;
    let inStep = 0;
    let timeMs = this.timeOf(this.step);
    for (let point = 0; point < points; point += 1) {
      if (inStep === this.keys) {
        inStep = 0;
        this.step += 1;
        timeMs = this.timeOf(this.step);
      }
      inStep += 1;
      this.random ^= this.random << 13;
      this.random ^= this.random >>> 17;
      this.random ^= this.random << 5;
      writeDigits(this.bytes, (this.valueAt[point] ?? 0) + 8, 8, (this.random >>> 0) % 100_000_000);
      writeDigits(this.bytes, this.timeEnd[point] ?? 0, lowTimeDigits, timeMs % 10 ** lowTimeDigits);
      writeDigits(this.bytes, this.stepEnd[point] ?? 0, lowStepDigits, this.step % 10 ** lowStepDigits);
    }
    this.writeHighDigits(timeMs);
    this.step += 1;
    return this.bytes;
  }

  /** A training loop's clock: about 97 ms a step, never quite even. */
  private timeOf(step: number): number {
    return startedAtMs + (step - stepOrigin) * 97 + ((Math.imul(step, 0x9e3779b1) >>> 27) & 31);
  }

  /** The leading digits change once in 100,000 steps; a batch that straddles the change is written whole. */
  private writeHighDigits(lastTimeMs: number): void {
    const points = this.stepEnd.length;
    const steps = Math.ceil(points / this.keys);
    const firstStep = this.step - steps + 1;
    const highStep = Math.floor(this.step / 10 ** lowStepDigits);
    const highTime = Math.floor(lastTimeMs / 10 ** lowTimeDigits);
    const isStraddling =
      Math.floor(firstStep / 10 ** lowStepDigits) !== highStep ||
      Math.floor(this.timeOf(firstStep) / 10 ** lowTimeDigits) !== highTime;
    if (!isStraddling && highStep === this.highStep && highTime === this.highTime) return;
    for (let point = 0; point < points; point += 1) {
      const step = firstStep + Math.floor(point / this.keys);
      const time = Math.floor(this.timeOf(step) / 10 ** lowTimeDigits);
      const at = this.stepEnd[point] ?? 0;
      writeDigits(this.bytes, at - lowStepDigits, 5, Math.floor(step / 10 ** lowStepDigits));
      writeDigits(this.bytes, (this.timeEnd[point] ?? 0) - lowTimeDigits, 7, time);
    }
    this.highStep = isStraddling ? -1 : highStep;
    this.highTime = isStraddling ? -1 : highTime;
  }

  /** Written as the Python client writes it: this key order, a space after each colon and comma. */
  private writeBody(shape: BatchShape): string {
    let body = `{"run_id": "${shape.runId}", "metrics": [`;
    for (let point = 0; point < shape.points; point += 1) {
      body += `${point === 0 ? '' : ', '}{"key": "${shape.keys[point % this.keys] ?? ''}", "value": 0.`;
      this.valueAt.push(body.length);
      const tail = String(10_000_000 + ((Math.imul(point + 1, 0x45d9f3b) >>> 0) % 90_000_000));
      body += `00000000${tail}, "timestamp": ${startedAtMs}`;
      this.timeEnd.push(body.length);
      body += `, "step": ${stepOrigin}`;
      this.stepEnd.push(body.length);
      body += '}';
    }
    return `${body}]}`;
  }
}

function writeDigits(bytes: Buffer, end: number, digits: number, value: number): void {
  let rest = value | 0;
  for (let at = end - 1; at >= end - digits; at -= 1) {
    const next = (rest / 10) | 0;
    bytes[at] = 48 + rest - next * 10;
    rest = next;
  }
}

function seedOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash;
}
