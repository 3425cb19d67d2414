// An evaluation context for tests: a real SQLite store, a real clock, randomness that repeats.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { EvaluationContext } from '../src/evals/context.ts';
import { openSqliteStore } from '../src/store/sqlite/sqliteStore.ts';

export interface TestContext extends EvaluationContext {
  /** A folder of its own, removed at the end. */
  readonly folder: string;
  /** Closes the store and removes the folder. */
  dispose(): Promise<void>;
}

/** @param over parts to replace, such as `secret` or `sleep` */
export function evaluationContext(over: Partial<EvaluationContext> = {}, isInMemory = true): TestContext {
  const folder = mkdtempSync(join(tmpdir(), 'assay-evals-'));
  const store = openSqliteStore({ folder: join(folder, 'data'), isInMemory, now: () => Date.now() });
  let seed = 1;
  return {
    store,
    now: () => Date.now(),
    elapsed: () => performance.now(),
    randomBytes: (size) =>
      Uint8Array.from({ length: size }, () => {
        seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
        return seed >>> 24;
      }),
    announce: () => undefined,
    fetch: (url, init) => fetch(url, init),
    sleep: async (ms, signal) => {
      await wait(ms, undefined, { signal });
    },
    secret: () => undefined,
    ...over,
    folder,
    async dispose() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
