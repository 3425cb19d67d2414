// How one comparison about a run looks in SQL: as a test of a given run, and as the set of runs it selects. `r` is the run's row.
import type { Comparison } from '../../../model/filter.ts';
import { compareNumber, compareText } from './compileFilter.ts';
import { type Fragment, fragment } from './fragment.ts';

const textColumns: Readonly<Record<string, string>> = {
  run_id: 'r.run_id',
  run_name: 'r.name',
  user_id: 'r.user_id',
  status: 'r.status',
  artifact_uri: 'r.artifact_uri',
};
const numberColumns: Readonly<Record<string, string>> = {
  start_time: 'r.start_time',
  end_time: 'r.end_time',
};

/** What an attribute is sorted by; undefined when unknown. */
export function attributeColumn(key: string): string | undefined {
  return textColumns[key] ?? numberColumns[key];
}

/** Two-valued SQL that says whether run `r` satisfies the comparison. */
export function testOfRun(comparison: Comparison): Fragment {
  const { field, op } = comparison;
  switch (field.entity) {
    case 'metric':
      return existence(
        comparison,
        'metric_summary m WHERE m.run = r.id AND m.key = (SELECT id FROM metric_key WHERE key = ?)',
        () => compareNumber('m.last', comparison, 'm.last IS NULL'),
      );
    case 'param':
      return existence(comparison, 'param p WHERE p.run = r.id AND p.key = ?', () =>
        compareText('p.value', comparison),
      );
    case 'tag':
      return existence(comparison, 'tag t WHERE t.run = r.id AND t.key = ?', () =>
        compareText('t.value', comparison),
      );
    case 'dataset':
      return datasetTest(comparison);
    case 'attribute': {
      const textColumn = textColumns[field.key];
      if (textColumn !== undefined) return compareText(textColumn, comparison);
      const numberColumn = numberColumns[field.key];
      if (numberColumn === undefined) return fragment('0');
      const test = compareNumber(numberColumn, comparison, null);
      return op === 'is null' || op === 'is not null'
        ? test
        : fragment(`(${numberColumn} IS NOT NULL AND ${test.sql})`, ...test.bindings);
    }
  }
}

/**
 * The row ids of the runs that satisfy the comparison, from an index; undefined when no index answers it.
 *
 * @param experiments the experiments searched, by row id
 */
export function setOfRuns(comparison: Comparison, experiments: readonly number[]): Fragment | undefined {
  const { field, op, value } = comparison;
  if (field.entity === 'metric' && (op === '=' || op === '>' || op === '>=' || op === '<' || op === '<=')) {
    const test = compareNumber('last', comparison, null);
    const scope = inExperiments('experiment', experiments);
    return fragment(
      `SELECT run FROM metric_summary WHERE ${scope.sql} AND key = (SELECT id FROM metric_key WHERE key = ?) AND ${test.sql}`,
      ...scope.bindings,
      field.key,
      ...test.bindings,
    );
  }
  const isIndexedText = field.entity === 'param' || field.entity === 'tag';
  if (isIndexedText && op === '=' && typeof value === 'string' && value.length <= 256) {
    return fragment(
      `SELECT run FROM ${field.entity} WHERE key = ? AND value = ? AND length(value) <= 256`,
      field.key,
      value,
    );
  }
  return undefined;
}

/** Membership in the searched experiments; the usual single one lets an index be walked in order. */
export function inExperiments(column: string, experiments: readonly number[]): Fragment {
  const [only] = experiments;
  return experiments.length === 1 && only !== undefined
    ? fragment(`${column} = ?`, only)
    : fragment(`${column} IN (SELECT value FROM json_each(?))`, JSON.stringify(experiments));
}

function existence(comparison: Comparison, from: string, test: () => Fragment): Fragment {
  const { field, op } = comparison;
  if (op === 'is null') return fragment(`NOT EXISTS (SELECT 1 FROM ${from})`, field.key);
  if (op === 'is not null') return fragment(`EXISTS (SELECT 1 FROM ${from})`, field.key);
  const { sql, bindings } = test();
  return fragment(`EXISTS (SELECT 1 FROM ${from} AND ${sql})`, field.key, ...bindings);
}

function datasetTest(comparison: Comparison): Fragment {
  const { field, op } = comparison;
  const inputs = `SELECT 1 FROM run_dataset rd JOIN dataset_input d ON d.id = rd.dataset`;
  if (field.key === 'context') {
    const tags = `${inputs} JOIN run_dataset_tag dt ON dt.run = rd.run AND dt.dataset = rd.dataset
      AND dt.key = 'mlflow.data.context' WHERE rd.run = r.id`;
    if (op === 'is null') return fragment(`NOT EXISTS (${tags})`);
    const test = compareText('dt.value', comparison);
    return fragment(`EXISTS (${tags} AND ${test.sql})`, ...test.bindings);
  }
  if (op === 'is null') return fragment(`NOT EXISTS (${inputs} WHERE rd.run = r.id)`);
  const test = compareText(field.key === 'digest' ? 'd.digest' : 'd.name', comparison);
  return fragment(`EXISTS (${inputs} WHERE rd.run = r.id AND ${test.sql})`, ...test.bindings);
}
