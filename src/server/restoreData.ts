// Makes a data directory out of a backup, with the engine that this server is composed of. The one way for commands to the engine's restore.
import { restoreBackup } from '../store/sqlite/restore.ts';

export interface RestoredData {
  /** When the backup was made, ISO 8601. */
  readonly created: string;
  readonly files: number;
  readonly bytes: number;
}

/** @throws AssayError `backup/incomplete`, `backup/damaged`, `backup/target-not-empty` */
export async function restoreData(from: string, dataFolder: string): Promise<RestoredData> {
  const { created, files, bytes } = await restoreBackup(from, dataFolder);
  return { created, files, bytes };
}
