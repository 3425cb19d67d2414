// Alerts in SQLite: raised, acknowledged once, never deleted.
import type { DatabaseSync } from 'node:sqlite';
import { AssayError } from '../../model/errors.ts';
import type { GateRunStore } from '../gateRunStore.ts';
import { alertOf } from './gateRunRows.ts';
import type { GroupCommit } from './groupCommit.ts';
import { pageOfRows } from './pageOfRows.ts';

type Alerts = Pick<GateRunStore, 'raiseAlert' | 'acknowledgeAlert' | 'alerts'>;

export function alerts({ db, commit }: { readonly db: DatabaseSync; readonly commit: GroupCommit }): Alerts {
  const insert = db.prepare(
    'INSERT INTO alert (alert_id, kind, subject, message, recipient, raised, acknowledged) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const acknowledge = db.prepare(
    'UPDATE alert SET acknowledged = coalesce(acknowledged, ?) WHERE alert_id = ?',
  );

  return {
    raiseAlert(alert) {
      return commit.submit(() => {
        insert.run(
          alert.alertId,
          alert.kind,
          alert.subject,
          alert.message,
          alert.recipient,
          alert.raisedAt,
          alert.acknowledgedAt,
        );
      });
    },
    acknowledgeAlert(alertId, now) {
      return commit.submit(() => {
        if (acknowledge.run(now, alertId).changes === 0) {
          throw new AssayError('alert/not-found', `No alert has the id ${alertId}.`);
        }
      });
    },
    async alerts(page) {
      return pageOfRows(
        db,
        {
          columns: '*',
          from: 'alert',
          where: [],
          order: [{ name: 'sort_id', value: 'id', descending: true, rank: null }],
          read: alertOf,
        },
        page,
      );
    },
  };
}
