// Copies a store to a folder while it is in use: the index first, then every content it names, the manifest last. Not how it is restored.
import { constants } from 'node:fs';
import { copyFile, link, mkdir, open, readdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { backup, type DatabaseSync } from 'node:sqlite';
import { AssayError } from '../../model/errors.ts';
import type { SqliteArtifacts } from './artifacts.ts';
import { syncFolder } from './artifacts/syncFolder.ts';
import { pathIndex } from './artifacts/pathIndex.ts';
import { backupNames, manifestFormat, type Manifest, sumLine } from './backup/manifest.ts';
import { hashFile } from './backup/hashFile.ts';
import { number } from './columns.ts';
import { openDatabase } from './openDatabase.ts';

interface Source {
  /** The data directory. */
  readonly folder: string;
  /** The writer's own connection; used alone when the records are in memory. */
  readonly db: DatabaseSync;
  readonly artifacts: SqliteArtifacts;
  readonly now: () => number;
}

/** All pages in one step: the copy is of one moment, and no write makes it begin again. */
const allPages = 2 ** 31 - 1;
const linksAtATime = 32;

/**
 * An unfinished backup has no `manifest.json`. `sha256sum -c SHA256SUMS` proves a finished one without Assay.
 *
 * @throws AssayError `backup/target-not-empty`, `artifact/content-missing`, `store/write-failed`
 */
export async function backupStore(source: Source, target: string): Promise<Manifest> {
  await requireEmpty(target);
  const resumeSweeping = source.artifacts.pauseSweeping();
  try {
    return await copyInto(source, target);
  } catch (cause) {
    if (cause instanceof AssayError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AssayError('store/write-failed', `The backup could not be finished: ${reason}`, {
      target,
      reason,
    });
  } finally {
    resumeSweeping();
  }
}

async function copyInto(source: Source, target: string): Promise<Manifest> {
  const copy = join(target, backupNames.database);
  await copyDatabase(source, copy);
  const db = openDatabase({ path: copy, readOnly: true });
  const sums = await open(join(target, backupNames.sums), 'wx');
  let files = 1;
  let bytes = 0;
  let schemaVersion: number;
  try {
    const whole = await hashFile(copy);
    bytes += whole.size;
    await sums.write(sumLine(whole.sha256, backupNames.database));
    schemaVersion = number(db.prepare('PRAGMA user_version').get() ?? {}, 'user_version');
    const index = pathIndex(db);
    const folders = new Set<string>();
    let after = '';
    for (;;) {
      const contents = index.contents(after, linksAtATime);
      await Promise.all(contents.map((content) => copyBlob(source, target, content.sha256, folders)));
      const last = contents.at(-1);
      if (last === undefined) break;
      after = last.sha256;
      files += contents.length;
      bytes += contents.reduce((sum, content) => sum + content.size, 0);
      await sums.write(contents.map(({ sha256 }) => sumLine(sha256, blobName(sha256))).join(''));
    }
    await sums.sync();
    for (const folder of folders) await syncFolder(folder);
  } finally {
    await sums.close();
    db.close();
  }
  const { sha256: sumsSha256 } = await hashFile(join(target, backupNames.sums));
  const manifest: Manifest = {
    format: manifestFormat,
    created: new Date(source.now()).toISOString(),
    schemaVersion,
    files,
    bytes,
    sumsSha256,
  };
  await writeManifest(target, manifest);
  return manifest;
}

async function copyDatabase({ db, folder }: Source, copy: string): Promise<void> {
  const isInMemory = db.location() === null;
  // A connection of its own reads one moment of the log without holding up the writer.
  const from = isInMemory ? db : openDatabase({ path: join(folder, backupNames.database), readOnly: true });
  try {
    await backup(from, copy, { rate: allPages });
  } finally {
    if (!isInMemory) from.close();
  }
  // One file, complete in itself; opening the store turns the log on again.
  const written = openDatabase({ path: copy, readOnly: false });
  try {
    written.exec('PRAGMA journal_mode = DELETE');
  } finally {
    written.close();
  }
  const file = await open(copy, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function copyBlob(source: Source, target: string, sha256: string, folders: Set<string>): Promise<void> {
  const from = source.artifacts.blobs.pathOf(sha256);
  const to = join(target, blobName(sha256));
  const folder = dirname(to);
  if (!folders.has(folder)) {
    await mkdir(folder, { recursive: true });
    folders.add(folder);
  }
  try {
    // Content never changes under its name, so that a second name for it is a copy that costs nothing.
    await link(from, to);
  } catch (cause) {
    const code = codeOf(cause);
    if (code === 'ENOENT') {
      throw new AssayError(
        'artifact/content-missing',
        `The content ${sha256} is not in the data directory.`,
        { sha256 },
      );
    }
    // Another file system, or one without links.
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    const file = await open(to, 'r');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  }
}

async function writeManifest(target: string, manifest: Manifest): Promise<void> {
  const unfinished = join(target, `${backupNames.manifest}.part`);
  await writeFile(unfinished, `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
  await syncFolder(target);
  await rename(unfinished, join(target, backupNames.manifest));
  await syncFolder(target);
}

async function requireEmpty(target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  if ((await readdir(target)).length > 0) {
    throw new AssayError(
      'backup/target-not-empty',
      `The folder ${target} is not empty; nothing was written.`,
      { target },
    );
  }
}

function blobName(sha256: string): string {
  return `blobs/${sha256.slice(0, 2)}/${sha256.slice(2)}`;
}

function codeOf(cause: unknown): unknown {
  return cause instanceof Error && 'code' in cause ? cause.code : undefined;
}
