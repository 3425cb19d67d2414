// The tree of artifact paths: one row a directory or file, by its parent and name, so that a listing is one range of one index.
// A directory has no content hash. Row 0 is never stored: it is the root. The content itself lies in files beside the database.
export const artifactSchema = `
CREATE TABLE artifact (
  id INTEGER PRIMARY KEY,
  parent INTEGER NOT NULL,
  name TEXT NOT NULL,
  sha256 BLOB,
  size INTEGER,
  written INTEGER NOT NULL,
  UNIQUE (parent, name),
  CHECK ((sha256 IS NULL) = (size IS NULL)),
  CHECK (sha256 IS NULL OR length(sha256) = 32)
) STRICT;
CREATE INDEX artifact_by_content ON artifact (sha256) WHERE sha256 IS NOT NULL;
`;
