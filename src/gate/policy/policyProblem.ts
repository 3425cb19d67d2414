// One thing that is wrong in a gate file, where it is, and what mends it. Not how problems are found.
import { AssayError } from '../../model/errors.ts';

export interface Position {
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 code units. */
  readonly column: number;
}

export interface PolicyProblem extends Position {
  /** JSON pointer of what is wrong, such as `/objectives/answer/margin`; `` for the whole file. */
  readonly pointer: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What mends it, in one sentence. */
  readonly fix: string;
}

/** Most problems that are told of one file; a file with more is not the file that was meant. */
const mostTold = 50;

/** The refusal of a gate file: `details.problems` are the problems in the order of their lines. */
export function policyError(path: string, found: readonly PolicyProblem[]): AssayError {
  const problems = [...found].sort((a, b) => a.line - b.line || a.column - b.column).slice(0, mostTold);
  const lines = problems.map(
    ({ line, column, message, fix }) => `${path}:${line}:${column} ${message} ${fix}`,
  );
  const left = found.length - problems.length;
  return new AssayError('policy/invalid', [...lines, ...(left > 0 ? [`and ${left} more`] : [])].join('\n'), {
    path,
    problems,
    problemCount: found.length,
  });
}

/** A JSON pointer (RFC 6901) of a path. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
