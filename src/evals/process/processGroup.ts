// A child process with everything it starts, begun and ended as one group, so that nothing is left behind. Not what is said to it.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** How it ended; both null when it could never be started. */
export interface ProcessEnd {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Why it could not be started; null when it was. */
  readonly startError: string | null;
}

export interface ProcessGroup {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Resolves once, when the process is gone and what it had written was read. */
  readonly ended: Promise<ProcessEnd>;
  /** To the process and to all it started. */
  kill(signal: NodeJS.Signals): void;
}

/** A descendant that left the group may hold the pipes open for ever; output is awaited no longer than this. */
const outputGraceMs = 500;

const live = new Set<ProcessGroup>();

/** When this process exits in good order, its groups go with it; when it is killed, they see the end of their stdin. */
function killAll(): void {
  for (const group of live) group.kill('SIGKILL');
}

/**
 * @param command the program and its arguments; no shell reads them
 * @param folder  where it runs; it inherits the environment
 */
export function startProcessGroup(command: readonly string[], folder: string): ProcessGroup {
  const [program = '', ...args] = command;
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn(program, args, {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'pipe'],
    // A session of its own makes it the leader of a group that can be signalled whole.
    detached: true,
  });

  function kill(signal: NodeJS.Signals): void {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, signal);
    } catch (cause) {
      // ESRCH: all of the group is gone already, which is what was wanted. EPERM: macOS says so of groups of zombies.
      const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
      if (code !== 'ESRCH' && code !== 'EPERM') throw cause;
    }
  }

  // A process that closes its stdin or dies makes writes fail; its end is reported by `ended`.
  child.stdin.on('error', () => child.stdin.destroy());

  const ended = new Promise<ProcessEnd>((resolve) => {
    let end: ProcessEnd = { exitCode: null, signal: null, startError: null };
    const finish = (): void => {
      live.delete(group);
      if (live.size === 0) process.off('exit', killAll);
      child.stdin.destroy();
      child.stdout.destroy();
      child.stderr.destroy();
      resolve(end);
    };
    child.once('error', (error) => {
      if (child.pid !== undefined) return;
      end = { ...end, startError: error.message };
      finish();
    });
    child.once('exit', (exitCode, signal) => {
      end = { exitCode, signal, startError: null };
      kill('SIGKILL');
      const patience = setTimeout(finish, outputGraceMs);
      child.once('close', () => {
        clearTimeout(patience);
        finish();
      });
    });
  });

  const group: ProcessGroup = { stdin: child.stdin, stdout: child.stdout, stderr: child.stderr, ended, kill };
  if (live.size === 0) process.on('exit', killAll);
  live.add(group);
  return group;
}
