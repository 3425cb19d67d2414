// The tree of artifact paths in the database: finds, lists, puts and removes rows. Not the content they refer to.
import type { DatabaseSync } from 'node:sqlite';
import { AssayError } from '../../../model/errors.ts';
import type { ArtifactEntry, ArtifactFile } from '../../../model/artifact.ts';
import { number, numberOrNull, type Row, text } from '../columns.ts';

interface Node {
  readonly id: number;
  readonly isDirectory: boolean;
  readonly row: Row;
}

export interface PathIndex {
  find(path: string): ArtifactFile | undefined;
  /** Entries of a directory after a name, in order of bytes. */
  list(directory: string, after: string, limit: number): ArtifactEntry[];
  /** @throws AssayError `artifact/path-taken` */
  requireFree(path: string): void;
  /** Inside a transaction. @throws AssayError `artifact/path-taken` */
  put(file: ArtifactFile): void;
  /** Inside a transaction. @returns whether there was something */
  remove(path: string): boolean;
  isReferenced(sha256: string): boolean;
  /** Different contents in order of their hash, after one of them; '' begins. */
  contents(after: string, limit: number): ReferredContent[];
}

/** Content that some path refers to. */
export interface ReferredContent {
  readonly sha256: string;
  readonly size: number;
  /** One of the paths, to tell people. */
  readonly path: string;
}

const root = 0;

export function pathIndex(db: DatabaseSync): PathIndex {
  const selectChild = db.prepare(
    'SELECT id, lower(hex(sha256)) AS sha256, size, written FROM artifact WHERE parent = ? AND name = ?',
  );
  const selectChildren = db.prepare(
    'SELECT name, size FROM artifact WHERE parent = ? AND name > ? ORDER BY name LIMIT ?',
  );
  const selectAny = db.prepare('SELECT 1 FROM artifact WHERE parent = ? LIMIT 1');
  const insertDirectory = db.prepare(
    'INSERT INTO artifact (parent, name, written) VALUES (?, ?, ?) RETURNING id',
  );
  const upsertFile = db.prepare(
    `INSERT INTO artifact (parent, name, sha256, size, written) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (parent, name) DO UPDATE SET sha256 = excluded.sha256, size = excluded.size, written = excluded.written`,
  );
  const removeBelow = db.prepare(
    `WITH RECURSIVE below (id) AS (VALUES (?) UNION ALL SELECT artifact.id FROM artifact JOIN below ON artifact.parent = below.id)
     DELETE FROM artifact WHERE id IN (SELECT id FROM below)`,
  );
  const removeOne = db.prepare('DELETE FROM artifact WHERE id = ?');
  const selectReference = db.prepare('SELECT 1 FROM artifact WHERE sha256 = ? LIMIT 1');

  const selectContents = db.prepare(
    `SELECT lower(hex(sha256)) AS sha256, max(size) AS size, min(id) AS id FROM artifact
     WHERE sha256 > ? GROUP BY artifact.sha256 ORDER BY artifact.sha256 LIMIT ?`,
  );
  const selectPath = db.prepare(
    `WITH RECURSIVE up (parent, path) AS (
       SELECT parent, name FROM artifact WHERE id = ?
       UNION ALL SELECT artifact.parent, artifact.name || '/' || up.path FROM artifact JOIN up ON artifact.id = up.parent)
     SELECT path FROM up WHERE parent = ${root}`,
  );

  function pathOf(id: number): string {
    const row = selectPath.get(id);
    return row === undefined ? `(row ${id}, which hangs in no directory)` : text(row, 'path');
  }

  function child(parent: number, name: string): Node | undefined {
    const row = selectChild.get(parent, name);
    if (row === undefined) return undefined;
    return { id: number(row, 'id'), isDirectory: row['size'] === null, row };
  }

  /** The rows from the root down to the path; undefined where one is missing. */
  function trail(path: string): Node[] | undefined {
    const nodes: Node[] = [];
    let parent = root;
    for (const name of partsOf(path)) {
      const node = child(parent, name);
      if (node === undefined) return undefined;
      nodes.push(node);
      parent = node.id;
    }
    return nodes;
  }

  /** The directory that a new file goes into, and the names of directories that must be made in it first. */
  function place(path: string): {
    readonly parent: number;
    readonly missing: readonly string[];
    readonly name: string;
  } {
    const parts = partsOf(path);
    const name = parts.pop();
    if (name === undefined) throw pathTaken(path, 'it is the root directory');
    let parent = root;
    for (const [i, part] of parts.entries()) {
      const node = child(parent, part);
      if (node === undefined) return { parent, missing: parts.slice(i), name };
      if (!node.isDirectory) throw pathTaken(path, `'${parts.slice(0, i + 1).join('/')}' is a file`);
      parent = node.id;
    }
    if (child(parent, name)?.isDirectory === true) throw pathTaken(path, 'it is a directory');
    return { parent, missing: [], name };
  }

  return {
    find(path) {
      const node = trail(path)?.at(-1);
      if (node === undefined || node.isDirectory) return undefined;
      return {
        path,
        size: number(node.row, 'size'),
        sha256: text(node.row, 'sha256'),
        written: number(node.row, 'written'),
      };
    },
    list(directory, after, limit) {
      const nodes = trail(directory);
      if (nodes === undefined) return [];
      const last = nodes.at(-1);
      return selectChildren
        .all(last?.id ?? root, after, limit)
        .map((row) => ({ name: text(row, 'name'), size: numberOrNull(row, 'size') }));
    },
    requireFree(path) {
      place(path);
    },
    put(file) {
      const { parent, missing, name } = place(file.path);
      let directory = parent;
      for (const part of missing) {
        const row = insertDirectory.get(directory, part, file.written);
        if (row === undefined) throw new Error('the new directory has no row id');
        directory = number(row, 'id');
      }
      upsertFile.run(directory, name, Buffer.from(file.sha256, 'hex'), file.size, file.written);
    },
    remove(path) {
      const nodes = trail(path);
      const target = nodes?.pop();
      if (nodes === undefined || target === undefined) return false;
      removeBelow.run(target.id);
      // Directories are there only while something is in them.
      for (const ancestor of nodes.reverse()) {
        if (selectAny.get(ancestor.id) !== undefined) break;
        removeOne.run(ancestor.id);
      }
      return true;
    },
    isReferenced(sha256) {
      return selectReference.get(Buffer.from(sha256, 'hex')) !== undefined;
    },
    contents(after, limit) {
      return selectContents.all(Buffer.from(after, 'hex'), limit).map((row) => ({
        sha256: text(row, 'sha256'),
        size: number(row, 'size'),
        path: pathOf(number(row, 'id')),
      }));
    },
  };
}

function partsOf(path: string): string[] {
  return path === '' ? [] : path.split('/');
}

function pathTaken(path: string, why: string): AssayError {
  return new AssayError('artifact/path-taken', `Nothing can be stored at '${path}': ${why}.`, { path });
}
