// Where an evaluation that a program runs is kept: in memory, in a data directory, or on a server. Not what is kept.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Client, client } from 'assay-sdk';
import { gateFolder } from '../cli/gate/gateFolder.ts';
import { serverOf } from '../cli/reach/reachData.ts';
import type { GateContext } from '../gate/context.ts';
import { AssayError } from '../model/errors.ts';
import { processEnvironment, readConfiguration, readReach } from '../server/configuration.ts';
import { openRules, type OpenRules } from '../server/openRules.ts';

export interface EvalStore {
  readonly gate: GateContext;
  /** Told of the run when it has ended; null when the store in this process is where it stays. */
  readonly server: Client | null;
  readonly isKept: boolean;
  close(): Promise<void>;
}

export interface EvalPlace {
  readonly data: string | undefined;
  readonly url: string | undefined;
  readonly component: string;
}

/** Test files run side by side, and a data directory has one owner at a time: each waits for its turn. */
const longestTurnMs = 60_000;
const betweenLooksMs = 50;

/** @throws AssayError `store/in-use` when the directory is not free within a minute; UnreachableError when a named server is away */
export async function openEvalStore(
  { data, url, component }: EvalPlace,
  signal: AbortSignal,
): Promise<EvalStore> {
  if (data === 'memory') {
    const rules = open({ memory: true });
    return { gate: rules.gate, server: null, isKept: false, close: () => rules.close() };
  }
  const where = readReach({ data, url }, processEnvironment);
  const server = where.isUrlGiven
    ? client({ url: where.url, token: where.token })
    : ((await serverOf(where, (address, init) => fetch(address, init)))?.client ?? null);
  await server?.info();
  const folder = server === null ? where.dataFolder : join(where.dataFolder, 'gates', gateFolder(component));
  mkdirSync(folder, { recursive: true });
  const rules = await inTurn(() => open({ data: folder, memory: false }), signal);
  return { gate: rules.gate, server, isKept: true, close: () => rules.close() };
}

function open(flags: { readonly data?: string; readonly memory: boolean }): OpenRules {
  return openRules(readConfiguration({ ...flags, logLevel: 'silent' }, processEnvironment));
}

async function inTurn(take: () => OpenRules, signal: AbortSignal): Promise<OpenRules> {
  const until = performance.now() + longestTurnMs;
  for (;;) {
    try {
      return take();
    } catch (cause) {
      const isBusy = cause instanceof AssayError && cause.code === 'store/in-use';
      if (!isBusy || performance.now() > until) throw cause;
      await wait(betweenLooksMs, undefined, { signal });
    }
  }
}
