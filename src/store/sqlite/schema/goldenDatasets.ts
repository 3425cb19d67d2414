// Tables of golden datasets. An example is kept once however many versions have it; a version's members are in the order of example ids.
export const goldenDatasetSchema = `
CREATE TABLE golden_dataset (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL
) STRICT;
CREATE TABLE golden_example (
  id INTEGER PRIMARY KEY,
  leaf_hash BLOB NOT NULL UNIQUE,
  example_id BLOB NOT NULL,
  content BLOB NOT NULL
) STRICT;
CREATE TABLE golden_version (
  id INTEGER PRIMARY KEY,
  dataset INTEGER NOT NULL,
  version_id TEXT NOT NULL,
  standing TEXT NOT NULL,
  label TEXT,
  card TEXT NOT NULL,
  slices TEXT NOT NULL,
  input_schema TEXT NOT NULL,
  coverage TEXT NOT NULL,
  based_on TEXT,
  author TEXT,
  created INTEGER NOT NULL,
  approved_by TEXT,
  approved INTEGER,
  published INTEGER,
  UNIQUE (dataset, version_id)
) STRICT;
CREATE UNIQUE INDEX golden_version_by_label ON golden_version (dataset, label) WHERE label IS NOT NULL;
CREATE INDEX golden_version_by_version_id ON golden_version (version_id);
CREATE INDEX golden_version_in_order ON golden_version (dataset, id);
CREATE TABLE golden_member (
  version INTEGER NOT NULL,
  position INTEGER NOT NULL,
  example INTEGER NOT NULL,
  PRIMARY KEY (version, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE golden_event (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  actor TEXT,
  note TEXT,
  detail TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX golden_event_of_version ON golden_event (version, id);
CREATE TABLE golden_look (
  id INTEGER PRIMARY KEY,
  look_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  version_id TEXT NOT NULL,
  actor TEXT,
  purpose TEXT NOT NULL,
  reason TEXT,
  gate_run_id TEXT,
  examples INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX golden_look_of_dataset ON golden_look (name, id);
`;
