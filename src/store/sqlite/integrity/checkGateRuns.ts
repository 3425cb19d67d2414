// Asks whether gate runs are as they were kept: records that can be read and agree with their columns, decided ones with their results.
import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { IntegrityDepth } from '../../store.ts';
import { type Row, text, textOrNull } from '../columns.ts';

/** Enough to see what happened. */
const mostProblems = 100;

/** With `contents` every stored result is read and hashed. */
export function checkGateRuns(db: DatabaseSync, depth: IntegrityDepth): readonly string[] {
  const problems: string[] = [];
  // One at a time: records and results may be large.
  const runs = db.prepare(
    `SELECT gate_run_id, status, verdict, record, record_hash, hash, ${depth === 'contents' ? 'content' : 'NULL AS content'}
     FROM gate_run LEFT JOIN gate_run_results ON gate_run_results.gate_run = gate_run.id ORDER BY gate_run.id`,
  );
  for (const row of runs.iterate()) {
    for (const problem of problemsOf(row, depth))
      problems.push(`gate run ${text(row, 'gate_run_id')}: ${problem}`);
    if (problems.length >= mostProblems) return [...problems, 'gate runs: more problems are not listed'];
  }
  return problems;
}

function problemsOf(row: Row, depth: IntegrityDepth): readonly string[] {
  const record = recordOf(text(row, 'record'));
  if (record === undefined) return ['its record cannot be read'];
  const problems: string[] = [];
  const status = text(row, 'status');
  if (record.gateRunId !== text(row, 'gate_run_id')) problems.push('its record is that of another run');
  if (record.status !== status || (record.verdict ?? null) !== textOrNull(row, 'verdict')) {
    problems.push('its record tells another status or verdict than it is listed with');
  }
  const recordHash = textOrNull(row, 'record_hash');
  if (recordHash !== null && createHash('sha256').update(text(row, 'record')).digest('hex') !== recordHash) {
    problems.push('its record does not have the hash it was kept under');
  }
  const hash = textOrNull(row, 'hash');
  if (hash === null) {
    if (status === 'DECIDED') problems.push('it is decided and its results are missing');
    return problems;
  }
  if (record.resultsHash !== hash)
    problems.push('its results are kept under another hash than its record names');
  if (depth === 'records') return problems;
  const content = row['content'];
  const isIntact =
    content instanceof Uint8Array && createHash('sha256').update(content).digest('hex') === hash;
  return isIntact ? problems : [...problems, 'its results are not those of their hash'];
}

interface Told {
  readonly gateRunId?: unknown;
  readonly status?: unknown;
  readonly verdict?: unknown;
  readonly resultsHash?: unknown;
}

function recordOf(json: string): Told | undefined {
  let record: unknown;
  try {
    record = JSON.parse(json);
  } catch {
    // Said by the caller, with the id of the run.
    return undefined;
  }
  return typeof record === 'object' && record !== null ? record : undefined;
}
