/** Runs one command to its end as a user would, and times or weighs it; what it printed comes back. */
import { spawn } from 'node:child_process';
import { peakBytes, residentBytes } from './processTree.ts';

/** A command line and where it runs. */
export interface CommandOrder {
  readonly label: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes of a run that did its work. */
  readonly accepts: readonly number[];
  readonly timeoutMs: number;
}

/** A command that ended. */
export interface EndedCommand {
  /** From starting the process to its exit. */
  readonly wallMs: number;
  /** The most bytes of the process and everything it started; undefined when not weighed or not to be had. */
  readonly peakBytes: number | undefined;
  readonly output: string;
}

const lookEveryMs = 40;
/** Looking stops the process for a moment: it is left alone for so many times as long as a look took. */
const restPerLook = 20;
const running = new Set<number>();

process.on('exit', () => {
  for (const pid of running) killGroup(pid);
});

/**
 * Runs it in a group of its own.
 *
 * @param isWeighed looks at its memory many times a second, which takes time from a small machine: time it in another run
 * @throws Error when it ends with another code, or not in time; the sentence ends with what it printed last
 */
export async function runCommand(order: CommandOrder, isWeighed = false): Promise<EndedCommand> {
  const startedAt = performance.now();
  const child = spawn(order.command, order.args, {
    cwd: order.cwd,
    env: { ...process.env, ...order.env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const { pid } = child;
  if (pid !== undefined) running.add(pid);
  const watch = isWeighed && pid !== undefined ? watchTree(pid) : undefined;
  const limit = setTimeout(() => pid !== undefined && killGroup(pid), order.timeoutMs);
  try {
    const { code, wallMs } = await new Promise<{ code: number | null; wallMs: number }>((resolve, reject) => {
      let wallMs = 0;
      child.once('error', reject);
      child.once('exit', () => (wallMs = performance.now() - startedAt));
      child.once('close', (code) => resolve({ code, wallMs }));
    });
    const output = Buffer.concat(chunks).toString('utf8');
    if (code === null || !order.accepts.includes(code)) {
      const how = code === null ? 'did not end in time' : `ended with code ${code}`;
      throw new Error(`${order.label} ${how}: ${output.slice(-600)}`);
    }
    return { wallMs, peakBytes: watch?.stop(), output };
  } finally {
    clearTimeout(limit);
    watch?.stop();
    if (pid !== undefined) {
      killGroup(pid);
      running.delete(pid);
    }
  }
}

/** The most that the whole tree held at a look, or its first process by the kernel's own account, whichever is more. */
function watchTree(pid: number): { stop: () => number | undefined } {
  let peak: number | undefined;
  const look = (): void => {
    for (const bytes of [residentBytes(pid), peakBytes(pid)]) {
      if (bytes !== undefined) peak = Math.max(peak ?? 0, bytes);
    }
  };
  let timer: NodeJS.Timeout | undefined;
  const lookAgain = (): void => {
    const from = performance.now();
    look();
    timer = setTimeout(lookAgain, Math.max(lookEveryMs, (performance.now() - from) * restPerLook));
  };
  lookAgain();
  return {
    stop: () => {
      clearTimeout(timer);
      return peak;
    },
  };
}

/** What it started may outlive it; the group holds only that. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!isGone) throw error;
  }
}
