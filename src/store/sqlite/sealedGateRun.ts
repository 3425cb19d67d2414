// A gate run as its row holds it: the record under a hash of its own, and the columns that lists and filters read. Not the questions.
import { createHash } from 'node:crypto';
import { AssayError } from '../../model/errors.ts';
import type { GateRun } from '../../model/gateRun.ts';
import { type Row, text, textOrNull } from './columns.ts';

/** In the order of {@link columnsOf}. */
export const sealedColumns = [
  'component',
  'tier',
  'status',
  'verdict',
  'headline',
  'candidate_label',
  'candidate_hash',
  'baseline_label',
  'baseline_hash',
  'dataset_name',
  'dataset_version',
  'cost_usd',
  'actor',
  'git_commit',
  'pull_request',
  'started',
  'ended',
  'record',
  'record_hash',
] as const;

/** What a row says of a gate run, its record and the hash of the record included. */
export function columnsOf(run: GateRun): readonly (string | number | null)[] {
  const record = JSON.stringify(run);
  return [
    run.component,
    run.tier,
    run.status,
    run.verdict,
    run.judgement?.headline ?? run.error?.message ?? null,
    run.candidate.label,
    run.candidate.hash,
    run.baseline?.label ?? null,
    run.baseline?.hash ?? null,
    run.dataset.name,
    run.dataset.versionId,
    costOf(run),
    run.origin.actor,
    run.origin.commit,
    run.origin.pullRequest,
    run.startedAt,
    run.endedAt,
    record,
    hashOf(record),
  ];
}

/**
 * The record, as it was kept. Rows from before records had hashes are believed as far as they can be read.
 *
 * @param row `gate_run_id` and {@link sealedColumns}
 * @throws AssayError `gate-run/record-damaged`
 */
export function openedGateRun(row: Row): GateRun {
  const id = text(row, 'gate_run_id');
  const record = text(row, 'record');
  const hash = textOrNull(row, 'record_hash');
  if (hash !== null && hash !== hashOf(record)) {
    throw damaged(id, 'its record does not have the hash it was kept under');
  }
  let run: GateRun;
  try {
    // The engine wrote it from the same type; that nobody else wrote here is what the hash is for.
    run = JSON.parse(record) as GateRun;
  } catch {
    throw damaged(id, 'its record cannot be read');
  }
  if (run.gateRunId !== id) throw damaged(id, 'its record is that of another run');
  if (hash === null) return run;
  const told = columnsOf(run);
  const wrong = sealedColumns.find((column, i) => row[column] !== told[i] && column !== 'record');
  if (wrong !== undefined) throw damaged(id, `it is listed with another ${wrong} than its record has`);
  return run;
}

function damaged(gateRunId: string, what: string): AssayError {
  return new AssayError(
    'gate-run/record-damaged',
    `The gate run ${gateRunId} is not what was kept: ${what}.`,
    {
      gateRunId,
    },
  );
}

function hashOf(record: string): string {
  return createHash('sha256').update(record).digest('hex');
}

/** What is known of the cost of both arms; null when nothing is. */
function costOf(run: GateRun): number | null {
  const known = [run.candidate.costUsd, run.baseline?.costUsd ?? null].filter((cost) => cost !== null);
  return known.length === 0 ? null : known.reduce((sum, cost) => sum + cost, 0);
}
