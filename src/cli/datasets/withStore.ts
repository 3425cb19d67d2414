// Gives a command the store that keeps datasets: a server that answers, else the data directory, made when there is none yet.
import { readReach } from '../../server/configuration.ts';
import type { CommandContext } from '../command.ts';
import { findServer, openData, type Reach } from '../reach/reachData.ts';

/** For commands that write: a first push needs nothing to be there. */
export async function withStore<T>(context: CommandContext, use: (reach: Reach) => Promise<T>): Promise<T> {
  const reach =
    (await findServer(context)) ?? (await openData(readReach(context.flags, context.env), context));
  try {
    return await use(reach);
  } finally {
    await reach.close();
  }
}
