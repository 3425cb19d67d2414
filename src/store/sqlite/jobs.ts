// The job queue in SQLite: taken by lease, so that a worker that dies loses only time. Schedules are beside it.
import type { DatabaseSync } from 'node:sqlite';
import { AssayError } from '../../model/errors.ts';
import type { Job, JobState } from '../../model/job.ts';
import type { JobStore, Lease, NewJob } from '../jobStore.ts';
import { number, numberOrNull, type Row, text } from './columns.ts';
import type { GroupCommit } from './groupCommit.ts';
import { jobOf } from './jobRows.ts';
import { jobSchedules } from './jobSchedules.ts';
import { pageOfRows } from './pageOfRows.ts';

interface Parts {
  readonly db: DatabaseSync;
  readonly commit: GroupCommit;
}

const deadByLease = 'The worker that had the job disappeared, and no attempts are left.';

export function sqliteJobs({ db, commit }: Parts): JobStore {
  const select = db.prepare('SELECT * FROM job WHERE job_id = ?');
  const selectSame = db.prepare(
    `SELECT * FROM job WHERE same_as = ? AND state IN ('queued', 'running') LIMIT 1`,
  );
  const insert = db.prepare(
    `INSERT INTO job (job_id, kind, payload, priority, state, most_attempts, not_before, same_as, origin, created)
     VALUES (?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?) RETURNING *`,
  );
  const bury = db.prepare(
    `UPDATE job SET state = CASE WHEN cancel_requested = 1 THEN 'cancelled' ELSE 'dead' END, ended = ?, lease_owner = NULL,
       lease_until = NULL, error_code = 'job/worker-lost', error_message = ?
     WHERE state = 'running' AND lease_until <= ? AND (attempts >= most_attempts OR cancel_requested = 1)`,
  );
  const requeue = db.prepare(
    `UPDATE job SET state = 'queued', lease_owner = NULL, lease_until = NULL WHERE state = 'running' AND lease_until <= ?`,
  );
  const next = db.prepare(
    `SELECT id FROM job WHERE state = 'queued' AND not_before <= ? AND kind IN (SELECT value FROM json_each(?))
     ORDER BY priority DESC, not_before, id LIMIT 1`,
  );
  const begin = db.prepare(
    `UPDATE job SET state = 'running', attempts = attempts + 1, lease_owner = ?, lease_until = ?, started = ? WHERE id = ? RETURNING *`,
  );
  const extend = db.prepare('UPDATE job SET lease_until = ?, progress = ? WHERE job_id = ? RETURNING *');
  const end = db.prepare(
    `UPDATE job SET state = ?, result = ?, error_code = ?, error_message = ?, ended = ?, lease_owner = NULL, lease_until = NULL
     WHERE job_id = ?`,
  );
  const putBack = db.prepare(
    `UPDATE job SET state = 'queued', attempts = attempts - ?, not_before = ?, error_code = ?, error_message = ?, lease_owner = NULL,
       lease_until = NULL WHERE job_id = ?`,
  );
  const askToStop = db.prepare('UPDATE job SET cancel_requested = 1 WHERE job_id = ?');
  const revive = db.prepare(
    `UPDATE job SET state = 'queued', attempts = 0, not_before = ?, cancel_requested = 0, ended = NULL, progress = 'null'
     WHERE job_id = ?`,
  );
  const count = db.prepare('SELECT state, count(*) AS n FROM job GROUP BY state');
  const oldest = db.prepare(
    `SELECT min(not_before) AS since FROM job WHERE state = 'queued' AND not_before <= ?`,
  );

  function require(jobId: string): Row {
    const row = select.get(jobId);
    if (row === undefined) throw new AssayError('job/not-found', `No job has the id ${jobId}.`);
    return row;
  }

  function held({ jobId, owner }: Lease): Job {
    const job = jobOf(require(jobId));
    if (job.state === 'running' && job.leaseOwner === owner) return job;
    throw new AssayError(
      'job/lease-lost',
      `The job ${jobId} is ${job.state}${job.leaseOwner === null ? '' : ` and belongs to ${job.leaseOwner}`}; it was taken from ${owner}.`,
    );
  }

  function enqueue(job: NewJob, now: number): { readonly job: Job; readonly isNew: boolean } {
    const same = job.sameAs === null ? undefined : selectSame.get(job.sameAs);
    if (same !== undefined) return { job: jobOf(same), isNew: false };
    const row = insert.get(
      job.jobId,
      job.kind,
      JSON.stringify(job.payload),
      job.priority,
      job.mostAttempts,
      job.notBefore,
      job.sameAs,
      job.origin,
      now,
    );
    if (row === undefined) throw new Error('the new job has no row');
    return { job: jobOf(row), isNew: true };
  }

  return {
    enqueue: (job, now) => commit.submit(() => enqueue(job, now)),
    take(owner, kinds, now, leaseMs) {
      return commit.submit(() => {
        bury.run(now, deadByLease, now);
        requeue.run(now);
        const found = next.get(now, JSON.stringify(kinds));
        if (found === undefined) return undefined;
        const row = begin.get(owner, now + leaseMs, now, number(found, 'id'));
        return row === undefined ? undefined : jobOf(row);
      });
    },
    extend(lease, until, progress) {
      return commit.submit(() => {
        held(lease);
        const row = extend.get(until, JSON.stringify(progress), lease.jobId);
        if (row === undefined) throw new Error('a job that was there is gone');
        return jobOf(row);
      });
    },
    complete(lease, result, now) {
      return commit.submit(() => {
        held(lease);
        end.run('done', JSON.stringify(result), null, null, now, lease.jobId);
      });
    },
    fail(lease, error, retryAt, now) {
      return commit.submit(() => {
        const job = held(lease);
        if (retryAt !== null && !job.isCancelRequested) {
          putBack.run(0, retryAt, error.code, error.message, lease.jobId);
          return;
        }
        const state: JobState = job.isCancelRequested ? 'cancelled' : 'dead';
        end.run(state, 'null', error.code, error.message, now, lease.jobId);
      });
    },
    release(lease, now) {
      return commit.submit(() => {
        held(lease);
        putBack.run(1, now, null, null, lease.jobId);
      });
    },
    cancel(jobId, now) {
      return commit.submit(() => {
        const { state } = jobOf(require(jobId));
        if (state === 'queued') end.run('cancelled', 'null', null, null, now, jobId);
        if (state === 'running') askToStop.run(jobId);
        return jobOf(require(jobId));
      });
    },
    revive(jobId, now) {
      return commit.submit(() => {
        const job = jobOf(require(jobId));
        if (job.state !== 'dead' && job.state !== 'cancelled') {
          throw new AssayError(
            'job/not-ended',
            `The job ${jobId} is ${job.state}; only dead and cancelled jobs are tried again.`,
          );
        }
        const same = job.sameAs === null ? undefined : selectSame.get(job.sameAs);
        if (same !== undefined) return jobOf(same);
        revive.run(now, jobId);
        return jobOf(require(jobId));
      });
    },
    async get(jobId) {
      const row = select.get(jobId);
      return row === undefined ? undefined : jobOf(row);
    },
    async list({ state, kind }, page) {
      const where = [
        ...(state === null ? [] : [{ sql: 'state = ?', bindings: [state] }]),
        ...(kind === null ? [] : [{ sql: 'kind = ?', bindings: [kind] }]),
      ];
      const order = [{ name: 'sort_id', value: 'id', descending: true, rank: null }];
      return pageOfRows(db, { columns: '*', from: 'job', where, order, read: jobOf }, page);
    },
    async figures(now) {
      const counts = { queued: 0, running: 0, done: 0, dead: 0, cancelled: 0 };
      for (const row of count.all()) counts[text(row, 'state') as JobState] = number(row, 'n');
      const row = oldest.get(now);
      const since = row === undefined ? null : numberOrNull(row, 'since');
      return { counts, oldestWaitMs: since === null ? null : now - since };
    },
    ...jobSchedules({ db, commit, enqueue }),
  };
}
