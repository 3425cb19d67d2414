// Tables of calls and scores by their content. Calls: what was answered; scores: what an evaluator made of it.
export const evaluationSchema = `
CREATE TABLE evaluation_calls (
  target_hash BLOB NOT NULL,
  example_id BLOB NOT NULL,
  epoch INTEGER NOT NULL,
  call_json TEXT NOT NULL,
  used_at INTEGER NOT NULL,
  PRIMARY KEY (target_hash, example_id, epoch)
) STRICT, WITHOUT ROWID;

CREATE TABLE evaluation_scores (
  evaluator_hash BLOB NOT NULL,
  subject_hash BLOB NOT NULL,
  score_json TEXT NOT NULL,
  used_at INTEGER NOT NULL,
  PRIMARY KEY (evaluator_hash, subject_hash)
) STRICT, WITHOUT ROWID;
`;
