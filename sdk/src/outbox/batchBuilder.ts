// Collects points, params and tags until there are enough for a request or enough time has passed. Not their delivery.
import type { WireBatch, WireBatchPoint, WireParam, WireTag } from '../wire.ts';

export const batchLimits = { items: 1000, params: 100, tags: 100, waitMs: 200 } as const;

export class BatchBuilder {
  readonly #onBatch: (batch: WireBatch) => void;
  #points: WireBatchPoint[] = [];
  #params: WireParam[] = [];
  #tags: WireTag[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(onBatch: (batch: WireBatch) => void) {
    this.#onBatch = onBatch;
  }

  point(point: WireBatchPoint): void {
    this.#points.push(point);
    this.#added(false);
  }

  param(param: WireParam): void {
    this.#params.push(param);
    this.#added(this.#params.length >= batchLimits.params);
  }

  tag(tag: WireTag): void {
    this.#tags.push(tag);
    this.#added(this.#tags.length >= batchLimits.tags);
  }

  /** Hands over what there is, now. */
  seal(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#points.length + this.#params.length + this.#tags.length === 0) return;
    const batch: WireBatch = {
      ...(this.#points.length > 0 ? { points: this.#points } : {}),
      ...(this.#params.length > 0 ? { params: this.#params } : {}),
      ...(this.#tags.length > 0 ? { tags: this.#tags } : {}),
    };
    this.#points = [];
    this.#params = [];
    this.#tags = [];
    this.#onBatch(batch);
  }

  #added(isFull: boolean): void {
    const items = this.#points.length + this.#params.length + this.#tags.length;
    if (isFull || items >= batchLimits.items) this.seal();
    // Does not hold the process: what is left is handed over when it ends.
    else this.#timer ??= setTimeout(() => this.seal(), batchLimits.waitMs).unref();
  }
}
