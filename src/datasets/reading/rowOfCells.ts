// The cells of a table's row put together as the fields of an example. Not which column is for what.
import type { Json } from '../../model/json.ts';
import type { PlannedColumn } from './columnPlan.ts';
import { putUnder } from './mapKeys.ts';
import { parseJsonText, valueFault } from './parseJsonText.ts';
import type { ReadProblems } from './readProblems.ts';
import type { ReadRow } from './readRow.ts';

/** @param cells in the order of the columns; undefined where a cell is empty, which means that the example has no such value */
export function rowOfCells(
  line: number,
  cells: readonly (Json | undefined)[],
  columns: readonly (PlannedColumn | null)[],
  problems: ReadProblems,
): ReadRow | undefined {
  const before = problems.count;
  const fields = new Map<string, Json>();
  for (const [index, column] of columns.entries()) {
    const cell = cells[index];
    if (column === null || cell === undefined) continue;
    const value = valueOf(cell, column, line, problems);
    if (value === undefined) continue;
    if (column.key === null) fields.set(column.field, value);
    else putUnder(fields, column.field, column.key, value, line, problems);
  }
  return problems.count > before ? undefined : { line, fields: Object.fromEntries(fields) };
}

function valueOf(cell: Json, column: PlannedColumn, line: number, problems: ReadProblems): Json | undefined {
  if (typeof cell === 'string' && column.cells === 'list') return listOf(cell);
  if (typeof cell === 'string' && (column.cells === 'json' || column.cells === 'json-or-text')) {
    const reading = parseJsonText(cell);
    if ('value' in reading) return reading.value;
    if (column.cells === 'json-or-text') return cell;
    problems.add(
      line,
      `the cell of \`${column.name}\` is no JSON that can be used: ${reading.fault.message}`,
      'Write JSON in it (texts in double quotes), or rename the column without `:json`.',
    );
    return undefined;
  }
  const fault = valueFault(cell, 0);
  if (fault === undefined) return cell;
  problems.add(line, `the cell of \`${column.name}\` cannot be used: ${fault.message}`, fault.fix);
  return undefined;
}

function listOf(cell: string): readonly string[] {
  return cell
    .split(/[|;]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}
