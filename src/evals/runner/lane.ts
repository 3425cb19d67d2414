// The calls that share one limit, and how far in the order they have come. Not the calls.
import type { PatientCaller } from '../endpoint/patientCaller.ts';
import type { WorkItem } from './workOrder.ts';

export interface Lane {
  /** Null for recorded answers, which have no endpoint to be careful with. */
  readonly caller: PatientCaller | null;
  /** In the order in which they are to begin. */
  readonly items: readonly WorkItem[];
  /** Index of the first item that has not begun. */
  next: number;
}

/** The example that the lane is about to begin; infinite when it has begun all. */
export function headOf({ items, next }: Lane): number {
  return items[next]?.example ?? Infinity;
}

/** Wakes those who wait for something to change; they look again for themselves. */
export class Changes {
  #waiting: (() => void)[] = [];

  next(): Promise<void> {
    return new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  tell(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
