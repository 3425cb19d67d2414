// What says that a backup is whole: its manifest, and the list of hashes that the manifest seals.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AssayError } from '../../../model/errors.ts';

export const backupNames = { database: 'assay.db', sums: 'SHA256SUMS', manifest: 'manifest.json' } as const;

export const manifestFormat = 'assay-backup/1';

export interface Manifest {
  readonly format: typeof manifestFormat;
  /** When it was made, ISO 8601. */
  readonly created: string;
  readonly schemaVersion: number;
  /** How many files SHA256SUMS lists. */
  readonly files: number;
  readonly bytes: number;
  /** Hash of SHA256SUMS itself. */
  readonly sumsSha256: string;
}

/** @throws AssayError `backup/incomplete` when there is none, `backup/damaged` when it cannot be understood */
export async function readManifest(folder: string): Promise<Manifest> {
  let written: string;
  try {
    written = await readFile(join(folder, backupNames.manifest), 'utf8');
  } catch (cause) {
    throw new AssayError(
      'backup/incomplete',
      `The folder ${folder} has no readable manifest.json: the backup was not finished, or this is no backup.`,
      { folder, reason: String(cause) },
    );
  }
  const manifest = parsed(written);
  if (!isManifest(manifest)) {
    throw new AssayError(
      'backup/damaged',
      `${join(folder, backupNames.manifest)} is not a manifest of ${manifestFormat}.`,
      {
        folder,
      },
    );
  }
  return manifest;
}

/** A file of a backup and its hash. */
export interface SumLine {
  readonly sha256: string;
  /** Relative to the folder of the backup. */
  readonly name: string;
}

/** One line of SHA256SUMS, as `sha256sum` writes it. */
export function sumLine(sha256: string, name: string): string {
  return `${sha256}  ${name}\n`;
}

/** @returns undefined for a line that cannot belong to a backup, such as one naming a file outside of it */
export function readSumLine(line: string): SumLine | undefined {
  const match = /^([0-9a-f]{64}) {2}(assay\.db|blobs\/[0-9a-f]{2}\/[0-9a-f]{62})$/.exec(line);
  const [, sha256, name] = match ?? [];
  return sha256 === undefined || name === undefined ? undefined : { sha256, name };
}

function parsed(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    // Refused by the caller like any other text that is no manifest.
    return undefined;
  }
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  return (
    fields.get('format') === manifestFormat &&
    typeof fields.get('created') === 'string' &&
    Number.isInteger(fields.get('schemaVersion')) &&
    Number.isInteger(fields.get('files')) &&
    Number.isInteger(fields.get('bytes')) &&
    typeof fields.get('sumsSha256') === 'string'
  );
}
