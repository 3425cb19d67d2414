// What the series of one run amount to (latest point, count, extremes, sum), kept current in memory as points arrive. Not the table.
//
// The figures lie in one Float64Array, eight a series, so that a point costs no allocation.
import type { Int64 } from '../../../model/int64.ts';
import { isLater } from './pointOrder.ts';

/** The figures of one series. `min` is above `max` while every value was NaN. */
export interface SeriesFigures {
  readonly keyId: number;
  readonly last: number;
  readonly lastStep: Int64;
  readonly lastTimestamp: Int64;
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly sum: number;
}

const width = 8;
const keyAt = 0;
const lastAt = 1;
const stepAt = 2;
const timestampAt = 3;
const countAt = 4;
const minAt = 5;
const maxAt = 6;
const sumAt = 7;

export class RunSummaries {
  readonly #slots = new Map<string, number>();
  #figures = new Float64Array(4 * width);
  #isDirty = new Uint8Array(4);
  #dirty: number[] = [];
  /** The latest step and timestamp of series where float64 cannot hold one of them. */
  readonly #wide = new Map<number, { readonly step: Int64; readonly timestamp: Int64 }>();

  get size(): number {
    return this.#slots.size;
  }

  slotOf(key: string): number | undefined {
    return this.#slots.get(key);
  }

  keys(): MapIterator<[string, number]> {
    return this.#slots.entries();
  }

  /** Gives a series without points its place. */
  open(key: string, keyId: number): number {
    const slot = this.#slots.size;
    if (slot === this.#isDirty.length) {
      const figures = new Float64Array(this.#figures.length * 2);
      figures.set(this.#figures);
      this.#figures = figures;
      const isDirty = new Uint8Array(slot * 2);
      isDirty.set(this.#isDirty);
      this.#isDirty = isDirty;
    }
    this.#slots.set(key, slot);
    const at = slot * width;
    this.#figures[at + keyAt] = keyId;
    this.#figures[at + minAt] = Infinity;
    this.#figures[at + maxAt] = -Infinity;
    return slot;
  }

  /** A series as the table has it. */
  restore(key: string, figures: SeriesFigures): void {
    const at = this.open(key, figures.keyId) * width;
    this.#figures[at + lastAt] = figures.last;
    this.#setTime(at, figures.lastStep, figures.lastTimestamp);
    this.#figures[at + countAt] = figures.count;
    this.#figures[at + minAt] = figures.min;
    this.#figures[at + maxAt] = figures.max;
    this.#figures[at + sumAt] = figures.sum;
  }

  keyIdOf(slot: number): number {
    return this.#figures[slot * width + keyAt] ?? 0;
  }

  /** Counts one point; the hot path. */
  add(slot: number, step: Int64, timestamp: Int64, value: number): void {
    const figures = this.#figures;
    const at = slot * width;
    const count = figures[at + countAt] ?? 0;
    figures[at + countAt] = count + 1;
    if (this.#isDirty[slot] === 0) {
      this.#isDirty[slot] = 1;
      this.#dirty.push(slot);
    }
    // The bounds start inside out, at +Infinity and -Infinity; a NaN fails all three tests.
    if (value < (figures[at + minAt] ?? 0)) figures[at + minAt] = value;
    if (value > (figures[at + maxAt] ?? 0)) figures[at + maxAt] = value;
    if (value === value) figures[at + sumAt] = (figures[at + sumAt] ?? 0) + value;
    if (typeof step === 'number' && typeof timestamp === 'number' && this.#wide.size === 0) {
      const lastStep = figures[at + stepAt] ?? 0;
      if (count > 0 && step <= lastStep) {
        if (step < lastStep) return;
        const lastTimestamp = figures[at + timestampAt] ?? 0;
        if (!isLater(0, timestamp, value, 0, lastTimestamp, figures[at + lastAt] ?? 0)) return;
      }
      figures[at + stepAt] = step;
      figures[at + timestampAt] = timestamp;
    } else {
      const last = this.#timeOf(slot);
      const isNewLast =
        count === 0 || isLater(step, timestamp, value, last.step, last.timestamp, figures[at + lastAt] ?? 0);
      if (!isNewLast) return;
      this.#setTime(at, step, timestamp);
    }
    // SQLite keeps no sign of zero in a REAL column, so neither does the figure in memory.
    figures[at + lastAt] = value + 0;
  }

  figuresOf(slot: number): SeriesFigures {
    const figures = this.#figures;
    const at = slot * width;
    const { step, timestamp } = this.#timeOf(slot);
    return {
      keyId: figures[at + keyAt] ?? 0,
      last: figures[at + lastAt] ?? 0,
      lastStep: step,
      lastTimestamp: timestamp,
      count: figures[at + countAt] ?? 0,
      min: figures[at + minAt] ?? 0,
      max: figures[at + maxAt] ?? 0,
      sum: figures[at + sumAt] ?? 0,
    };
  }

  get hasDirty(): boolean {
    return this.#dirty.length > 0;
  }

  /** The series that changed since the last call. */
  takeDirty(): readonly number[] {
    const dirty = this.#dirty;
    this.#dirty = [];
    for (const slot of dirty) this.#isDirty[slot] = 0;
    return dirty;
  }

  #timeOf(slot: number): { readonly step: Int64; readonly timestamp: Int64 } {
    const at = slot * width;
    return (
      this.#wide.get(slot) ?? {
        step: this.#figures[at + stepAt] ?? 0,
        timestamp: this.#figures[at + timestampAt] ?? 0,
      }
    );
  }

  #setTime(at: number, step: Int64, timestamp: Int64): void {
    this.#figures[at + stepAt] = Number(step);
    this.#figures[at + timestampAt] = Number(timestamp);
    const slot = at / width;
    if (typeof step === 'bigint' || typeof timestamp === 'bigint') this.#wide.set(slot, { step, timestamp });
    else this.#wide.delete(slot);
  }
}
