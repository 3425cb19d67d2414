// Versions of components in SQLite: named by the hash of their manifest, a label names one hash for good.
import type { DatabaseSync } from 'node:sqlite';
import { AssayError } from '../../model/errors.ts';
import type { GateRunStore } from '../gateRunStore.ts';
import { number, text, textOrNull } from './columns.ts';
import { versionOf } from './gateRunRows.ts';
import type { GroupCommit } from './groupCommit.ts';
import { pageOfRows } from './pageOfRows.ts';

type Versions = Pick<GateRunStore, 'keepVersion' | 'findVersion' | 'versions' | 'components'>;

export function componentVersions({
  db,
  commit,
}: {
  readonly db: DatabaseSync;
  readonly commit: GroupCommit;
}): Versions {
  const select = db.prepare('SELECT label FROM component_version WHERE component = ? AND hash = ?');
  const selectLabel = db.prepare('SELECT * FROM component_version WHERE component = ? AND label = ?');
  const selectPrefix = db.prepare(
    'SELECT * FROM component_version WHERE component = ? AND hash >= ? AND hash < ? LIMIT 2',
  );
  const upsert = db.prepare(
    `INSERT INTO component_version (component, hash, label, manifest, created, used) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (component, hash) DO UPDATE SET used = excluded.used, label = coalesce(component_version.label, excluded.label)`,
  );
  const selectAll = db.prepare(
    'SELECT component, count(*) AS versions, max(used) AS used FROM component_version GROUP BY component ORDER BY component',
  );

  return {
    keepVersion(version) {
      return commit.submit(() => {
        const { component, hash, label } = version;
        if (label !== null) {
          const taken = selectLabel.get(component, label);
          if (taken !== undefined && text(taken, 'hash') !== hash) {
            throw new AssayError(
              'component/label-taken',
              `${component}@${label} already names the version ${text(taken, 'hash').slice(0, 12)}, and this one is ${hash.slice(0, 12)}.`,
            );
          }
          const known = select.get(component, hash);
          const name = known === undefined ? null : textOrNull(known, 'label');
          if (name !== null && name !== label) {
            throw new AssayError(
              'component/label-taken',
              `The version ${hash.slice(0, 12)} of ${component} is already named ${component}@${name}; nothing in it changed.`,
            );
          }
        }
        upsert.run(
          component,
          hash,
          label,
          JSON.stringify(version.manifest),
          version.createdAt,
          version.createdAt,
        );
      });
    },
    async findVersion(component, reference) {
      const named = selectLabel.get(component, reference);
      if (named !== undefined) return versionOf(named);
      if (!/^[0-9a-f]{4,64}$/.test(reference)) return undefined;
      const found = selectPrefix.all(component, reference, `${reference}g`);
      const [only] = found;
      return found.length === 1 && only !== undefined ? versionOf(only) : undefined;
    },
    async versions(component, page) {
      return pageOfRows(
        db,
        {
          columns: '*',
          from: 'component_version',
          where: [{ sql: 'component = ?', bindings: [component] }],
          order: [
            { name: 'sort_created', value: 'created', descending: true, rank: null },
            { name: 'sort_hash', value: 'hash', descending: false, rank: null },
          ],
          read: versionOf,
        },
        page,
      );
    },
    async components() {
      return selectAll.all().map((row) => ({
        component: text(row, 'component'),
        versions: number(row, 'versions'),
        lastUsedAt: number(row, 'used'),
      }));
    },
  };
}
