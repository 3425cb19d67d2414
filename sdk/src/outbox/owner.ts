// Which process has a spool, and whether that process is still there. Not taking it over.
import { readFileSync, statSync } from 'node:fs';
import { hostname } from 'node:os';

/** A spool of another machine (a shared disk, a container that came back under another name) is left alone for this long. */
const foreignAfterMs = 5 * 60_000;

/** What the owner writes about itself. The start tells it from a later process with the same number. */
export function ownerText(): string {
  return JSON.stringify({ host: hostname(), pid: process.pid, start: startOf(process.pid) });
}

/** Whether nobody will deliver the spool whose owner file this is. */
export function isAbandoned(ownerFile: string, now: number): boolean {
  let text: string;
  let touched: number;
  try {
    text = readFileSync(ownerFile, 'utf8');
    touched = statSync(ownerFile).mtimeMs;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return true;
    throw error;
  }
  const owner = parseOwner(text);
  if (owner === undefined) return true;
  if (owner.host !== hostname()) return now - touched > foreignAfterMs;
  if (!isAlive(owner.pid)) return true;
  const start = startOf(owner.pid);
  return owner.start !== null && start !== null && owner.start !== start;
}

function parseOwner(text: string): { host: string; pid: number; start: string | null } | undefined {
  try {
    const owner: unknown = JSON.parse(text);
    if (typeof owner !== 'object' || owner === null || !('host' in owner) || !('pid' in owner))
      return undefined;
    if (typeof owner.host !== 'string' || typeof owner.pid !== 'number') return undefined;
    return {
      host: owner.host,
      pid: owner.pid,
      start: 'start' in owner && typeof owner.start === 'string' ? owner.start : null,
    };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there and belongs to someone else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** When a process began, where the system says so; a number that only serves to be compared. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program, in parentheses, may contain spaces.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
