// Searching runs: picks the way that touches fewest rows, sorts, cuts the page, and only then reads whole runs.
import type { DatabaseSync } from 'node:sqlite';
import type { Comparison, Filter } from '../../../model/filter.ts';
import type { RunSearch } from '../../runStore.ts';
import { number, type Row } from '../columns.ts';
import { isRowId } from '../experimentRow.ts';
import { preparedStatement } from '../preparedStatement.ts';
import { packRuns, type PackedRuns } from '../packedRuns.ts';
import { readRuns, runColumns } from '../readRuns.ts';
import { latestFromSummaries } from '../series/latestFromSummaries.ts';
import { compileFilter } from './compileFilter.ts';
import { always, type Fragment, fragment, junction } from './fragment.ts';
import { afterCursor, cursorOf, orderByClause, sortColumns, type SortTerm } from './keyset.ts';
import { inExperiments, setOfRuns, testOfRun } from './runComparison.ts';
import { runOrder } from './runOrder.ts';

/**
 * A filter that selects at most this many runs is answered from its indexes and then sorted; a wider one by walking the order
 * and testing each run. Measured at 100,000 runs: the two ways cost the same near this size.
 */
const mostSelected = 30_000;

export interface RunSearchAnswer {
  readonly runs: PackedRuns;
  readonly next: string | null;
}

export function searchRuns(db: DatabaseSync, request: RunSearch): RunSearchAnswer {
  const experiments = request.experimentIds.filter(isRowId).map(Number);
  const { joins, terms } = runOrder(request.orderBy);
  const question = ['runs', experiments, request.filter, request.orderBy, request.view];
  const after = request.after === null ? always : afterCursor(request.after, terms, question);
  const scope = junction('AND', [
    inExperiments('r.experiment', experiments),
    request.view === 'all' ? always : fragment('r.deleted = ?', request.view === 'deleted' ? 1 : 0),
  ]);
  const selected = narrowSets(db, request.filter, experiments);
  const where = junction('AND', [scope, filterSql(request.filter, selected), after]);
  const wanted = request.limit + 1;

  const rows =
    selected.size === 0 && experiments.length === 1 && request.orderBy.length >= 1
      ? walkMetricOrder(db, request, experiments[0] ?? 0, where, { joins, terms }, wanted)
      : select(db, joins, where, terms, wanted);
  const page = rows.slice(0, request.limit);
  const last = page.at(-1);
  return {
    runs: packRuns(readRuns(db, runRows(db, page), (ids) => latestFromSummaries(db, ids))),
    next: rows.length > request.limit && last !== undefined ? cursorOf(last, terms, question) : null,
  };
}

function select(
  db: DatabaseSync,
  joins: Fragment,
  where: Fragment,
  terms: readonly SortTerm[],
  limit: number,
): readonly Row[] {
  const sql = `SELECT r.id, ${sortColumns(terms)} FROM run r ${joins.sql} WHERE ${where.sql} ORDER BY ${orderByClause(terms)} LIMIT ?`;
  return preparedStatement(db, sql, false).all(...joins.bindings, ...where.bindings, limit);
}

/**
 * Sorting by a metric without a narrow filter: the value index already holds the runs in order, so the page is read off its end and
 * the walk stops when the page is full. Runs with NaN or without the metric follow by the general way.
 */
function walkMetricOrder(
  db: DatabaseSync,
  request: RunSearch,
  experiment: number,
  where: Fragment,
  order: { readonly joins: Fragment; readonly terms: readonly SortTerm[] },
  limit: number,
): readonly Row[] {
  const first = request.orderBy[0];
  if (first?.field.entity !== 'metric') return select(db, order.joins, where, order.terms, limit);
  // The same joins, but the metric that leads the order is joined inwards and comes first.
  const laterJoins = order.joins.sql.replace(/^LEFT JOIN metric_summary o0 ON .*?key = \?\)/s, '');
  const [, ...laterBindings] = order.joins.bindings;
  const [lead, ...laterTerms] = order.terms;
  if (lead === undefined) return [];
  const direction = first.descending ? 'DESC' : 'ASC';
  const walked: readonly Row[] = db
    .prepare(
      `SELECT r.id, ${sortColumns(order.terms)} FROM metric_summary o0 INDEXED BY metric_summary_by_value
       CROSS JOIN run r ON r.id = o0.run ${laterJoins}
       WHERE o0.experiment = ? AND o0.key = (SELECT id FROM metric_key WHERE key = ?) AND o0.last IS NOT NULL AND ${where.sql}
       ORDER BY o0.last ${direction}, ${orderByClause(laterTerms)} LIMIT ?`,
    )
    .all(...laterBindings, experiment, first.field.key, ...where.bindings, limit);
  if (walked.length >= limit) return walked;
  const rest = junction('AND', [where, fragment(`${lead.rank ?? '0'} > 0`)]);
  return [...walked, ...select(db, order.joins, rest, order.terms, limit - walked.length)];
}

/** The comparisons that every result must satisfy and that an index answers with few enough runs. */
function narrowSets(
  db: DatabaseSync,
  filter: Filter | null,
  experiments: readonly number[],
): Map<Comparison, Fragment> {
  const sets = new Map<Comparison, Fragment>();
  if (filter === null) return sets;
  const required = filter.kind === 'and' ? filter.terms : [filter];
  let isNarrow = false;
  for (const term of required) {
    if (term.kind !== 'compare') continue;
    const set = setOfRuns(term, experiments);
    if (set === undefined) continue;
    sets.set(term, set);
    isNarrow ||= countUpTo(db, set, mostSelected + 1) <= mostSelected;
  }
  return isNarrow ? sets : new Map<Comparison, Fragment>();
}

function countUpTo(db: DatabaseSync, set: Fragment, limit: number): number {
  const sql = `SELECT count(*) AS n FROM (${set.sql} LIMIT ?)`;
  const row = preparedStatement(db, sql, false).get(...set.bindings, limit);
  return row === undefined ? 0 : number(row, 'n');
}

/** One INTERSECT of all sets drives the search; measured, it takes half the time of one IN for each. */
function filterSql(filter: Filter | null, sets: ReadonlyMap<Comparison, Fragment>): Fragment {
  if (filter === null) return always;
  const tests = compileFilter(filter, (comparison) =>
    sets.has(comparison) ? always : testOfRun(comparison),
  );
  if (sets.size === 0) return tests;
  const all = [...sets.values()];
  const drive = fragment(
    `r.id IN (${all.map((set) => set.sql).join(' INTERSECT ')})`,
    ...all.flatMap((set) => set.bindings),
  );
  return junction('AND', [drive, tests]);
}

function runRows(db: DatabaseSync, page: readonly Row[]): Row[] {
  const select = preparedStatement(db, `SELECT ${runColumns} FROM run WHERE id = ?`, false);
  return page.map((row) => select.get(number(row, 'id'))).filter((row) => row !== undefined);
}
