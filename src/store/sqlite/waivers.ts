// Waivers in SQLite: never changed but for being revoked, never deleted.
import type { DatabaseSync } from 'node:sqlite';
import { AssayError } from '../../model/errors.ts';
import type { GateRunStore } from '../gateRunStore.ts';
import { waiverOf } from './gateRunRows.ts';
import type { GroupCommit } from './groupCommit.ts';

type Waivers = Pick<GateRunStore, 'keepWaiver' | 'revokeWaiver' | 'waivers'>;

export function waivers({
  db,
  commit,
}: {
  readonly db: DatabaseSync;
  readonly commit: GroupCommit;
}): Waivers {
  const insert = db.prepare(
    `INSERT INTO gate_waiver (waiver_id, component, objective, slice, owner, reason, created, expires, revoked)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const revoke = db.prepare('UPDATE gate_waiver SET revoked = coalesce(revoked, ?) WHERE waiver_id = ?');
  const selectAll = db.prepare('SELECT * FROM gate_waiver WHERE component = ? ORDER BY id DESC');

  return {
    keepWaiver(waiver) {
      return commit.submit(() => {
        insert.run(
          waiver.waiverId,
          waiver.component,
          waiver.objective,
          waiver.slice,
          waiver.owner,
          waiver.reason,
          waiver.createdAt,
          waiver.expiresAt,
          waiver.revokedAt,
        );
      });
    },
    revokeWaiver(waiverId, now) {
      return commit.submit(() => {
        if (revoke.run(now, waiverId).changes === 0) {
          throw new AssayError('waiver/not-found', `No waiver has the id ${waiverId}.`);
        }
      });
    },
    async waivers(component) {
      return selectAll.all(component).map(waiverOf);
    },
  };
}
