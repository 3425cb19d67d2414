// An evaluator of the user's own in any language: a program that reads answers and writes scores as JSON lines. Not how it is kept alive.
import { statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { z } from 'zod';
import type { ErrorCode } from '../../model/errors.ts';
import { AssayError } from '../../model/errors.ts';
import type { Score } from '../../model/evaluation.ts';
import type { ProcessFailureReason } from '../process/processReply.ts';
import { hashesOf, hashFiles, likeFiles } from '../targets/hashing/hashFiles.ts';
import { ProcessPool } from '../targets/processPool.ts';
import type { EvaluatorKind } from '../evaluator.ts';
import { customItem } from './custom/customItem.ts';
import { customScore } from './custom/customScore.ts';
import { customDeclaration, declaredFields } from './custom/declaredFields.ts';
import { evaluatorOf } from './scoring/evaluatorOf.ts';
import { unscored } from './scoring/unscored.ts';

const argument = z.string().refine((text) => !text.includes('\0'), 'must not have a NUL in it');

const options = z.strictObject({
  /** The program and its arguments; no shell reads them. */
  command: z.array(argument).min(1),
  ...declaredFields,
  /** Files and folders whose content could change the scores. Null: as for a target, the files named and those like them. */
  files: z.array(z.string().min(1)).nullable().default(null),
  processes: z.number().int().min(1).max(64).default(1),
  timeoutMs: z.number().int().min(1).max(3_600_000).default(30_000),
  startupMs: z.number().int().min(0).max(3_600_000).default(60_000),
});
type Options = z.infer<typeof options>;

const mostLineBytes = 1_000_000;
const graceMs = 1000;
/** After a death that another request may have caused, this often again. */
const mostAttempts = 3;

const codes: Readonly<Record<ProcessFailureReason, ErrorCode>> = {
  'not-started': 'evaluator/process-died',
  died: 'evaluator/process-died',
  timeout: 'evaluator/too-slow',
  'bad-line': 'evaluator/invalid-answer',
  'line-too-long': 'evaluator/invalid-answer',
  'unknown-id': 'evaluator/invalid-answer',
};

export const command: EvaluatorKind<Options> = {
  name: 'command',
  summary:
    'A program of your own in any language, started once, that reads answers and writes scores as JSON lines.',
  version: 1,
  options,
  declare: (chosen) => customDeclaration(chosen),
  create(chosen, { folder, elapsed, sleep }) {
    const pool = new ProcessPool(chosen.processes, {
      ...chosen,
      folder,
      waitsForReady: false,
      mostInFlight: 1,
      mostLineBytes,
      graceMs,
      elapsed,
      sleep,
    });
    return evaluatorOf(command, chosen, customDeclaration(chosen), {
      unhashed: ['files', 'processes', 'timeoutMs', 'startupMs'],
      madeOf: { ...contentsOf(folder, chosen) },
      async score(item, signal) {
        for (let attempt = 1; ; attempt += 1) {
          const asked = await pool.request(customItem(item), signal);
          if (asked.kind === 'replied') return scoreIn(asked.reply);
          const { reason, message, isRetryable } = asked.failure;
          if (!isRetryable || attempt === mostAttempts) {
            return unscored(codes[reason], `example ${item.example.exampleId}: ${message}`);
          }
        }
      },
      close: () => pool.close(),
    });
  },
};

function scoreIn({ id: _id, error, ...reply }: Readonly<Record<string, unknown>>): Score {
  if (typeof error === 'string')
    return unscored('evaluator/fault', `the command reports: ${error.slice(0, 1000)}`);
  return customScore(reply, 'the command');
}

/** @throws AssayError `evaluator/invalid-options` when a file that is named does not exist */
function contentsOf(folder: string, chosen: Options): ReturnType<typeof hashesOf> {
  if (chosen.files !== null) {
    const absent = chosen.files.findIndex(
      (path) => statSync(resolve(folder, path), { throwIfNoEntry: false }) === undefined,
    );
    if (absent >= 0) {
      throw new AssayError(
        'evaluator/invalid-options',
        `command: files: there is no ${String(chosen.files[absent])} in ${folder}`,
        { path: ['files', absent] },
      );
    }
    return hashFiles(folder, chosen.files);
  }
  const named = chosen.command
    .map((each) => resolve(folder, each))
    // An interpreter elsewhere on the machine is no part of the evaluator.
    .filter((path) => !relative(folder, path).startsWith('..'))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
  return hashesOf(folder, [...new Set(named.flatMap(likeFiles))]);
}
