// Delivers what earlier processes left on the disk, in order. What a living process still has is left to it.
import { existsSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { client } from './client.ts';
import { type Logger, stderrLogger } from './logger.ts';
import { deliver } from './outbox/deliver.ts';
import { isAbandoned, ownerText } from './outbox/owner.ts';
import { Spool } from './outbox/spool.ts';
import type { ConnectionOptions } from './transport.ts';

export interface ReplayOptions extends ConnectionOptions {
  /** Where the entries are; `.assay-spool` when absent. */
  readonly spoolFolder?: string | undefined;
  /** Where refusals are said; stderr when absent. */
  readonly logger?: Logger | undefined;
}

export interface ReplayReport {
  /** Entries that the server took. */
  readonly delivered: number;
  /** What the server will never take; each was said to the logger. */
  readonly refused: number;
  /** Spools that are still there, because the server is away. */
  readonly left: number;
}

/** Delivers every abandoned spool to the server it was for, or to `url`. Never rejects because a server is away: what is left stays. */
export async function replaySpool(options: ReplayOptions = {}): Promise<ReplayReport> {
  const root = resolve(options.spoolFolder ?? process.env['ASSAY_SPOOL'] ?? '.assay-spool');
  const logger = options.logger ?? stderrLogger;
  const total = { delivered: 0, refused: 0, left: 0 };
  if (!existsSync(root)) return total;
  const awayUrls = new Set<string>();
  for (const name of readdirSync(root).sort()) {
    if (name.startsWith('.')) continue;
    const spool = claim(root, name, logger);
    if (spool === null) continue;
    const url = options.url ?? spool.head.url;
    const isDelivered = !awayUrls.has(url) && (await empty(spool, { ...options, url }, total, logger));
    if (isDelivered) {
      spool.remove();
    } else {
      awayUrls.add(url);
      total.left += 1;
      spool.release();
    }
  }
  return total;
}

/** @returns false when the server went away before the end */
async function empty(
  spool: Spool,
  connection: ConnectionOptions,
  total: { delivered: number; refused: number },
  logger: Logger,
): Promise<boolean> {
  const { runId } = spool.head;
  const server = client(connection);
  const onRefused = (what: string, error: unknown): void => {
    total.refused += 1;
    logger.warn(
      `${what} of run ${runId} was not accepted: ${error instanceof Error ? error.message : String(error)}`,
    );
  };
  for (let entry = spool.peek(); entry !== undefined; entry = spool.peek()) {
    try {
      await deliver(server, runId, entry, onRefused);
    } catch {
      // Away, which `left` tells; the next replay goes on from here.
      return false;
    }
    spool.done();
    total.delivered += 1;
  }
  return true;
}

/** Takes a spool that nobody has. The rename lets exactly one process win. */
function claim(root: string, name: string, logger: Logger): Spool | null {
  const folder = join(root, name);
  try {
    if (!statSync(folder).isDirectory() || !isAbandoned(join(folder, 'owner'), Date.now())) return null;
    const mine = join(root, `${name.replace(/~.*$/, '')}~${randomBytes(4).toString('hex')}`);
    renameSync(folder, mine);
    writeFileSync(join(mine, 'owner'), ownerText());
    return Spool.open(mine);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    logger.warn(
      `what lies in ${folder} cannot be replayed: ${error instanceof Error ? error.message : String(error)}`,
    );
    return null;
  }
}

const replayed = new Set<string>();

type Replay = ReplayOptions & { readonly spoolFolder: string };

/** Once for each folder in the life of a process: what is left from before goes out when the first run starts. */
export function replayOnce(options: Replay): void {
  if (replayed.has(options.spoolFolder)) return;
  replayed.add(options.spoolFolder);
  replayInBackground(options);
}

/** Nobody waits for it, and what goes wrong is said. */
export function replayInBackground({ token, fetch, logger, spoolFolder }: Replay): void {
  // The spools say which servers they are for; the token and the way to ask are this process's.
  replaySpool({ token, fetch, logger, spoolFolder }).catch((error: unknown) => {
    (logger ?? stderrLogger).warn(`${spoolFolder} could not be replayed: ${String(error)}`);
  });
}
