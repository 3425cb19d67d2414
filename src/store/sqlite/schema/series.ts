// The tables of metric series: keys, what a run's series amount to (for search), points not yet sealed, sealed blocks. Not their codecs.
//
// metric_summary is what searches read. It is written lazily (SeriesEngine.flush), so await a flush before asking a reader thread.
//   last            the latest value, the maximum by (step, timestamp, value); NULL means NaN, never "absent": absent is no row
//   last_step, last_timestamp   64-bit: select them through exactInteger
//   min, max        of the values that are not NaN; NULL when all are NaN
//   sum             of the values that are not NaN; NULL when that is not a number (infinities of both signs)
//                   all three are NULL when count is 1, because `last` says it: most series of most runs are one point
//   metric_summary_by_value serves `metrics.k > x` and `ORDER BY metrics.k` within an experiment
//
// metric_run says how far the two lazy copies of the tail have come: tail rows up to `sealed_to` are in blocks (or were rewritten
// further on), rows up to `summarized_to` are in the summary. `seals` grows by one when points move from the tail into blocks.
// metric_tail ids are given by the engine, always grow, and the newest row is never deleted.
// metric_block rows with key 0 hold several short series of a run together; their step0 and step1 are the first and last key.
export const seriesSchema = `
CREATE TABLE metric_key (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE metric_summary (
  run INTEGER NOT NULL,
  key INTEGER NOT NULL,
  experiment INTEGER NOT NULL,
  last REAL,
  last_step INTEGER NOT NULL,
  last_timestamp INTEGER NOT NULL,
  count INTEGER NOT NULL,
  min REAL,
  max REAL,
  sum REAL,
  PRIMARY KEY (run, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX metric_summary_by_value ON metric_summary (experiment, key, last, run);
CREATE TABLE metric_run (
  run INTEGER PRIMARY KEY,
  sealed_to INTEGER NOT NULL,
  summarized_to INTEGER NOT NULL,
  seals INTEGER NOT NULL,
  points INTEGER NOT NULL
) STRICT;
CREATE TABLE metric_tail (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL,
  n INTEGER NOT NULL,
  data BLOB NOT NULL
) STRICT;
CREATE TABLE metric_block (
  run INTEGER NOT NULL,
  key INTEGER NOT NULL,
  step0 INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  step1 INTEGER NOT NULL,
  timestamp0 INTEGER NOT NULL,
  timestamp1 INTEGER NOT NULL,
  n INTEGER NOT NULL,
  rollup BLOB,
  data BLOB NOT NULL,
  PRIMARY KEY (run, key, step0, seq)
) STRICT, WITHOUT ROWID;
`;
