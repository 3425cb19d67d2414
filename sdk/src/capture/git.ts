// What git says of the code that runs: commit, branch, and what differs from the commit. Nothing where there is no git.
import { execFile } from 'node:child_process';

export interface GitState {
  readonly commit: string;
  /** Null on a detached head. */
  readonly branch: string | null;
  readonly isDirty: boolean;
  /** Files that git does not know; they are not part of the diff. */
  readonly untracked: readonly string[];
  readonly remote: string | null;
}

export interface GitCapture {
  readonly state: GitState;
  /** What differs from the commit; null when nothing does. Cut, with a line that says so, when it is too long. */
  readonly diff: string | null;
}

const mostMs = 5_000;
const mostDiffBytes = 1024 * 1024;
const mostUntracked = 1000;

export async function captureGit(folder: string, withDiff: boolean): Promise<GitCapture | null> {
  const git = (...args: string[]): Promise<string | null> => output('git', ['-C', folder, ...args]);
  const commit = await git('rev-parse', 'HEAD');
  if (commit === null) return null;
  const [branch, status, remote] = await Promise.all([
    git('symbolic-ref', '--short', '-q', 'HEAD'),
    git('status', '--porcelain', '--untracked-files=normal'),
    git('config', '--get', 'remote.origin.url'),
  ]);
  const lines = (status ?? '').split('\n').filter((line) => line !== '');
  const untracked = lines.filter((line) => line.startsWith('?? ')).map((line) => line.slice(3));
  const isDirty = lines.length > 0;
  const diff = withDiff && lines.length > untracked.length ? await git('diff', 'HEAD') : null;
  return {
    state: {
      commit: commit.trim(),
      branch: branch?.trim() ?? null,
      isDirty,
      untracked: untracked.slice(0, mostUntracked),
      // The user part of a URL may be a token.
      remote: remote?.trim().replace(/(\w+:\/\/)[^/@\s]+@/, '$1') ?? null,
    },
    diff: diff === null || diff === '' ? null : cut(diff),
  };
}

function cut(diff: string): string {
  const bytes = Buffer.from(diff);
  if (bytes.length <= mostDiffBytes) return diff;
  return `${bytes.subarray(0, mostDiffBytes).toString('utf8')}\n# cut: ${bytes.length} bytes in all\n`;
}

/** What a program prints; null when it is not there, fails, or takes too long. */
export function output(program: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(
      program,
      args,
      { timeout: mostMs, maxBuffer: 64 * mostDiffBytes, windowsHide: true },
      (error, stdout) => resolve(error === null ? stdout : null),
    );
  });
}
