// Searching logged models: by attributes, params, tags, and by the points measured on them, on chosen datasets where that is asked.
import type { DatabaseSync } from 'node:sqlite';
import type { Comparison, Filter } from '../../../model/filter.ts';
import type { LoggedModel } from '../../../model/loggedModel.ts';
import type { LoggedModelOrder, LoggedModelSearch, MeasuredOn } from '../../loggedModelStore.ts';
import type { Page } from '../../page.ts';
import { isRowId } from '../experimentRow.ts';
import { readLoggedModels } from '../loggedModelRows.ts';
import { compareNumber, compareText, compileFilter } from './compileFilter.ts';
import { type EntityTables, numberColumn, readPage, sortTerm, testOf, textColumn } from './entitySearch.ts';
import { always, type Fragment, fragment, junction } from './fragment.ts';
import type { SortTerm } from './keyset.ts';

const tables: EntityTables = {
  attributes: {
    name: textColumn('m.name'),
    model_id: textColumn('m.model_id'),
    model_type: textColumn('m.model_type'),
    status: textColumn('m.status'),
    source_run_id: textColumn('m.source_run_id'),
    experiment_id: numberColumn('m.experiment'),
    creation_timestamp: numberColumn('m.created'),
    last_updated_timestamp: numberColumn('m.updated'),
  },
  tag: { table: 'logged_model_tag', ownerIs: 'k.model = m.id' },
  param: { table: 'logged_model_param', ownerIs: 'k.model = m.id' },
};

export function searchLoggedModels(db: DatabaseSync, request: LoggedModelSearch): Page<LoggedModel> {
  const experiments = request.experimentIds.filter(isRowId).map(Number);
  const { joins, terms } = orderOf(request.orderBy);
  const { rows, next } = readPage(
    db,
    {
      columns: 'm.*',
      from: fragment(`logged_model m ${joins.sql}`, ...joins.bindings),
      where: [
        fragment('m.experiment IN (SELECT value FROM json_each(?))', JSON.stringify(experiments)),
        fragment('m.deleted = 0'),
        whereOf(request.filter, request.datasets),
      ],
      terms,
      question: ['logged models', experiments, request.filter, request.datasets, request.orderBy],
    },
    request,
  );
  return { items: readLoggedModels(db, rows), next };
}

function whereOf(filter: Filter | null, datasets: readonly MeasuredOn[]): Fragment {
  const measured = datasets.length === 0 ? always : junction('OR', datasets.map(onDataset));
  const compiled =
    filter === null ? always : compileFilter(filter, (comparison) => comparisonTest(comparison, measured));
  if (datasets.length === 0) return compiled;
  const any = fragment(
    `EXISTS (SELECT 1 FROM logged_model_metric p WHERE p.model = m.id AND ${measured.sql})`,
    ...measured.bindings,
  );
  return junction('AND', [compiled, any]);
}

function comparisonTest(comparison: Comparison, measured: Fragment): Fragment {
  const { field, op } = comparison;
  if (field.entity === 'metric') {
    const found = fragment(
      `SELECT 1 FROM logged_model_metric p WHERE p.model = m.id AND p.key = ? AND ${measured.sql}`,
      field.key,
      ...measured.bindings,
    );
    if (op === 'is null') return fragment(`NOT EXISTS (${found.sql})`, ...found.bindings);
    if (op === 'is not null') return fragment(`EXISTS (${found.sql})`, ...found.bindings);
    const test = compareNumber('p.value', comparison, 'p.is_nan = 1');
    return fragment(`EXISTS (${found.sql} AND ${test.sql})`, ...found.bindings, ...test.bindings);
  }
  // Ids are integers here and text on the wire.
  if (field.entity === 'attribute' && field.key === 'experiment_id') {
    return compareText('CAST(m.experiment AS TEXT)', comparison);
  }
  return testOf(comparison, tables);
}

function onDataset({ name, digest }: MeasuredOn): Fragment {
  return junction('AND', [
    name === null ? always : fragment('p.dataset_name = ?', name),
    digest === null ? always : fragment('p.dataset_digest = ?', digest),
  ]);
}

/** After what is asked: newest first, then the id. */
function orderOf(orderBy: readonly LoggedModelOrder[]): {
  readonly joins: Fragment;
  readonly terms: readonly SortTerm[];
} {
  const joins: Fragment[] = [];
  const terms: SortTerm[] = [];
  orderBy.forEach((order, i) => {
    const name = `sort_${i}`;
    if (order.entity === 'attribute') {
      const column = Object.hasOwn(tables.attributes, order.key) ? tables.attributes[order.key] : undefined;
      if (column !== undefined) terms.push(sortTerm(name, column, order.descending));
      return;
    }
    const table = `o${i}`;
    joins.push(newestPoint(table, order));
    terms.push({
      name,
      value: `${table}.value`,
      descending: order.descending,
      rank: `(CASE WHEN ${table}.id IS NULL THEN 2 WHEN ${table}.is_nan = 1 THEN 1 ELSE 0 END)`,
    });
  });
  terms.push(
    sortTerm('sort_created', numberColumn('m.created'), true),
    sortTerm('sort_id', textColumn('m.model_id'), false),
  );
  return {
    joins: fragment(joins.map((join) => join.sql).join(' '), ...joins.flatMap((join) => join.bindings)),
    terms: terms.filter((term, i) => terms.findIndex((other) => other.value === term.value) === i),
  };
}

/** A model is sorted by the newest point of the metric: highest step, then timestamp, then what was logged last. */
function newestPoint(table: string, { key, measuredOn }: LoggedModelOrder): Fragment {
  const measured = measuredOn === null ? always : onDataset(measuredOn);
  return fragment(
    `LEFT JOIN logged_model_metric ${table} ON ${table}.id =
       (SELECT p.id FROM logged_model_metric p WHERE p.model = m.id AND p.key = ? AND ${measured.sql}
        ORDER BY p.step DESC, p.timestamp DESC, p.id DESC LIMIT 1)`,
    key,
    ...measured.bindings,
  );
}
