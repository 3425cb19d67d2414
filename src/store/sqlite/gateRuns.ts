// Gate runs in SQLite: begun once, ended once, then final. Component versions, waivers and alerts are beside it.
import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { AssayError } from '../../model/errors.ts';
import type { GateRun, GateRunStatus } from '../../model/gateRun.ts';
import type { Verdict } from '../../model/judgement.ts';
import type { GateRunFilter, GateRunStore } from '../gateRunStore.ts';
import { alerts } from './alerts.ts';
import { number, type Row, text, textOrNull } from './columns.ts';
import { componentVersions } from './componentVersions.ts';
import { summaryColumns, summaryOf } from './gateRunRows.ts';
import type { GroupCommit } from './groupCommit.ts';
import { pageOfRows } from './pageOfRows.ts';
import { columnsOf, openedGateRun, sealedColumns } from './sealedGateRun.ts';
import type { Binding } from './search/fragment.ts';
import type { SortTerm } from './search/keyset.ts';
import { waivers } from './waivers.ts';

interface Parts {
  readonly db: DatabaseSync;
  readonly commit: GroupCommit;
}

const newestFirst: readonly SortTerm[] = [
  { name: 'sort_started', value: 'started', descending: true, rank: null },
  { name: 'sort_id', value: 'id', descending: true, rank: null },
];

export function sqliteGateRuns({ db, commit }: Parts): GateRunStore {
  const select = db.prepare(
    `SELECT gate_run_id, ${sealedColumns.join(', ')} FROM gate_run WHERE gate_run_id = ?`,
  );
  const selectState = db.prepare('SELECT id, status FROM gate_run WHERE gate_run_id = ?');
  const selectPrefix = db.prepare(
    'SELECT gate_run_id FROM gate_run WHERE gate_run_id >= ? AND gate_run_id < ? LIMIT 10',
  );
  const insert = db.prepare(
    `INSERT INTO gate_run (gate_run_id, ${sealedColumns.join(', ')}) VALUES (?, ${sealedColumns.map(() => '?').join(', ')})`,
  );
  const end = db.prepare(
    `UPDATE gate_run SET ${sealedColumns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
  );
  const insertResults = db.prepare('INSERT INTO gate_run_results (gate_run, hash, content) VALUES (?, ?, ?)');
  const selectResults = db.prepare(
    `SELECT hash, content FROM gate_run_results JOIN gate_run ON gate_run.id = gate_run_results.gate_run WHERE gate_run_id = ?`,
  );
  const countLooks = db.prepare(
    `SELECT count(*) AS decisions, count(DISTINCT candidate_hash) AS candidates, coalesce(sum(candidate_hash = ?), 0) AS looks
     FROM gate_run WHERE dataset_version = ? AND status = 'DECIDED'`,
  );

  const countRuns = db.prepare(
    'SELECT status, verdict, count(*) AS n FROM gate_run GROUP BY status, verdict ORDER BY status, verdict',
  );
  const countAlerts = db.prepare(
    'SELECT kind, count(*) AS n, sum(acknowledged IS NULL) AS unseen FROM alert GROUP BY kind ORDER BY kind',
  );

  function begin(run: GateRun): void {
    if (selectState.get(run.gateRunId) !== undefined) {
      throw new AssayError('gate-run/exists', `A gate run with the id ${run.gateRunId} already exists.`);
    }
    insert.run(run.gateRunId, ...columnsOf(run));
  }

  function keepResults(run: GateRun, results: Uint8Array | null): void {
    if (results === null) return;
    if (createHash('sha256').update(results).digest('hex') !== run.resultsHash) {
      throw new AssayError(
        'gate-run/results-damaged',
        `The results given for the gate run ${run.gateRunId} are not those its record names.`,
      );
    }
    const state = selectState.get(run.gateRunId);
    if (state === undefined) throw gateRunNotFound(run.gateRunId);
    insertResults.run(number(state, 'id'), run.resultsHash, results);
  }

  return {
    begin: (run) => commit.submit(() => begin(run)),
    keepEnded(run, results) {
      return commit.submit(() => {
        begin(run);
        keepResults(run, results);
      });
    },
    finish(run, results) {
      return commit.submit(() => {
        const state = selectState.get(run.gateRunId);
        if (state === undefined) throw gateRunNotFound(run.gateRunId);
        if (text(state, 'status') !== 'RUNNING') {
          throw new AssayError(
            'gate-run/ended',
            `The gate run ${run.gateRunId} has ended (${text(state, 'status')}) and never changes again.`,
          );
        }
        const id = number(state, 'id');
        end.run(...columnsOf(run), id);
        keepResults(run, results);
      });
    },
    async get(gateRunId) {
      const row = select.get(gateRunId);
      return row === undefined ? undefined : openedGateRun(row);
    },
    async findByPrefix(prefix) {
      return selectPrefix.all(prefix, `${prefix}\u{10FFFF}`).map((row) => text(row, 'gate_run_id'));
    },
    async results(gateRunId) {
      const row: Row | undefined = selectResults.get(gateRunId);
      if (row === undefined) return undefined;
      const content = row['content'];
      if (
        !(content instanceof Uint8Array) ||
        createHash('sha256').update(content).digest('hex') !== text(row, 'hash')
      ) {
        throw new AssayError(
          'gate-run/results-damaged',
          `The stored results of the gate run ${gateRunId} do not have the hash they were stored under.`,
        );
      }
      return content;
    },
    async list(filter, page) {
      return pageOfRows(
        db,
        {
          columns: summaryColumns,
          from: 'gate_run',
          where: conditionsOf(filter),
          order: newestFirst,
          read: summaryOf,
        },
        page,
      );
    },
    async ledger(datasetVersionId, candidateHash) {
      const row = countLooks.get(candidateHash, datasetVersionId);
      if (row === undefined) throw new Error('a count without a row');
      return {
        decisions: number(row, 'decisions'),
        distinctCandidates: number(row, 'candidates'),
        looksAtCandidate: number(row, 'looks'),
      };
    },
    async figures() {
      const runs = countRuns.all().map((row) => ({
        status: text(row, 'status') as GateRunStatus,
        verdict: textOrNull(row, 'verdict') as Verdict | null,
        count: number(row, 'n'),
      }));
      const kinds = countAlerts.all().map((row) => ({
        kind: text(row, 'kind'),
        count: number(row, 'n'),
        open: number(row, 'unseen'),
      }));
      return { runs, alerts: kinds };
    },
    ...componentVersions({ db, commit }),
    ...waivers({ db, commit }),
    ...alerts({ db, commit }),
  };
}

function conditionsOf(
  filter: GateRunFilter,
): readonly { readonly sql: string; readonly bindings: readonly Binding[] }[] {
  const wanted: readonly (readonly [string, string | null])[] = [
    ['component', filter.component],
    ['dataset_name', filter.datasetName],
    ['dataset_version', filter.datasetVersionId],
    ['verdict', filter.verdict],
    ['status', filter.status],
  ];
  return wanted.flatMap(([column, value]) =>
    value === null ? [] : [{ sql: `${column} = ?`, bindings: [value] }],
  );
}

function gateRunNotFound(gateRunId: string): AssayError {
  return new AssayError('gate-run/not-found', `No gate run has the id ${gateRunId}.`);
}
