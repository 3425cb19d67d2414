/** What a data directory takes on disk, journals and write-ahead logs included; blocks allocated, not file lengths. */
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Bytes allocated to the files below a folder; to all, or to those whose names end so. */
export function folderBytes(folder: string, ending = ''): number {
  let bytes = 0;
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(ending)) continue;
    const stat = fs.statSync(path.join(entry.parentPath, entry.name), { throwIfNoEntry: false });
    bytes += (stat?.blocks ?? 0) * 512;
  }
  return bytes;
}

/** Waits until a folder has kept its size for some seconds, at most a minute; resolves to the last size seen. */
export async function settledBytes(folder: string): Promise<number> {
  const quietMs = 5000;
  const deadline = performance.now() + 60_000;
  let last = folderBytes(folder);
  let since = performance.now();
  while (performance.now() < deadline && performance.now() - since < quietMs) {
    await sleep(250);
    const now = folderBytes(folder);
    if (now !== last) {
      last = now;
      since = performance.now();
    }
  }
  return last;
}
