/** Resident memory of a process and everything it started, read from Linux's /proc; elsewhere it is unknown. */
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
  const stat = readIfThere(`/proc/${pid}/stat`);
  // The command stands in parentheses and may hold spaces: the fields are counted from the last one.
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? -1);
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
