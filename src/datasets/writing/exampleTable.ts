// Examples as a table whose cells are text, so that reading it again gives the same version id. Not CSV or Parquet themselves.
import type { Example } from '../../model/example.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isObject } from '../reading/parseExample.ts';
import { jsonSuffix } from '../reading/columnPlan.ts';

export interface ExampleTable {
  readonly columns: readonly string[];
  /** A row an example, in the order of the examples; null where it has no such value. */
  readonly rows: Iterable<readonly (string | null)[]>;
}

/** With more keys than this an object stays in one column. */
const mostKeyColumns = 100;

/**
 * A column of plain text where every value is text, else one that ends in `:json` whose cells are JSON: an empty cell always means
 * that there is no value, so an empty text is JSON too.
 */
export function exampleTable(examples: readonly Example[]): ExampleTable {
  const columns = [
    ...fieldColumns('input', examples, ({ input }) => input),
    ...fieldColumns('expected', examples, ({ expected }) => expected),
    ...metadataColumns(examples),
    ...tagColumns(examples),
    ...nameColumns('split', examples, ({ split }) => split),
    ...nameColumns('cluster', examples, ({ cluster }) => cluster),
  ];
  return {
    columns: columns.map(({ name }) => name),
    rows: examples.values().map((example) => columns.map(({ cell }) => cell(example))),
  };
}

interface TableColumn {
  readonly name: string;
  readonly cell: (example: Example) => string | null;
}

/** One column a key when every value is an object whose keys can be names of columns, else one column. */
function fieldColumns(
  field: string,
  examples: readonly Example[],
  valueOf: (example: Example) => Json | null,
): readonly TableColumn[] {
  const values = examples.map(valueOf).filter((value) => value !== null);
  if (values.length === 0) return field === 'input' ? [{ name: field, cell: () => null }] : [];
  const objects = values.filter((value) => isObject(value) && Object.keys(value).length > 0);
  const keys = objects.length === values.length ? keysOf(objects.filter(isObject)) : null;
  if (keys === null) return [valueColumn(field, values, valueOf)];
  return keys.map((key) => keyColumn(field, key, examples, valueOf));
}

function metadataColumns(examples: readonly Example[]): readonly TableColumn[] {
  const objects = examples.map(({ metadata }) => metadata);
  if (objects.every((metadata) => Object.keys(metadata).length === 0)) return [];
  const keys = keysOf(objects);
  if (keys !== null)
    return keys.map((key) => keyColumn('metadata', key, examples, ({ metadata }) => metadata));
  return [{ name: `metadata${jsonSuffix}`, cell: ({ metadata }) => JSON.stringify(metadata) }];
}

function tagColumns(examples: readonly Example[]): readonly TableColumn[] {
  const tags = examples.flatMap((example) => example.tags);
  if (tags.length === 0) return [];
  const isPlain = tags.every((tag) => !/[|;]/.test(tag) && tag.trim() === tag);
  if (isPlain)
    return [{ name: 'tags', cell: (example) => (example.tags.length === 0 ? null : example.tags.join('|')) }];
  return [{ name: `tags${jsonSuffix}`, cell: (example) => JSON.stringify(example.tags) }];
}

function nameColumns(
  name: string,
  examples: readonly Example[],
  nameOf: (example: Example) => string | null,
): readonly TableColumn[] {
  return examples.every((example) => nameOf(example) === null) ? [] : [{ name, cell: nameOf }];
}

function keyColumn(
  field: string,
  key: string,
  examples: readonly Example[],
  objectOf: (example: Example) => Json | null,
): TableColumn {
  const valueOf = (example: Example): Json | undefined => {
    const object = objectOf(example);
    return object !== null && isObject(object) && Object.hasOwn(object, key) ? object[key] : undefined;
  };
  const values = examples.map(valueOf).filter((value) => value !== undefined);
  return valueColumn(`${field}.${key}`, values, valueOf);
}

/** @param valueOf undefined, or null for a whole field, where there is no value */
function valueColumn(
  name: string,
  values: readonly Json[],
  valueOf: (example: Example) => Json | undefined,
): TableColumn {
  const isText = values.every((value) => typeof value === 'string' && value !== '');
  const isWhole = !name.includes('.');
  return {
    name: isText ? name : `${name}${jsonSuffix}`,
    cell(example) {
      const value = valueOf(example);
      if (value === undefined || (isWhole && value === null)) return null;
      return isText && typeof value === 'string' ? value : JSON.stringify(value);
    },
  };
}

/** By ascending name; null when there are too many, or one that no column can be named for. */
function keysOf(objects: readonly JsonObject[]): readonly string[] | null {
  const keys = new Set<string>();
  for (const object of objects) {
    for (const key of Object.keys(object)) keys.add(key);
    if (keys.size > mostKeyColumns) return null;
  }
  const names = [...keys].sort();
  return names.every((key) => key !== '' && !key.endsWith(jsonSuffix)) ? names : null;
}
