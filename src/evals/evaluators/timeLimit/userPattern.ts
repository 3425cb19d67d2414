// A regular expression written by a user, which cannot hang the process. Not a check that it means what they meant.
import { AssayError } from '../../../model/errors.ts';
import { SlowWork } from './slowWork.ts';
import { worstSteps } from './worstSteps.ts';

/** Patterns that cannot take more steps than this run without the watchdog: about ten milliseconds. */
const harmlessSteps = 2_000_000;
const longestPattern = 10_000;

export interface UserPattern {
  /** Whether the pattern matches; undefined when it took too long. */
  test(text: string): boolean | undefined;
}

/** @throws AssayError `evaluator/invalid-options` when it does not compile; `path` names the option */
export function userPattern(pattern: string, flags: string, path: string): UserPattern {
  const regex = compile(pattern, flags, path);
  const slow = new SlowWork();
  return {
    test(text) {
      if (worstSteps(pattern, text.length) <= harmlessSteps) return regex.test(text);
      return slow.attempt(() => regex.test(text))?.value;
    },
  };
}

function compile(pattern: string, flags: string, path: string): RegExp {
  if (pattern.length > longestPattern) {
    throw new AssayError(
      'evaluator/invalid-options',
      `${path}: longer than ${String(longestPattern)} characters`,
      {
        path,
      },
    );
  }
  try {
    return new RegExp(pattern, flags);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new AssayError('evaluator/invalid-options', `${path}: ${message}`, { path });
  }
}
