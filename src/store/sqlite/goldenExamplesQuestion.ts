// The kept examples of a version, page by page: a long question, asked beside the traffic.
import type { DatabaseSync } from 'node:sqlite';
import type { KeptExample } from '../datasetStore.ts';
import type { Page } from '../page.ts';
import { numberCell } from './columns.ts';
import { preparedStatement } from './preparedStatement.ts';

export interface GoldenExamplesArgs {
  readonly name: string;
  readonly versionId: string;
  readonly limit: number;
  /** Position of the last one before. */
  readonly after: number;
}

export function goldenExamples(
  db: DatabaseSync,
  { name, versionId, limit, after }: GoldenExamplesArgs,
): Page<KeptExample> {
  const rows = preparedStatement(
    db,
    `SELECT golden_member.position, golden_example.leaf_hash, golden_example.example_id, golden_example.content
     FROM golden_member JOIN golden_example ON golden_example.id = golden_member.example
     WHERE golden_member.version = (
       SELECT golden_version.id FROM golden_version JOIN golden_dataset ON golden_dataset.id = golden_version.dataset
       WHERE golden_dataset.name = ? AND golden_version.version_id = ?)
     AND golden_member.position > ? ORDER BY golden_member.position LIMIT ?`,
    true,
  ).all(name, versionId, after, limit + 1) as unknown as readonly (readonly [
    number,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ])[];
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(([, leafHash, exampleId, bytes]) => ({
      leafHash: Buffer.from(leafHash).toString('hex'),
      exampleId: Buffer.from(exampleId).toString('hex'),
      bytes,
    })),
    next: rows.length > limit && last !== undefined ? String(numberCell(last[0], 'position')) : null,
  };
}
