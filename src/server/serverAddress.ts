// Leaves word in the data directory where its server listens, so that commands find it on any port. Not who owns the directory: that is the lock's.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileName = 'server.json';

/** Written when the server listens, removed when it stops; after a crash it is stale, so readers ask the address before they believe it. */
export function publishAddress(dataFolder: string, url: string): void {
  writeFileSync(join(dataFolder, fileName), `${JSON.stringify({ url })}\n`);
}

export function withdrawAddress(dataFolder: string): void {
  rmSync(join(dataFolder, fileName), { force: true });
}

/** @returns undefined when no server left word, or what it left cannot be read */
export function publishedAddress(dataFolder: string): string | undefined {
  let left: unknown;
  try {
    left = JSON.parse(readFileSync(join(dataFolder, fileName), 'utf8'));
  } catch {
    // No file, or one cut short by a crash: nobody to ask.
    return undefined;
  }
  return typeof left === 'object' && left !== null && 'url' in left && typeof left.url === 'string'
    ? left.url
    : undefined;
}
