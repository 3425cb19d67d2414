// The wire types of the state of a server as a whole: its figures, whether its store is sound, backups. The only copy.

export interface WireFigures {
  readonly schemaVersion: number;
  /** Of the database, without artifacts; 0 in memory. */
  readonly bytesOnDisk: number;
  readonly experiments: number;
  readonly runs: number;
  readonly metricPoints: number;
}

/** `records`: the database, its references, and that every content is there; `contents`: also that every byte is still right. */
export type WireIntegrityDepth = 'records' | 'contents';

export interface WireIntegrity {
  /** Empty when the store is sound. */
  readonly problems: readonly string[];
}

export interface WireBackup {
  readonly folder: string;
  /** The database and every artifact content. */
  readonly files: number;
  readonly bytes: number;
  readonly tookMs: number;
}
