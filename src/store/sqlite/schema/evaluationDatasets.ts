// The tables of MLflow's evaluation datasets. Inputs and the like are JSON texts, because their numbers may exceed a double.
export const evaluationDatasetSchema = `
CREATE TABLE evaluation_dataset (
  id INTEGER PRIMARY KEY,
  dataset_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  schema TEXT,
  profile TEXT,
  digest TEXT NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  created_by TEXT,
  updated_by TEXT
) STRICT;
CREATE INDEX evaluation_dataset_by_creation ON evaluation_dataset (created DESC, dataset_id);
CREATE INDEX evaluation_dataset_by_name ON evaluation_dataset (name);
CREATE TABLE evaluation_dataset_tag (
  id INTEGER PRIMARY KEY,
  dataset INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT,
  UNIQUE (dataset, key)
) STRICT;
CREATE TABLE evaluation_dataset_experiment (
  dataset INTEGER NOT NULL,
  experiment INTEGER NOT NULL,
  PRIMARY KEY (dataset, experiment)
) STRICT, WITHOUT ROWID;
CREATE INDEX evaluation_dataset_by_experiment ON evaluation_dataset_experiment (experiment, dataset);
CREATE TABLE evaluation_record (
  id INTEGER PRIMARY KEY,
  record_id TEXT NOT NULL UNIQUE,
  dataset INTEGER NOT NULL,
  input_hash TEXT NOT NULL,
  inputs TEXT NOT NULL,
  outputs TEXT,
  expectations TEXT,
  tags TEXT,
  source_type TEXT,
  source_id TEXT,
  source_data TEXT,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  created_by TEXT,
  updated_by TEXT,
  UNIQUE (dataset, input_hash)
) STRICT;
CREATE INDEX evaluation_record_in_order ON evaluation_record (dataset, id);
`;
