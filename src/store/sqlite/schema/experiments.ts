// The tables of experiments. Experiment 0, "Default", is there from the start because MLflow clients log to it unasked.
export const experimentSchema = `
CREATE TABLE experiment (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  artifact_location TEXT NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL
) STRICT;
CREATE INDEX experiment_by_update ON experiment (updated DESC, id DESC);
CREATE TABLE experiment_tag (
  experiment INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (experiment, key)
) STRICT, WITHOUT ROWID;
`;
