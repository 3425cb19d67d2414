// Table of calibrations of judges. A calibration never changes and is never deleted.
export const calibrationSchema = `
CREATE TABLE judge_calibration (
  id INTEGER PRIMARY KEY,
  calibration_id TEXT NOT NULL UNIQUE,
  component TEXT,
  objective TEXT NOT NULL,
  judge_hash TEXT NOT NULL,
  question_hash TEXT NOT NULL,
  calibrated INTEGER NOT NULL,
  record TEXT NOT NULL,
  labels TEXT NOT NULL
) STRICT;
CREATE INDEX judge_calibration_by_judge ON judge_calibration (judge_hash, calibrated DESC, id DESC);
CREATE INDEX judge_calibration_by_question ON judge_calibration (question_hash, calibrated DESC, id DESC);
CREATE INDEX judge_calibration_by_time ON judge_calibration (calibrated DESC, id DESC);

CREATE TRIGGER judge_calibration_is_final BEFORE UPDATE ON judge_calibration
BEGIN SELECT RAISE(ABORT, 'a calibration never changes'); END;
CREATE TRIGGER judge_calibration_stays BEFORE DELETE ON judge_calibration
BEGIN SELECT RAISE(ABORT, 'a calibration is never deleted'); END;
`;
