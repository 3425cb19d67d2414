// Turns whatever ended a command into a sentence, a remedy and an exit code. Never a stack.
import { ApiError, UnreachableError } from 'assay-sdk';
import { AssayError, errorTable } from '../model/errors.ts';
import { exitCodes } from './exitCodes.ts';
import { Refusal } from './refusal.ts';

export interface Failure {
  /** From the table of errors, where it is one of these. */
  readonly code: string | null;
  readonly message: string;
  /** What the reader can do; empty when nothing is known. */
  readonly remedy: string;
  readonly exitCode: number;
}

export function explainFailure(cause: unknown): Failure {
  if (cause instanceof Refusal) {
    return { code: null, message: cause.message, remedy: cause.remedy, exitCode: cause.exitCode };
  }
  if (cause instanceof ApiError) {
    const { code, detail, remedy, status } = cause.problem;
    return {
      code,
      message: detail,
      remedy,
      exitCode: ofEvidence.has(code)
        ? exitCodes.verificationFailed
        : status >= 500
          ? exitCodes.couldNotRun
          : exitCodes.wrongUsage,
    };
  }
  if (cause instanceof AssayError) {
    const { remedy } = errorTable[cause.code];
    return { code: cause.code, message: cause.message, remedy, exitCode: exitCodeOf(cause) };
  }
  if (cause instanceof UnreachableError) {
    const remedy = 'Start a server with `assay serve`, or name another with --url or ASSAY_URL.';
    return { code: null, message: cause.message, remedy, exitCode: exitCodes.wrongUsage };
  }
  const message = cause instanceof Error ? cause.message : String(cause);
  return { code: null, message, remedy: remedyOf(cause), exitCode: exitCodes.couldNotRun };
}

/** Something is not what it was recorded as. */
const ofEvidence: ReadonlySet<string> = new Set([
  'backup/damaged',
  'backup/incomplete',
  'dataset/hash-mismatch',
  'gate-run/results-damaged',
  'gate-run/record-damaged',
  'gate-run/verdict-differs',
]);

function exitCodeOf({ code, kind }: AssayError): number {
  if (ofEvidence.has(code)) return exitCodes.verificationFailed;
  return kind === 'broken' ? exitCodes.couldNotRun : exitCodes.wrongUsage;
}

function remedyOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'EACCES' || code === 'EPERM') return 'Look at the permissions, or choose another place.';
  if (code === 'ENOENT') return 'Look at the path.';
  if (code === 'ENOSPC') return 'Free some disk space.';
  return 'Run it again with --debug to see where it happened.';
}
