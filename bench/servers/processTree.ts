/** Memory and processor time of a process and everything it started, read from Linux's /proc; elsewhere unknown. */
import fs from 'node:fs';

/**
 * Bytes resident, with pages that the processes of one tree share counted once: the private pages of each, and the
 * shared pages of the one that maps most. For a single process that is its resident set.
 *
 * @returns undefined where /proc has no such figures
 */
export function residentBytes(pid: number): number | undefined {
  if (!fs.existsSync(`/proc/${pid}/smaps_rollup`)) return undefined;
  let privateBytes = 0;
  let mostShared = 0;
  for (const member of treeOf(pid)) {
    const sizes = sizesOf(member);
    privateBytes += sizes.private;
    mostShared = Math.max(mostShared, sizes.shared);
  }
  return privateBytes + mostShared;
}

/**
 * The most bytes that one process ever had resident, as the kernel noted it.
 *
 * @returns undefined where /proc has no such figure, also once the process has ended
 */
export function peakBytes(pid: number): number | undefined {
  const found = /^VmHWM:\s+(\d+) kB/m.exec(readIfThere(`/proc/${pid}/status`));
  return found === null ? undefined : Number(found[1]) * 1024;
}

/** Linux counts processor time in hundredths of a second for programs, whatever its own clock. */
const msPerTick = 10;

/**
 * Processor time used so far by the processes that are still there.
 *
 * @returns undefined where /proc has no such figures
 */
export function cpuMs(pid: number): number | undefined {
  if (!fs.existsSync(`/proc/${pid}/stat`)) return undefined;
  return treeOf(pid).reduce((total, member) => {
    const [user, system] = statFields(member).slice(11, 13);
    return total + (Number(user ?? 0) + Number(system ?? 0)) * msPerTick;
  }, 0);
}

function treeOf(root: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of fs.readdirSync('/proc')) {
    const pid = Number(entry);
    if (Number.isInteger(pid)) parents.set(pid, parentOf(pid));
  }
  const tree = [root];
  for (const member of tree) {
    for (const [pid, parent] of parents) if (parent === member) tree.push(pid);
  }
  return tree;
}

function parentOf(pid: number): number {
  return Number(statFields(pid)[1] ?? -1);
}

/** The fields after the command, from the state on; the command stands in parentheses and may hold spaces. */
function statFields(pid: number): string[] {
  const stat = readIfThere(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function sizesOf(pid: number): { private: number; shared: number } {
  const text = readIfThere(`/proc/${pid}/smaps_rollup`);
  const sum = (kind: string): number =>
    [...text.matchAll(new RegExp(`^${kind}_(?:Clean|Dirty): +(\\d+) kB`, 'gm'))].reduce(
      (total, match) => total + Number(match[1]) * 1024,
      0,
    );
  return { private: sum('Private'), shared: sum('Shared') };
}

/** A process may end between being listed and being read: then it holds nothing. */
function readIfThere(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ESRCH') return '';
    throw error;
  }
}
