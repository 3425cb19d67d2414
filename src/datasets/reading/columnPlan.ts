// What each column of a table is for: `input.question`, `metadata.topic`, `tags`, and whether its cells are JSON. Not the cells.
import type { Json, JsonObject } from '../../model/json.ts';
import { exampleFields, suggestField } from './exampleFields.ts';
import { isObject } from './parseExample.ts';
import type { ReadProblems } from './readProblems.ts';
import type { ColumnMapping } from './readRow.ts';

export interface PlannedColumn {
  readonly name: string;
  readonly field: string;
  /** The key within the field; null when the column is the whole field. */
  readonly key: string | null;
  /** `text`: as it is; `json`: its cells are JSON (`input.turns:json`, or the declared schema takes no text there); `list`: tags. */
  readonly cells: 'text' | 'json' | 'json-or-text' | 'list';
}

/** Ends the name of a column whose cells are JSON. */
export const jsonSuffix = ':json';

/** @returns null for a column that is left out or was refused */
export function planColumns(
  names: readonly string[],
  mapping: ColumnMapping,
  inputSchema: JsonObject | null,
  problems: ReadProblems,
): readonly (PlannedColumn | null)[] {
  const columns = names.map((name) => planColumn(name, mapping.get(name) ?? name, inputSchema, problems));
  const taken = new Set<string>();
  for (const column of columns) {
    if (column === null) continue;
    const { field, key, name } = column;
    const target = key === null ? field : `${field}.${key}`;
    if (taken.has(target))
      problems.add(
        1,
        `the column \`${name}\` gives \`${target}\` a second time.`,
        'Remove or rename one of the two.',
      );
    taken.add(target);
  }
  for (const column of columns) {
    if (column?.key === null && [...taken].some((target) => target.startsWith(`${column.field}.`))) {
      problems.add(
        1,
        `there is a column \`${column.name}\` and also columns \`${column.field}.…\`.`,
        'Use either one column or one for each key.',
      );
    }
  }
  if (!columns.some((column) => column?.field === 'input')) {
    problems.add(
      1,
      'no column holds the input.',
      'Name a column `input`, or `input.<key>` for each key, or give `--map <column>=input`.',
    );
  }
  return columns;
}

function planColumn(
  name: string,
  target: string,
  inputSchema: JsonObject | null,
  problems: ReadProblems,
): PlannedColumn | null {
  if (target === '-') return null;
  const isJson = target.endsWith(jsonSuffix);
  const path = isJson ? target.slice(0, -jsonSuffix.length) : target;
  const dot = path.indexOf('.');
  const field = dot < 0 ? path : path.slice(0, dot);
  const key = dot < 0 ? null : path.slice(dot + 1);
  const isKnown = exampleFields.some((known) => known === field);
  const mayHaveKey = field === 'input' || field === 'expected' || field === 'metadata';
  if (!isKnown || (key !== null && !mayHaveKey) || key === '') {
    const meant = suggestField(name);
    problems.add(
      1,
      `the column \`${name}\` is none that examples have.`,
      `Did you mean \`${meant}\`? Rename it, or read it with \`--map ${name}=${meant}\` (\`--map ${name}=-\` leaves it out).`,
    );
    return null;
  }
  return { name, field, key, cells: isJson ? 'json' : cellsOf(field, key, inputSchema) };
}

function cellsOf(field: string, key: string | null, inputSchema: JsonObject | null): PlannedColumn['cells'] {
  if (field === 'tags') return 'list';
  if (field !== 'input') return 'text';
  const properties = inputSchema?.['properties'] ?? null;
  const schema = key === null ? inputSchema : isObject(properties) ? (properties[key] ?? null) : null;
  return schema !== null && isObject(schema) && refusesText(schema['type'] ?? null) ? 'json-or-text' : 'text';
}

/** Only what the schema says outright: a cell is text wherever text is allowed. */
function refusesText(type: Json): boolean {
  if (typeof type === 'string') return type !== 'string';
  return Array.isArray(type) && type.length > 0 && !type.includes('string');
}
