// Looks at the data directory from outside: whether it is there, who may read it, and how much room is left.
import { access, constants, readFile, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesText } from '../print/numbers.ts';
import { hasData } from '../reach/reachData.ts';
import { type Finding, ok, problem, warning } from './finding.ts';

const about = 'data directory';
/** Below this a backup taken before an upgrade may not fit; below the other, writes may fail any moment. */
const littleRoom = 2e9;
const noRoom = 100e6;

/** @param isNamed someone asked for this directory, so it must be there */
export async function checkFolder(folder: string, isNamed: boolean): Promise<Finding[]> {
  if (!hasData(folder)) {
    const says = `there is no data directory at ${folder}`;
    return isNamed
      ? [problem(about, says, 'Look at the path given by --data or ASSAY_DATA; `assay serve` makes one.')]
      : [ok(about, `none at ${folder}`)];
  }
  return [...(await checkAccess(folder)), await checkOwner(folder), await checkRoom(folder)];
}

async function checkAccess(folder: string): Promise<Finding[]> {
  try {
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    await access(join(folder, 'assay.db'), constants.R_OK | constants.W_OK);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return [
      problem(
        about,
        `${folder} cannot be written by this user: ${why}`,
        'Give this user the directory, or run as its owner.',
      ),
    ];
  }
  const { mode } = await stat(folder);
  // Artifacts and params may hold what not everyone on the machine should see.
  if ((mode & 0o002) !== 0) {
    return [warning(about, `${folder} can be written by every user of this machine`, `chmod o-w ${folder}`)];
  }
  return [ok(about, folder)];
}

async function checkOwner(folder: string): Promise<Finding> {
  const pid = await readFile(join(folder, 'owner.pid'), 'utf8').then(
    (text) => Number(text.trim()),
    () => undefined,
  );
  if (pid === undefined || !Number.isInteger(pid) || !isAlive(pid))
    return ok('owner', 'no process has it open');
  return ok('owner', `process ${pid} was the last to open it, and runs`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    // Not allowed to ask means that it is there.
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}

async function checkRoom(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const says = `${bytesText(free)} free`;
  if (free < noRoom)
    return problem('disk', says, 'Free some space now: writes are refused when the disk is full.');
  if (free < littleRoom) return warning('disk', says, 'Free some space soon.');
  return ok('disk', says);
}
