// What one writer knows: every write that was acknowledged, and the one that was under way when the server died.

export interface Batch {
  readonly kind: 'batch';
  readonly points: readonly { readonly key: string; readonly step: number; readonly value: number }[];
  readonly params: readonly { readonly key: string; readonly value: string }[];
  readonly tags: readonly { readonly key: string; readonly value: string }[];
}

export interface Upload {
  readonly kind: 'upload';
  readonly path: string;
  readonly sha256: string;
}

export interface Deletion {
  readonly kind: 'deletion';
  readonly path: string;
}

export type Write = Batch | Upload | Deletion;

export class Ledger {
  readonly runId: string;
  readonly writer: string;
  /** By `key@step`. */
  readonly points = new Map<string, number>();
  readonly params = new Map<string, string>();
  readonly tags = new Map<string, string>();
  /** Hash of the content under each path; undefined where the path was deleted. */
  readonly artifacts = new Map<string, string | undefined>();
  acknowledged = 0;
  /** May have been kept whole or not at all; never in part. */
  inDoubt: Write | null = null;

  constructor(runId: string, writer: string) {
    this.runId = runId;
    this.writer = writer;
  }

  acknowledge(write: Write): void {
    this.acknowledged += 1;
    switch (write.kind) {
      case 'batch':
        for (const { key, step, value } of write.points) this.points.set(`${key}@${step}`, value);
        for (const { key, value } of write.params) this.params.set(key, value);
        for (const { key, value } of write.tags) this.tags.set(key, value);
        break;
      case 'upload':
        this.artifacts.set(write.path, write.sha256);
        break;
      case 'deletion':
        this.artifacts.set(write.path, undefined);
        break;
    }
  }
}
