// Tables of gate runs and what belongs to them: results, component versions, waivers, alerts. A gate run that ended never changes.
export const gateRunSchema = `
CREATE TABLE gate_run (
  id INTEGER PRIMARY KEY,
  gate_run_id TEXT NOT NULL UNIQUE,
  component TEXT NOT NULL,
  tier TEXT NOT NULL,
  status TEXT NOT NULL,
  verdict TEXT,
  headline TEXT,
  candidate_label TEXT,
  candidate_hash TEXT NOT NULL,
  baseline_label TEXT,
  baseline_hash TEXT,
  dataset_name TEXT NOT NULL,
  dataset_version TEXT NOT NULL,
  cost_usd REAL,
  actor TEXT,
  git_commit TEXT,
  pull_request TEXT,
  started INTEGER NOT NULL,
  ended INTEGER,
  record TEXT NOT NULL
) STRICT;
CREATE INDEX gate_run_by_component ON gate_run (component, started DESC, id DESC);
CREATE INDEX gate_run_by_dataset ON gate_run (dataset_version, status, candidate_hash);
CREATE INDEX gate_run_by_verdict ON gate_run (status, verdict);
CREATE INDEX gate_run_by_start ON gate_run (started DESC, id DESC);

CREATE TRIGGER gate_run_is_final BEFORE UPDATE ON gate_run WHEN OLD.status <> 'RUNNING'
BEGIN SELECT RAISE(ABORT, 'a gate run that has ended never changes'); END;
CREATE TRIGGER gate_run_stays BEFORE DELETE ON gate_run WHEN OLD.status = 'DECIDED'
BEGIN SELECT RAISE(ABORT, 'a decided gate run is never deleted'); END;

CREATE TABLE gate_run_results (
  gate_run INTEGER PRIMARY KEY REFERENCES gate_run (id),
  hash TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT;
CREATE TRIGGER gate_run_results_are_final BEFORE UPDATE ON gate_run_results
BEGIN SELECT RAISE(ABORT, 'the results of a gate run never change'); END;

CREATE TABLE component_version (
  component TEXT NOT NULL,
  hash TEXT NOT NULL,
  label TEXT,
  manifest TEXT NOT NULL,
  created INTEGER NOT NULL,
  used INTEGER NOT NULL,
  PRIMARY KEY (component, hash)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX component_version_label ON component_version (component, label) WHERE label IS NOT NULL;
CREATE INDEX component_version_newest ON component_version (component, created DESC, hash);

CREATE TABLE gate_waiver (
  id INTEGER PRIMARY KEY,
  waiver_id TEXT NOT NULL UNIQUE,
  component TEXT NOT NULL,
  objective TEXT NOT NULL,
  slice TEXT,
  owner TEXT NOT NULL,
  reason TEXT NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  revoked INTEGER
) STRICT;
CREATE INDEX gate_waiver_by_component ON gate_waiver (component, id DESC);

CREATE TABLE alert (
  id INTEGER PRIMARY KEY,
  alert_id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  message TEXT NOT NULL,
  recipient TEXT,
  raised INTEGER NOT NULL,
  acknowledged INTEGER
) STRICT;
`;
