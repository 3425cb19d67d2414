// The records of evaluation datasets in SQLite: one record for each different input, merged when it is given again.
import type { DatabaseSync } from 'node:sqlite';
import type {
  DatasetDescription,
  EvaluationDatasetStore,
  RecordDraft,
  UpsertRequest,
} from '../evaluationDatasetStore.ts';
import { number, type Row, textOrNull } from './columns.ts';
import type { ReadDataset } from './evaluationDatasetRows.ts';
import type { GroupCommit } from './groupCommit.ts';
import type { Readers } from './readers.ts';

interface Parts {
  readonly db: DatabaseSync;
  readonly commit: GroupCommit;
  readonly readers: Readers;
  /** @throws AssayError `dataset/not-found` */
  readonly require: (datasetId: string) => Row;
  readonly read: ReadDataset;
}

type Records = Pick<EvaluationDatasetStore, 'upsertRecords' | 'records' | 'deleteRecords'>;

export function evaluationRecords({ db, commit, readers, require, read }: Parts): Records {
  const select = db.prepare('SELECT * FROM evaluation_record WHERE dataset = ? AND input_hash = ?');
  const insert = db.prepare(
    `INSERT INTO evaluation_record (record_id, dataset, input_hash, inputs, outputs, expectations, tags, source_type, source_id,
       source_data, created, updated, created_by, updated_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = db.prepare(
    `UPDATE evaluation_record SET outputs = coalesce(?, outputs), expectations = ?, tags = ?, source_type = coalesce(source_type, ?),
       source_id = CASE WHEN source_type IS NULL THEN ? ELSE source_id END,
       source_data = CASE WHEN source_type IS NULL THEN ? ELSE source_data END,
       updated = ?, updated_by = coalesce(?, updated_by) WHERE id = ?`,
  );
  const remove = db.prepare('DELETE FROM evaluation_record WHERE dataset = ? AND record_id = ?');
  const countRecords = db.prepare('SELECT count(*) AS n FROM evaluation_record WHERE dataset = ?');
  const describeDataset = db.prepare(
    `UPDATE evaluation_dataset SET schema = ?, profile = ?, digest = ?, updated = ?, updated_by = ? WHERE id = ?`,
  );

  function add(dataset: number, draft: RecordDraft, { recordId, now }: UpsertRequest): void {
    const { source } = draft;
    insert.run(
      recordId(),
      dataset,
      draft.inputHash,
      draft.inputs,
      draft.outputs,
      draft.expectations,
      draft.tags,
      source?.sourceType ?? null,
      source?.sourceId ?? null,
      source?.sourceData ?? null,
      now,
      now,
      draft.by,
      draft.by,
    );
  }

  function merge(row: Row, draft: RecordDraft, request: UpsertRequest): void {
    const both = (column: string, newer: string | null): string | null => {
      const older = textOrNull(row, column);
      return older === null || newer === null ? (newer ?? older) : request.merge(older, newer);
    };
    const { source } = draft;
    update.run(
      draft.outputs,
      both('expectations', draft.expectations),
      both('tags', draft.tags),
      source?.sourceType ?? null,
      source?.sourceId ?? null,
      source?.sourceData ?? null,
      request.now,
      draft.by,
      number(row, 'id'),
    );
  }

  function describe(row: Row, description: DatasetDescription, now: number): void {
    const { schema, profile, digest, by } = description;
    describeDataset.run(schema, profile, digest, now, by, number(row, 'id'));
  }

  function count(dataset: number): number {
    const row = countRecords.get(dataset);
    return row === undefined ? 0 : number(row, 'n');
  }

  return {
    upsertRecords(datasetId, request) {
      return commit.submit(() => {
        const row = require(datasetId);
        const dataset = number(row, 'id');
        let updated = 0;
        for (const draft of request.drafts) {
          const existing = select.get(dataset, draft.inputHash);
          if (existing === undefined) add(dataset, draft, request);
          else {
            merge(existing, draft, request);
            updated += 1;
          }
        }
        if (request.drafts.length > 0)
          describe(row, request.describe(read(row), count(dataset)), request.now);
        return { inserted: request.drafts.length - updated, updated };
      });
    },
    records(datasetId, page) {
      return readers.ask('evaluationDatasetRecords', { datasetId, limit: page.limit, after: page.after });
    },
    deleteRecords(datasetId, recordIds, describeAfter, now) {
      return commit.submit(() => {
        const row = require(datasetId);
        const dataset = number(row, 'id');
        let deleted = 0;
        for (const recordId of recordIds) deleted += Number(remove.run(dataset, recordId).changes);
        if (deleted > 0) describe(row, describeAfter(read(row), count(dataset)), now);
        return deleted;
      });
    },
  };
}
