// A function in a TypeScript or JavaScript module as a target. It runs in a process of its own, so that it may hang or crash.
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { canonicalHash } from '../../datasets/canonicalHash.ts';
import { AssayError } from '../../model/errors.ts';
import type { ProcessReply } from '../process/processReply.ts';
import { LineProcess } from '../process/lineProcess.ts';
import type { Attempt, TargetKind } from '../target.ts';
import { attemptOf, failedAttempt } from './failedAttempt.ts';
import { hashesOf, hashFiles } from './hashing/hashFiles.ts';
import { importedFiles } from './hashing/importedFiles.ts';
import { processAttempt } from './processAttempt.ts';
import { readAnswerOrValue } from './readAnswer.ts';

const options = z.strictObject({
  /** Path of the module, relative to the gate file. */
  file: z.string().min(1),
  /** The export to call. */
  export: z.string().min(1).default('default'),
  /** Files and folders that it reads at run time; what it imports is followed anyway. */
  files: z.array(z.string().min(1)).default([]),
  /** Longest time to load, in milliseconds. */
  startupMs: z.int().min(0).max(3_600_000).default(60_000),
});

type Options = z.infer<typeof options>;

/** The host times a function out by itself; the process is ended only when not even that comes through (a loop without end). */
const hostGraceMs = 1000;
const graceMs = 1000;
const mostInFlight = 256;

export const moduleTarget: TargetKind<Options> = {
  name: 'module',
  summary: 'A function of a TypeScript or JavaScript module, such as an export of a *.eval.ts file.',
  options,
  fromText(said) {
    const [file = '', name] = said.split('#');
    return name === undefined ? { file } : { file, export: name };
  },
  async open(given, services) {
    const { folder, timeoutMs } = services;
    const file = resolve(folder, given.file);
    if (!existsSync(file)) {
      throw new AssayError('target/missing-file', `There is no file ${given.file} in ${folder}.`);
    }
    const imported = importedFiles(file);
    const contents = { ...hashesOf(folder, imported.files), ...hashFiles(folder, given.files) };
    const { packages } = imported;
    const hash = canonicalHash({ use: 'module', version: 1, export: given.export, contents, packages });
    const host = new LineProcess({
      command: [process.execPath, hostFile(), file, given.export, String(timeoutMs)],
      folder,
      timeoutMs: timeoutMs + hostGraceMs,
      startupMs: given.startupMs,
      waitsForReady: true,
      mostInFlight,
      mostLineBytes: services.mostOutputBytes,
      graceMs,
      elapsed: services.elapsed,
      sleep: services.sleep,
    });
    return {
      description: { use: 'module', file: relative(folder, file), export: given.export, contents, packages },
      hash,
      limitKey: `module ${hash}`,
      mostConcurrent: mostInFlight,
      isRecorded: false,
      async ask(request, signal) {
        return attemptFrom(await host.request({ ...request }, signal));
      },
      close: () => host.close(),
    };
  },
};

/** The host wraps what the function returned in `value`, or says why there is nothing. */
function attemptFrom(reply: ProcessReply): Attempt {
  if (reply.kind === 'failed') return processAttempt(reply);
  const { value, latencyMs, failure, message } = reply.reply;
  const words = typeof message === 'string' ? message : '';
  switch (failure) {
    case undefined:
      break;
    case 'threw':
      return failedAttempt('target/threw', words);
    case 'timeout':
      return failedAttempt('target/timeout', words);
    case 'invalid-module':
      return failedAttempt('target/invalid-module', words);
    default:
      return failedAttempt('target/invalid-answer', words);
  }
  const measured = typeof latencyMs === 'number' ? latencyMs : reply.latencyMs;
  return attemptOf(readAnswerOrValue(value ?? null), measured, null);
}

/** The published build has .js files, a checkout .ts; the neighbour has this file's own ending. */
function hostFile(): string {
  const name = import.meta.url.endsWith('.ts') ? './moduleHost.ts' : './moduleHost.js';
  return fileURLToPath(new URL(name, import.meta.url));
}
