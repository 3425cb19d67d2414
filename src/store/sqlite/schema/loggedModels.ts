// The tables of logged models and the points measured on them. A point is kept once; NaN is a null value, as SQLite has none.
export const loggedModelSchema = `
CREATE TABLE logged_model (
  id INTEGER PRIMARY KEY,
  model_id TEXT NOT NULL UNIQUE,
  experiment INTEGER NOT NULL,
  name TEXT NOT NULL,
  model_type TEXT NOT NULL,
  source_run_id TEXT NOT NULL,
  status TEXT NOT NULL,
  artifact_uri TEXT NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX logged_model_by_creation ON logged_model (experiment, deleted, created DESC, model_id);
CREATE INDEX logged_model_by_run ON logged_model (source_run_id) WHERE source_run_id <> '';
CREATE TABLE logged_model_param (
  model INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (model, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE logged_model_tag (
  model INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (model, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE logged_model_metric (
  id INTEGER PRIMARY KEY,
  model INTEGER NOT NULL,
  key TEXT NOT NULL,
  run INTEGER NOT NULL,
  dataset_name TEXT NOT NULL DEFAULT '',
  dataset_digest TEXT NOT NULL DEFAULT '',
  step INTEGER NOT NULL,
  timestamp INTEGER NOT NULL,
  value REAL,
  is_nan INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX logged_model_metric_once
  ON logged_model_metric (model, key, run, step, timestamp, dataset_name, dataset_digest, is_nan, ifnull(value, 0));
`;
