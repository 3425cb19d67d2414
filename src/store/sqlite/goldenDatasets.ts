// Golden datasets in SQLite: what is asked and written about versions, their history and looks. The examples of a version are read beside it.
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { DatasetEvent, DatasetSummary, DatasetVersion } from '../../model/dataset.ts';
import { AssayError } from '../../model/errors.ts';
import type { DatasetStore, VersionChange } from '../datasetStore.ts';
import type { PageRequest } from '../page.ts';
import { number, type Row, text } from './columns.ts';
import { eventOf, lookOf, versionColumns, versionOf, versionTables } from './goldenDatasetRows.ts';
import type { GroupCommit } from './groupCommit.ts';
import type { Readers } from './readers.ts';

interface Parts {
  readonly db: DatabaseSync;
  readonly commit: GroupCommit;
  readonly readers: Readers;
}

const hex = (hash: string): Buffer => Buffer.from(hash, 'hex');

export function sqliteGoldenDatasets({ db, commit, readers }: Parts): DatasetStore {
  const versionBy = (condition: string, rest = '') =>
    db.prepare(`SELECT ${versionColumns} FROM ${versionTables} WHERE ${condition} ${rest}`);
  const insertDataset = db.prepare('INSERT OR IGNORE INTO golden_dataset (name, created) VALUES (?, ?)');
  const selectDataset = db.prepare('SELECT id, name FROM golden_dataset WHERE name = ?');
  const insertExample = db.prepare(
    'INSERT OR IGNORE INTO golden_example (leaf_hash, example_id, content) VALUES (?, ?, ?)',
  );
  const selectExample = db.prepare('SELECT id FROM golden_example WHERE leaf_hash = ?');
  const insertVersion = db.prepare(
    `INSERT INTO golden_version (dataset, version_id, standing, label, card, slices, input_schema, coverage, based_on, author, created,
       approved_by, approved, published) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
  );
  const insertMember = db.prepare('INSERT INTO golden_member (version, position, example) VALUES (?, ?, ?)');
  const insertEvent = db.prepare(
    'INSERT INTO golden_event (version, kind, actor, note, detail, at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const exactVersion = versionBy('golden_dataset.name = ? AND version_id = ?');
  const byLabel = versionBy('golden_dataset.name = ? AND label = ?');
  const byPrefix = versionBy('golden_dataset.name = ? AND version_id >= ? AND version_id < ?', 'LIMIT 10');
  const selectNames = db.prepare(
    `SELECT golden_dataset.name FROM ${versionTables} WHERE version_id = ? ORDER BY golden_dataset.name`,
  );
  const selectDatasets = db.prepare(
    'SELECT id, name FROM golden_dataset WHERE name > ? ORDER BY name LIMIT ?',
  );
  const newest = versionBy('dataset = ?', 'ORDER BY golden_version.id DESC LIMIT 1');
  const newestPublished = versionBy(
    `dataset = ? AND standing = 'published'`,
    'ORDER BY published DESC, golden_version.id DESC LIMIT 1',
  );
  const countVersions = db.prepare('SELECT count(*) AS n FROM golden_version WHERE dataset = ?');
  const selectVersions = versionBy(
    'golden_dataset.name = ? AND golden_version.id < ?',
    'ORDER BY golden_version.id DESC LIMIT ?',
  );
  const update = db.prepare(
    `UPDATE golden_version SET standing = ?, label = ?, card = ?, approved_by = ?, approved = ?, published = ? WHERE id = ?`,
  );
  const selectEvents = db.prepare(
    `SELECT golden_event.*, golden_version.version_id FROM golden_event JOIN golden_version ON golden_version.id = golden_event.version
     JOIN golden_dataset ON golden_dataset.id = golden_version.dataset
     WHERE golden_dataset.name = ? AND (? IS NULL OR golden_version.version_id = ?) ORDER BY golden_event.id`,
  );
  const insertLook = db.prepare(
    `INSERT INTO golden_look (look_id, name, version_id, actor, purpose, reason, gate_run_id, examples, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const selectLooks = db.prepare(
    'SELECT * FROM golden_look WHERE name = ? AND id < ? ORDER BY id DESC LIMIT ?',
  );

  function keepEvent(
    version: number,
    { kind, actor, note, detail, at }: Omit<DatasetEvent, 'versionId'>,
  ): void {
    insertEvent.run(version, kind, actor, note, JSON.stringify(detail), at);
  }

  function addVersion(dataset: number, version: DatasetVersion, leafHashes: readonly string[]): number {
    const row = insertVersion.get(
      dataset,
      version.versionId,
      version.standing,
      version.label,
      JSON.stringify(version.card),
      JSON.stringify(version.slices),
      JSON.stringify(version.inputSchema),
      JSON.stringify(version.coverage),
      version.basedOn,
      version.author,
      version.createdAt,
      version.approvedBy,
      version.approvedAt,
      version.publishedAt,
    );
    if (row === undefined) throw new Error('the new version has no row id');
    const id = number(row, 'id');
    for (const [position, leafHash] of leafHashes.entries()) {
      const example = selectExample.get(hex(leafHash));
      if (example === undefined) {
        throw new AssayError('dataset/example-missing', `No example is kept under the hash ${leafHash}.`);
      }
      insertMember.run(id, position, number(example, 'id'));
    }
    return id;
  }

  function summaryOf(row: Row): DatasetSummary {
    const id = number(row, 'id');
    const newestRow = newest.get(id);
    if (newestRow === undefined) throw new Error(`the dataset ${text(row, 'name')} has no version`);
    const publishedRow = newestPublished.get(id);
    const counted = countVersions.get(id);
    return {
      name: text(row, 'name'),
      versions: counted === undefined ? 0 : number(counted, 'n'),
      newest: versionOf(newestRow),
      published: publishedRow === undefined ? null : versionOf(publishedRow),
    };
  }

  return {
    keepExamples(examples) {
      return commit.submit(() => {
        for (const { leafHash, exampleId, bytes } of examples)
          insertExample.run(hex(leafHash), hex(exampleId), bytes);
      });
    },
    createVersion(version, leafHashes, event) {
      return commit.submit(() => {
        insertDataset.run(version.name, version.createdAt);
        const there = exactVersion.get(version.name, version.versionId);
        if (there !== undefined) return { version: versionOf(there), isNew: false };
        const dataset = selectDataset.get(version.name);
        if (dataset === undefined) throw new Error('the new dataset is not there');
        const before = newest.get(number(dataset, 'id'));
        const basedOn = before === undefined ? null : text(before, 'version_id');
        const kept = { ...version, basedOn };
        keepEvent(addVersion(number(dataset, 'id'), kept, leafHashes), event);
        return { version: kept, isNew: true };
      });
    },
    async findVersions(name, reference) {
      const labelled = byLabel.get(name, reference);
      if (labelled !== undefined) return [versionOf(labelled)];
      if (!/^[0-9a-f]+$/.test(reference)) return [];
      return byPrefix.all(name, reference, `${reference}g`).map(versionOf);
    },
    async namesOfVersion(versionId) {
      return selectNames.all(versionId).map((row) => text(row, 'name'));
    },
    async datasets({ limit, after }) {
      const rows = selectDatasets.all(after ?? '', limit + 1);
      const items = rows.slice(0, limit).map(summaryOf);
      return { items, next: rows.length > limit ? (items.at(-1)?.name ?? null) : null };
    },
    async get(name) {
      const row = selectDataset.get(name);
      return row === undefined ? undefined : summaryOf(row);
    },
    async versions(name, page) {
      const rows = selectVersions.all(name, rowBefore(page), page.limit + 1);
      return pageOf(rows, page.limit, versionOf);
    },
    async examples(name, versionId, { limit, after }) {
      return readers.ask('goldenExamples', {
        name,
        versionId,
        limit,
        after: after === null ? -1 : tokenNumber(after),
      });
    },
    change(name, versionId, change) {
      return commit.submit(() => {
        const row = exactVersion.get(name, versionId);
        if (row === undefined) {
          throw new AssayError(
            'dataset/unknown-version',
            `The dataset '${name}' has no version ${versionId}.`,
          );
        }
        const before = versionOf(row);
        requireStanding(before, change.expects);
        const after = applied(before, change);
        if (after.label !== null && after.label !== before.label) requireFree(name, after.label);
        update.run(...updateValues(after), number(row, 'id'));
        keepEvent(number(row, 'id'), change.event);
        return after;
      });
    },
    async events(name, versionId) {
      return selectEvents.all(name, versionId, versionId).map(eventOf);
    },
    recordLook(look) {
      return commit.submit(() => {
        const { lookId, name, versionId, actor, purpose, reason, gateRunId, examples, at } = look;
        insertLook.run(lookId, name, versionId, actor, purpose, reason, gateRunId, examples, at);
      });
    },
    async looks(name, page) {
      return pageOf(selectLooks.all(name, rowBefore(page), page.limit + 1), page.limit, lookOf);
    },
  };

  function requireFree(name: string, label: string): void {
    const taken = byLabel.get(name, label);
    if (taken === undefined) return;
    throw new AssayError(
      'dataset/label-taken',
      `The label ${label} of '${name}' names the version ${text(taken, 'version_id')}.`,
    );
  }
}

function requireStanding(
  { name, versionId, standing }: DatasetVersion,
  expected: VersionChange['expects'],
): void {
  if (expected.includes(standing)) return;
  throw new AssayError(
    'dataset/wrong-standing',
    `The version ${versionId.slice(0, 12)} of '${name}' is ${standing}; this is done with one that is ${expected.join(' or ')}.`,
    { standing, expected },
  );
}

function applied(
  before: DatasetVersion,
  { standing, label, card, approval, publishedAt }: VersionChange,
): DatasetVersion {
  return {
    ...before,
    standing: standing ?? before.standing,
    label: label === undefined ? before.label : label,
    card: card ?? before.card,
    approvedBy: approval === undefined ? before.approvedBy : (approval?.by ?? null),
    approvedAt: approval === undefined ? before.approvedAt : (approval?.at ?? null),
    publishedAt: publishedAt ?? before.publishedAt,
  };
}

function updateValues({
  standing,
  label,
  card,
  approvedBy,
  approvedAt,
  publishedAt,
}: DatasetVersion): SQLInputValue[] {
  return [standing, label, JSON.stringify(card), approvedBy, approvedAt, publishedAt];
}

function rowBefore({ after }: PageRequest): number {
  return after === null ? Number.MAX_SAFE_INTEGER : tokenNumber(after);
}

function tokenNumber(token: string): number {
  if (/^\d{1,15}$/.test(token)) return Number(token);
  throw new AssayError('request/bad-page-token', 'The page token is not one of this list.');
}

function pageOf<T>(
  rows: readonly Row[],
  limit: number,
  read: (row: Row) => T,
): { items: T[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(read),
    next: rows.length > limit && last !== undefined ? String(number(last, 'id')) : null,
  };
}
