// Where a gate run works and where it is recorded: the data directory itself, or a server with a working directory beside it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'assay-sdk';
import type { GateContext } from '../../gate/context.ts';
import { AssayError } from '../../model/errors.ts';
import type { GateRunStore } from '../../store/gateRunStore.ts';
import type { Store } from '../../store/store.ts';
import { readConfiguration, readReach } from '../../server/configuration.ts';
import { openRules, realSurroundings } from '../../server/openRules.ts';
import type { CommandContext } from '../command.ts';
import { pullCalibrations } from '../judges/pullCalibrations.ts';
import { findServer } from '../reach/reachData.ts';
import { Refusal } from '../refusal.ts';
import { gateFolder } from './gateFolder.ts';

export interface OpenGate {
  /** Of the store in this process: answers that were given before, and the record while it is made. */
  readonly gate: GateContext;
  /** The server that is told of the gate run when it has ended; null when the store in this process is where it stays. */
  readonly server: Client | null;
  /** Where it is recorded, in words. */
  readonly recordedIn: string;
  close(): Promise<void>;
}

/**
 * A server that was named, or that answers at the usual place, keeps the record; targets are called from here all the same, where the
 * code under test is. Their answers are kept in a working directory, so that a run that was interrupted goes on where it was.
 *
 * @param component whose gate it is: gates of different components can run at the same time
 */
export async function openGate(context: CommandContext, component: string): Promise<OpenGate> {
  const where = readReach(context.flags, context.env);
  const server = await findServer(context);
  const folder =
    server === undefined ? where.dataFolder : join(where.dataFolder, 'gates', gateFolder(component));
  mkdirSync(folder, { recursive: true });
  const configuration = readConfiguration({ data: folder, memory: false, logLevel: 'silent' }, context.env);
  try {
    const rules = openRules(configuration, { ...realSurroundings, now: context.now });
    if (server !== undefined) {
      // Judges that were measured elsewhere may decide here.
      await pullCalibrations(rules.gate, server.client, component).catch(async (cause: unknown) => {
        await rules.close();
        throw cause;
      });
    }
    return {
      gate:
        server === undefined
          ? rules.gate
          : { ...rules.gate, store: withGrantsOf(server.client, rules.gate.store) },
      server: server?.client ?? null,
      recordedIn: server === undefined ? `the data directory ${where.dataFolder}` : server.source,
      close: () => rules.close(),
    };
  } catch (cause) {
    if (!(cause instanceof AssayError && cause.code === 'store/in-use')) throw cause;
    throw new Refusal(
      `The directory ${folder} is in use by another process.`,
      server === undefined
        ? 'Give the address of its server with --url, or wait until the other command has ended.'
        : `Another gate of ${component} is running here; wait for it, or choose another directory with --data.`,
    );
  }
}

/** Waivers are granted, and looks at a dataset counted, where the record is kept: one machine knows only its own. */
function withGrantsOf(server: Client, store: Store): Store {
  const gateRuns: GateRunStore = {
    ...store.gateRuns,
    waivers: async (component) => (await server.waivers.list(component)).items,
    async ledger(versionId, candidate) {
      const { decisions, distinctCandidates, looksAtThisCandidate } = await server.gateRuns.ledger(
        versionId,
        candidate,
      );
      return { decisions, distinctCandidates, looksAtCandidate: looksAtThisCandidate };
    },
  };
  return { ...store, gateRuns };
}
