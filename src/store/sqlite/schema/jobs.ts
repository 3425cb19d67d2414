// Tables of the job queue and its schedules.
export const jobSchema = `
CREATE TABLE job (
  id INTEGER PRIMARY KEY,
  job_id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  priority INTEGER NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  most_attempts INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  same_as TEXT,
  origin TEXT NOT NULL,
  lease_owner TEXT,
  lease_until INTEGER,
  cancel_requested INTEGER NOT NULL DEFAULT 0,
  progress TEXT NOT NULL DEFAULT 'null',
  result TEXT NOT NULL DEFAULT 'null',
  error_code TEXT,
  error_message TEXT,
  created INTEGER NOT NULL,
  started INTEGER,
  ended INTEGER
) STRICT;
CREATE INDEX job_waiting ON job (priority DESC, not_before, id) WHERE state = 'queued';
CREATE INDEX job_leased ON job (lease_until) WHERE state = 'running';
CREATE INDEX job_by_state ON job (state, id DESC);
CREATE UNIQUE INDEX job_same ON job (same_as) WHERE same_as IS NOT NULL AND state IN ('queued', 'running');

CREATE TABLE job_schedule (
  schedule_id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  priority INTEGER NOT NULL,
  cron TEXT NOT NULL,
  timezone TEXT NOT NULL,
  paused INTEGER NOT NULL,
  next_at INTEGER,
  last_at INTEGER,
  created INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;
