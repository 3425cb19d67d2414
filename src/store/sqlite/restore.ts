// Makes a data directory out of a backup, after proving every byte of it. Not how the backup was made.
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { dirname, join, resolve } from 'node:path';
import { AssayError } from '../../model/errors.ts';
import { syncFolder } from './artifacts/syncFolder.ts';
import { hashFile } from './backup/hashFile.ts';
import { backupNames, type Manifest, readManifest, readSumLine, type SumLine } from './backup/manifest.ts';

/** Each waits for the disk; together they wait once. */
const filesAtATime = 16;

/**
 * The target appears only when all of the backup was copied and found unharmed; until then it is under a neighbouring name.
 *
 * @param from  a folder that `backup` made
 * @param to    an empty or missing folder: the new data directory
 * @returns the manifest of what was restored
 * @throws AssayError `backup/incomplete`, `backup/damaged`, `backup/target-not-empty`
 */
export async function restoreBackup(from: string, to: string): Promise<Manifest> {
  const target = resolve(to);
  const manifest = await readManifest(from);
  const isThere = await requireEmptyOrMissing(target);
  const staging = `${target}.restoring-${randomUUID().slice(0, 8)}`;
  await mkdir(staging, { recursive: true });
  try {
    await copyProven(from, staging, manifest);
    if (isThere) await rmdir(target);
    await rename(staging, target);
    await syncFolder(dirname(target));
  } catch (cause) {
    await rm(staging, { recursive: true, force: true });
    throw cause;
  }
  return manifest;
}

async function copyProven(from: string, staging: string, manifest: Manifest): Promise<void> {
  const sums = join(from, backupNames.sums);
  const sealed = await hashFile(sums).catch(() => undefined);
  if (sealed?.sha256 !== manifest.sumsSha256)
    throw damaged(from, `${backupNames.sums} is missing or was altered`);
  const folders = new Set<string>([staging]);
  let files = 0;
  let batch: Promise<void>[] = [];
  for await (const line of createInterface({ input: createReadStream(sums), crlfDelay: Infinity })) {
    const sum = readSumLine(line);
    if (sum === undefined)
      throw damaged(from, `${backupNames.sums} lists '${line}', which is no file of a backup`);
    const folder = dirname(join(staging, sum.name));
    if (!folders.has(folder)) {
      await mkdir(folder, { recursive: true });
      folders.add(folder);
    }
    batch.push(copyOne(from, staging, sum));
    files += 1;
    if (batch.length < filesAtATime) continue;
    await allSettledOf(batch);
    batch = [];
  }
  await allSettledOf(batch);
  if (files !== manifest.files) throw damaged(from, `it has ${files} files instead of ${manifest.files}`);
  for (const folder of folders) await syncFolder(folder);
}

/** Waits for all, so that nothing is written any more when the first failure is reported. */
async function allSettledOf(copies: readonly Promise<void>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(copies))
    if (outcome.status === 'rejected') throw outcome.reason;
}

/** @throws AssayError `backup/damaged` */
async function copyOne(from: string, staging: string, { sha256, name }: SumLine): Promise<void> {
  const copied = await copyHashing(join(from, name), join(staging, name), name !== backupNames.database);
  if (copied !== sha256)
    throw damaged(from, `${name} ${copied === undefined ? 'is missing' : 'was altered'}`);
}

/** @returns the hash of what was copied; undefined when there is no such file */
async function copyHashing(from: string, to: string, isContent: boolean): Promise<string | undefined> {
  const source = await open(from, 'r').catch(() => undefined);
  if (source === undefined) return undefined;
  const hash = createHash('sha256');
  const target = await open(to, 'wx', isContent ? 0o444 : 0o644);
  try {
    const chunks: AsyncIterable<Uint8Array> = source.createReadStream({
      highWaterMark: 1024 * 1024,
      autoClose: false,
    });
    await target.writeFile(seen(chunks, (chunk) => hash.update(chunk)));
    await target.sync();
  } finally {
    await target.close();
    await source.close();
  }
  return hash.digest('hex');
}

async function* seen(
  chunks: AsyncIterable<Uint8Array>,
  see: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    see(chunk);
    yield chunk;
  }
}

async function requireEmptyOrMissing(target: string): Promise<boolean> {
  const names = await readdir(target).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw cause;
  });
  if (names !== undefined && names.length > 0) {
    throw new AssayError(
      'backup/target-not-empty',
      `The folder ${target} is not empty; nothing was restored.`,
      { target },
    );
  }
  return names !== undefined;
}

function damaged(folder: string, what: string): AssayError {
  return new AssayError(
    'backup/damaged',
    `The backup in ${folder} is damaged: ${what}. Nothing was restored.`,
    {
      folder,
      what,
    },
  );
}
