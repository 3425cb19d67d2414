// What the writer must know of a run before it writes: its row, its experiment, whether it may be written to. Cached; not the run itself.
import type { DatabaseSync } from 'node:sqlite';
import { AssayError } from '../../model/errors.ts';
import { number, text } from './columns.ts';

export interface RunKey {
  readonly id: number;
  readonly experiment: number;
  readonly isActive: boolean;
}

const mostCached = 50_000;

export class RunKeys {
  readonly #cache = new Map<string, RunKey>();
  readonly #select;

  constructor(db: DatabaseSync) {
    this.#select = db.prepare('SELECT id, run_id, experiment, deleted FROM run WHERE run_id = ?');
  }

  find(runId: string): RunKey | undefined {
    const known = this.#cache.get(runId);
    if (known !== undefined) return known;
    const row = this.#select.get(runId);
    if (row === undefined) return undefined;
    const key = {
      id: number(row, 'id'),
      experiment: number(row, 'experiment'),
      isActive: number(row, 'deleted') === 0,
    };
    if (this.#cache.size >= mostCached) this.#cache.clear();
    this.#cache.set(text(row, 'run_id'), key);
    return key;
  }

  /** @throws AssayError `run/not-found` */
  require(runId: string): RunKey {
    const key = this.find(runId);
    if (key === undefined) throw runNotFound(runId);
    return key;
  }

  /** @throws AssayError `run/not-found`, `run/not-active` */
  requireActive(runId: string): RunKey {
    const key = this.require(runId);
    if (!key.isActive) throw runNotActive(runId);
    return key;
  }

  forget(runId: string): void {
    this.#cache.delete(runId);
  }

  forgetAll(): void {
    this.#cache.clear();
  }
}

export function runNotFound(runId: string): AssayError {
  return new AssayError('run/not-found', `Run with id=${runId} not found`, { runId });
}

function runNotActive(runId: string): AssayError {
  return new AssayError(
    'run/not-active',
    `The run ${runId} must be in the 'active' state. Current state is deleted.`,
    { runId },
  );
}
