// Calibrations of judges in SQLite: the record as JSON beside the columns it is found by.
import type { DatabaseSync } from 'node:sqlite';
import type { Calibration, CalibrationLabel } from '../../model/calibration.ts';
import type { CalibrationStore } from '../calibrationStore.ts';
import { type Row, text } from './columns.ts';
import type { GroupCommit } from './groupCommit.ts';
import { pageOfRows } from './pageOfRows.ts';

const shortestPrefix = 4;

export function sqliteCalibrations({
  db,
  commit,
}: {
  readonly db: DatabaseSync;
  readonly commit: GroupCommit;
}): CalibrationStore {
  const insert = db.prepare(
    `INSERT INTO judge_calibration
       (calibration_id, component, objective, judge_hash, question_hash, calibrated, record, labels)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const select = db.prepare('SELECT record FROM judge_calibration WHERE calibration_id = ?');
  const selectByPrefix = db.prepare(
    `SELECT calibration_id FROM judge_calibration
     WHERE substr(calibration_id, 1, length(?1)) = ?1 ORDER BY calibration_id LIMIT 20`,
  );
  const selectNewest = db.prepare(
    'SELECT record FROM judge_calibration WHERE judge_hash = ? ORDER BY calibrated DESC, id DESC LIMIT 1',
  );
  const selectLabels = db.prepare('SELECT labels FROM judge_calibration WHERE calibration_id = ?');
  const selectLabelsFor = db.prepare(
    'SELECT labels FROM judge_calibration WHERE question_hash = ? ORDER BY calibrated DESC, id DESC',
  );

  return {
    async keep(calibration, labels) {
      const { calibrationId, component, objective, pin, calibratedAt } = calibration;
      const record = JSON.stringify(calibration);
      const kept = JSON.stringify(labels);
      await commit.submit(() => {
        insert.run(
          calibrationId,
          component,
          objective,
          pin.judgeHash,
          pin.questionHash,
          calibratedAt,
          record,
          kept,
        );
      });
    },
    async get(calibrationId) {
      const row = select.get(calibrationId);
      return row === undefined ? undefined : calibrationOf(row);
    },
    async findByPrefix(prefix) {
      if (prefix.length < shortestPrefix) return [];
      return selectByPrefix.all(prefix).map((row) => text(row, 'calibration_id'));
    },
    async newest(judgeHash) {
      const row = selectNewest.get(judgeHash);
      return row === undefined ? undefined : calibrationOf(row);
    },
    async list({ component, objective, judgeHash }, page) {
      const wanted = [
        ['component', component],
        ['objective', objective],
        ['judge_hash', judgeHash],
      ] as const;
      return pageOfRows(
        db,
        {
          columns: 'record',
          from: 'judge_calibration',
          where: wanted.flatMap(([column, value]) =>
            value === null ? [] : [{ sql: `${column} = ?`, bindings: [value] }],
          ),
          order: [
            { name: 'sort_time', value: 'calibrated', descending: true, rank: null },
            { name: 'sort_id', value: 'id', descending: true, rank: null },
          ],
          read: calibrationOf,
        },
        page,
      );
    },
    async labels(calibrationId) {
      const row = selectLabels.get(calibrationId);
      return row === undefined ? [] : labelsOf(row);
    },
    async labelsFor(questionHash) {
      return selectLabelsFor.all(questionHash).flatMap(labelsOf);
    },
  };
}

function calibrationOf(row: Row): Calibration {
  // Written by `keep` above and by nothing else.
  return JSON.parse(text(row, 'record')) as Calibration;
}

function labelsOf(row: Row): readonly CalibrationLabel[] {
  // Written by `keep` above and by nothing else.
  return JSON.parse(text(row, 'labels')) as readonly CalibrationLabel[];
}
