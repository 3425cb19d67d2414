// The tables of runs: identity, params, tags, inputs and outputs. Metric series have their own.
// Values longer than 256 characters stay out of the value indexes: nobody searches for them by equality, and they would double the file.
export const runSchema = `
CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL UNIQUE,
  experiment INTEGER NOT NULL,
  name TEXT NOT NULL,
  user_id TEXT NOT NULL,
  status TEXT NOT NULL,
  start_time INTEGER NOT NULL,
  end_time INTEGER,
  artifact_uri TEXT NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0,
  deleted_time INTEGER
) STRICT;
CREATE INDEX run_by_start ON run (experiment, deleted, start_time DESC, run_id);
CREATE INDEX run_by_start_anywhere ON run (deleted, start_time DESC, run_id, experiment);
CREATE TABLE param (
  run INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX param_by_value ON param (key, value, run) WHERE length(value) <= 256;
CREATE TABLE tag (
  run INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_by_value ON tag (key, value, run) WHERE length(value) <= 256;
CREATE TABLE dataset_input (
  id INTEGER PRIMARY KEY,
  experiment INTEGER NOT NULL,
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  source_type TEXT NOT NULL,
  source TEXT NOT NULL,
  schema TEXT,
  profile TEXT,
  UNIQUE (experiment, name, digest)
) STRICT;
CREATE TABLE run_dataset (
  run INTEGER NOT NULL,
  dataset INTEGER NOT NULL,
  PRIMARY KEY (run, dataset)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_dataset_by_dataset ON run_dataset (dataset, run);
CREATE TABLE run_dataset_tag (
  run INTEGER NOT NULL,
  dataset INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run, dataset, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE run_model_input (
  run INTEGER NOT NULL,
  model_id TEXT NOT NULL,
  PRIMARY KEY (run, model_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE run_model_output (
  run INTEGER NOT NULL,
  model_id TEXT NOT NULL,
  step INTEGER NOT NULL,
  PRIMARY KEY (run, model_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE run_fingerprint (
  run INTEGER PRIMARY KEY,
  manifest TEXT NOT NULL,
  data TEXT,
  seed TEXT
) STRICT;
CREATE INDEX run_fingerprint_by_hash ON run_fingerprint (manifest, data, seed, run);
`;
