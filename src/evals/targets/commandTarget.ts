// Any program that speaks JSON lines on stdin and stdout as a target, in whatever language. Not how the process is kept.
import { resolve } from 'node:path';
import { statSync } from 'node:fs';
import { z } from 'zod';
import { canonicalHash } from '../../datasets/canonicalHash.ts';
import type { TargetKind } from '../target.ts';
import { hashesOf, hashFiles, likeFiles } from './hashing/hashFiles.ts';
import { processAttempt } from './processAttempt.ts';
import { ProcessPool } from './processPool.ts';
import { splitCommand } from './splitCommand.ts';

const argument = z.string().refine((text) => !text.includes('\0'), 'must not have a NUL in it');

const options = z.strictObject({
  /** The program and its arguments; no shell reads them. */
  command: z.array(argument).min(1),
  /** Files and folders whose content could change the answers. Null: the files named in the command, and those beside and below with the same ending. */
  files: z.array(z.string().min(1)).nullable().default(null),
  /** How many processes run side by side. */
  processes: z.int().min(1).max(64).default(1),
  /** Requests that one process has at once; more than one only for a program that works on several. */
  inFlight: z.int().min(1).max(1000).default(1),
  /** Longest time to start, in milliseconds: libraries, models. */
  startupMs: z.int().min(0).max(3_600_000).default(60_000),
  /** The program writes `{"ready":true}` when it can be asked, so that its start is no one's latency. */
  waitsForReady: z.boolean().default(false),
});

type Options = z.infer<typeof options>;

/** How long a program may take to end after its stdin has, before SIGTERM. */
const graceMs = 2000;

export const commandTarget: TargetKind<Options> = {
  name: 'command',
  summary: 'A program in any language that reads requests and writes replies as JSON lines; started once.',
  options,
  fromText: (said) => ({ command: splitCommand(said) }),
  async open(given, services) {
    const { folder } = services;
    const contents =
      given.files === null ? namedFiles(folder, given.command) : hashFiles(folder, given.files);
    const hash = canonicalHash({ use: 'command', version: 1, command: given.command, contents });
    const pool = new ProcessPool(given.processes, {
      ...given,
      folder,
      timeoutMs: services.timeoutMs,
      mostInFlight: given.inFlight,
      mostLineBytes: services.mostOutputBytes,
      graceMs,
      elapsed: services.elapsed,
      sleep: services.sleep,
    });
    return {
      description: { use: 'command', ...given, contents },
      hash,
      limitKey: `command ${hash}`,
      mostConcurrent: given.processes * given.inFlight,
      isRecorded: false,
      async ask(request, signal) {
        return processAttempt(await pool.request({ ...request }, signal));
      },
      close: () => pool.close(),
    };
  },
};

/** A script imports its neighbours, so they are taken for part of it: asking once too often is better than a stale answer. */
function namedFiles(folder: string, command: readonly string[]): Readonly<Record<string, string>> {
  const files = command
    .map((each) => resolve(folder, each))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
    .flatMap(likeFiles);
  return hashesOf(folder, [...new Set(files)]);
}
