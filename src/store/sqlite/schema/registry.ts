// The tables of registered models and their versions. A deleted version leaves its row, so that its number is not given again;
// what happened is kept in a table that is only ever added to.
export const registrySchema = `
CREATE TABLE registered_model (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  description TEXT,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL
) STRICT;
CREATE TABLE registered_model_tag (
  model INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (model, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE model_version (
  id INTEGER PRIMARY KEY,
  model INTEGER NOT NULL,
  version INTEGER NOT NULL,
  stage TEXT NOT NULL DEFAULT 'None',
  description TEXT,
  source TEXT NOT NULL,
  download_uri TEXT NOT NULL,
  run_id TEXT,
  run_link TEXT,
  model_id TEXT,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0,
  UNIQUE (model, version)
) STRICT;
CREATE INDEX model_version_by_update ON model_version (deleted, updated DESC);
CREATE INDEX model_version_by_stage ON model_version (model, stage, version) WHERE deleted = 0;
CREATE INDEX model_version_by_run ON model_version (run_id) WHERE run_id IS NOT NULL;
CREATE TABLE model_version_tag (
  version INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (version, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE registered_model_alias (
  model INTEGER NOT NULL,
  alias TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (model, alias)
) STRICT, WITHOUT ROWID;
CREATE TABLE registry_event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  model INTEGER NOT NULL,
  name TEXT NOT NULL,
  version INTEGER,
  kind TEXT NOT NULL,
  alias TEXT,
  came_from TEXT,
  went_to TEXT,
  by_whom TEXT
) STRICT;
CREATE INDEX registry_event_by_model ON registry_event (model, id DESC);
CREATE INDEX registry_event_by_name ON registry_event (name, model);
`;
