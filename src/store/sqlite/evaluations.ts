// Calls and scores by their content in SQLite: what was answered once is not asked again. Not gate runs.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CallRecord, Score } from '../../model/evaluation.ts';
import type { EvaluationStore } from '../evaluationStore.ts';
import { arrayRows } from './arrayRows.ts';
import { numberCell, textCell } from './columns.ts';
import type { GroupCommit } from './groupCommit.ts';

interface Parts {
  readonly db: DatabaseSync;
  readonly commit: GroupCommit;
  readonly now: () => number;
}

/** Reading marks what it used at most this often, so that a cached rerun writes next to nothing. */
const touchAfterMs = 24 * 3600 * 1000;

/** Keys looked up before other work of the process gets its turn: about 5 ms. */
const keysPerTurn = 500;

/** Rows deleted in one transaction of a sweep. */
const rowsPerSweep = 1000;

const selectCalls = `SELECT call_json, used_at FROM evaluation_calls
  WHERE target_hash = ? AND example_id = ? AND epoch < ? ORDER BY epoch`;
const selectScore =
  'SELECT score_json, used_at FROM evaluation_scores WHERE evaluator_hash = ? AND subject_hash = ?';

export function sqliteEvaluations({ db, commit, now }: Parts): EvaluationStore {
  const insertCall = db.prepare(
    `INSERT INTO evaluation_calls (target_hash, example_id, epoch, call_json, used_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  );
  const touchCalls = db.prepare(
    'UPDATE evaluation_calls SET used_at = ? WHERE target_hash = ? AND example_id = ?',
  );
  const insertScore = db.prepare(
    `INSERT INTO evaluation_scores (evaluator_hash, subject_hash, score_json, used_at) VALUES (?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  );
  const touchScore = db.prepare(
    'UPDATE evaluation_scores SET used_at = ? WHERE evaluator_hash = ? AND subject_hash = ?',
  );
  const sweeps = [
    `DELETE FROM evaluation_calls WHERE (target_hash, example_id, epoch) IN
       (SELECT target_hash, example_id, epoch FROM evaluation_calls WHERE used_at < ? LIMIT ${rowsPerSweep})`,
    `DELETE FROM evaluation_scores WHERE (evaluator_hash, subject_hash) IN
       (SELECT evaluator_hash, subject_hash FROM evaluation_scores WHERE used_at < ? LIMIT ${rowsPerSweep})`,
  ].map((sql) => db.prepare(sql));

  async function touch(statement: StatementSync, owner: string, keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const time = now();
    const ownerKey = blob(owner);
    await commit.submit(() => {
      for (const key of keys) statement.run(time, ownerKey, blob(key));
    });
  }

  return {
    async keepCalls(calls) {
      if (calls.length === 0) return;
      const time = now();
      const rows = calls.map(({ key, call }) => ({ key, json: JSON.stringify(call) }));
      await commit.submit(() => {
        for (const { key, json } of rows) {
          insertCall.run(blob(key.targetHash), blob(key.exampleId), key.epoch, json, time);
        }
      });
    },
    async calls(targetHash, exampleIds, epochs) {
      const owner = blob(targetHash);
      const stale: string[] = [];
      const found: CallRecord[] = [];
      const usedSince = now() - touchAfterMs;
      for (const [i, exampleId] of exampleIds.entries()) {
        if (i > 0 && i % keysPerTurn === 0) await nextTurn();
        let isStale = false;
        for (const [json, usedAt] of arrayRows(db, selectCalls, owner, blob(exampleId), epochs)) {
          // Written by keepCalls above and by nothing else.
          found.push(JSON.parse(textCell(json, 'call_json')) as CallRecord);
          isStale ||= numberCell(usedAt, 'used_at') < usedSince;
        }
        if (isStale) stale.push(exampleId);
      }
      await touch(touchCalls, targetHash, stale);
      return found;
    },
    async keepScores(scores) {
      if (scores.length === 0) return;
      const time = now();
      const rows = scores.map(({ key, score }) => ({ key, json: JSON.stringify(score) }));
      await commit.submit(() => {
        for (const { key, json } of rows) {
          insertScore.run(blob(key.evaluatorHash), blob(key.subjectHash), json, time);
        }
      });
    },
    async scores(evaluatorHash, subjectHashes) {
      const owner = blob(evaluatorHash);
      const stale: string[] = [];
      const found = new Map<string, Score>();
      const usedSince = now() - touchAfterMs;
      for (const [i, subjectHash] of subjectHashes.entries()) {
        if (i > 0 && i % keysPerTurn === 0) await nextTurn();
        const [row] = arrayRows(db, selectScore, owner, blob(subjectHash));
        if (row === undefined) continue;
        const [json, usedAt] = row;
        // Written by keepScores above and by nothing else.
        found.set(subjectHash, JSON.parse(textCell(json, 'score_json')) as Score);
        if (numberCell(usedAt, 'used_at') < usedSince) stale.push(subjectHash);
      }
      await touch(touchScore, evaluatorHash, stale);
      return found;
    },
    async sweep(lastUsedBefore) {
      let removed = 0;
      for (const statement of sweeps) {
        for (;;) {
          const changes = await commit.submit(() => Number(statement.run(lastUsedBefore).changes));
          removed += changes;
          if (changes < rowsPerSweep) break;
        }
      }
      return removed;
    },
  };
}

/** A hash of 64 hexadecimal digits takes half the room as bytes; any other name keeps its own, marked by a leading zero. */
function blob(name: string): Uint8Array {
  return /^[0-9a-f]{64}$/.test(name) ? Buffer.from(name, 'hex') : Buffer.from(`\0${name}`, 'utf8');
}
