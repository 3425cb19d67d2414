// The engines that the conformance suites greet. The one list: an engine is added here by one line.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../sqlite/sqliteStore.ts';
import type { Store } from '../store.ts';

export interface EngineUnderTest {
  readonly name: string;
  /** A fresh, empty store; `dispose` closes it and removes what it left. */
  open(): Promise<OpenedStore>;
}

export interface OpenedStore {
  readonly store: Store;
  dispose(): Promise<void>;
}

export const engines: readonly EngineUnderTest[] = [
  sqlite('SQLite in a data directory', false),
  sqlite('SQLite in memory', true),
];

function sqlite(name: string, isInMemory: boolean): EngineUnderTest {
  return {
    name,
    async open() {
      const folder = mkdtempSync(join(tmpdir(), 'assay-conformance-'));
      let time = Date.UTC(2026, 0, 1);
      const store = openSqliteStore({ folder, isInMemory, now: () => ++time });
      return {
        store,
        async dispose() {
          await store.close();
          rmSync(folder, { recursive: true, force: true });
        },
      };
    },
  };
}
