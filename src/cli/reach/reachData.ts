// Finds the data a command is about: a server that answers, else the data directory itself, opened in this process.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, client, type FetchLike } from 'assay-sdk';
import { AssayError } from '../../model/errors.ts';
import { type ReachConfiguration, readReach } from '../../server/configuration.ts';
import { publishedAddress } from '../../server/serverAddress.ts';
import type { CommandContext } from '../command.ts';
import { Refusal } from '../refusal.ts';

export interface Reach {
  readonly client: Client;
  /** Where the data comes from, in words. */
  readonly source: string;
  /** No server: the data directory is open in this process until `close`. */
  readonly isInProcess: boolean;
  close(): Promise<void>;
}

/** Long enough for a busy server, short enough to wait for when nobody listens at all. */
const answerWithinMs = 3_000;

/** Gives the client to `use`, and lets go of the data afterwards, come what may. */
export async function withData<T>(context: CommandContext, use: (reach: Reach) => Promise<T>): Promise<T> {
  const reach = await reachData(context);
  try {
    return await use(reach);
  } finally {
    await reach.close();
  }
}

/**
 * A URL that was named is the only place to look. A data directory that was named is asked of its own server, or opened. Otherwise the
 * server at the default URL answers, then the server of the default data directory, then that directory itself.
 *
 * @throws Refusal when there is nothing to talk to; UnreachableError when the named server is away
 */
export async function reachData(context: CommandContext): Promise<Reach> {
  const where = readReach(context.flags, context.env);
  const server = await findServer(context);
  if (server !== undefined) return server;
  if (!hasData(where.dataFolder)) throw nothingThere(where);
  return openData(where, context);
}

/**
 * The server that has the data, if one answers.
 *
 * @throws UnreachableError when a named server is away
 */
export async function findServer(context: CommandContext): Promise<Reach | undefined> {
  const where = readReach(context.flags, context.env);
  const named = clientAt(where.url, where, context.fetch);
  if (where.isUrlGiven) {
    await named.info();
    return online(named);
  }
  if (!where.isDataGiven && (await answers(named))) return online(named);
  return hasData(where.dataFolder) ? serverOf(where, context.fetch) : undefined;
}

/** The server that has the data directory open, wherever it listens. */
export async function serverOf(where: ReachConfiguration, fetchLike: FetchLike): Promise<Reach | undefined> {
  const url = publishedAddress(where.dataFolder);
  if (url === undefined) return undefined;
  const server = clientAt(url, where, fetchLike);
  return (await answers(server)) ? online(server) : undefined;
}

/** Whether a folder is a data directory. */
export function hasData(folder: string): boolean {
  return existsSync(join(folder, 'assay.db'));
}

/** @throws Refusal when another process has it open and does not say where it listens */
export async function openData(where: ReachConfiguration, context: CommandContext): Promise<Reach> {
  const { openInProcess } = await import('./openInProcess.ts');
  let assay;
  try {
    assay = await openInProcess(where.dataFolder, context.env);
  } catch (cause) {
    if (!(cause instanceof AssayError && cause.code === 'store/in-use')) throw cause;
    throw new Refusal(
      `The data directory ${where.dataFolder} is in use by another process, which does not answer.`,
      'Give the address of its server with --url, or wait until the other command has ended.',
    );
  }
  return {
    client: clientAt('http://127.0.0.1', where, assay.fetch),
    source: `the data directory ${where.dataFolder}`,
    isInProcess: true,
    close: () => assay.close(),
  };
}

export function clientAt(url: string, { token }: ReachConfiguration, fetchLike: FetchLike): Client {
  try {
    return client({ url, token, fetch: fetchLike });
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new Refusal(`'${url}' is no URL of a server.`, 'It looks like http://127.0.0.1:5080.');
  }
}

function online(server: Client): Reach {
  return { client: server, source: server.url, isInProcess: false, close: async () => undefined };
}

/** Whether an Assay answers; what else listens there is not ours. */
async function answers(server: Client): Promise<boolean> {
  try {
    const info = await server.ask<{ readonly name?: unknown } | undefined>({
      method: 'GET',
      path: '/info',
      signal: AbortSignal.timeout(answerWithinMs),
    });
    return info?.name === 'assay';
  } catch {
    // Not answered, or answered by something else: both mean that the data must be found elsewhere.
    return false;
  }
}

function nothingThere({ url, dataFolder, isDataGiven }: ReachConfiguration): Refusal {
  const what = isDataGiven
    ? `There is no data directory at ${dataFolder}.`
    : `No server answers at ${url}, and there is no data directory ${dataFolder} here.`;
  return new Refusal(
    what,
    'Start a server with `assay serve`, or name one with --url or ASSAY_URL, or a data directory with --data.',
  );
}
