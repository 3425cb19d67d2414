// Opens the store and gives the rules over it their time and randomness: all that a command needs that works where the data is. No wires.
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { GateContext } from '../gate/context.ts';
import { openSqliteStore } from '../store/sqlite/sqliteStore.ts';
import type { Store } from '../store/store.ts';
import type { TrackingContext } from '../tracking/context.ts';
import { type ChangeHub, changeHub } from './changeHub.ts';
import type { Configuration } from './configuration.ts';
import { gateContext } from './gateContext.ts';

export interface OpenRules {
  readonly store: Store;
  readonly tracking: TrackingContext;
  readonly gate: GateContext;
  /** What is announced by the rules. */
  readonly changes: ChangeHub;
  /** Makes everything durable and lets go of the data directory. */
  close(): Promise<void>;
}

/** What comes from outside; tests give their own. */
export interface Surroundings {
  readonly now: () => number;
  readonly randomBytes: (size: number) => Uint8Array;
}

export const realSurroundings: Surroundings = {
  now: () => Date.now(),
  randomBytes: (size) => randomBytes(size),
};

/** @throws AssayError `store/in-use`, `store/newer-schema` */
export function openRules(
  configuration: Configuration,
  surroundings: Surroundings = realSurroundings,
): OpenRules {
  const store = openSqliteStore({
    folder: configuration.dataFolder,
    isInMemory: configuration.isInMemory,
    now: surroundings.now,
  });
  const changes = changeHub();
  const tracking: TrackingContext = {
    store,
    now: surroundings.now,
    randomBytes: surroundings.randomBytes,
    announce: (event) => changes.announce(event),
    artifactRoot: configuration.artifactRoot,
  };
  return {
    store,
    tracking,
    gate: gateContext(tracking),
    changes,
    async close() {
      await store.close();
      if (configuration.isInMemory) rmSync(configuration.dataFolder, { recursive: true, force: true });
    },
  };
}
