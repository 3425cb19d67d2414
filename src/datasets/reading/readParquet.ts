// The rows of a Parquet file, row group by row group. Values keep their types; dates become ISO 8601 text.
import { asyncBufferFromFile, type FileMetaData, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { Json, JsonObject } from '../../model/json.ts';
import { planColumns } from './columnPlan.ts';
import type { ReadProblems } from './readProblems.ts';
import type { ColumnMapping, ReadRow } from './readRow.ts';
import { rowOfCells } from './rowOfCells.ts';

/** Largest row group, uncompressed: what a file claims is what has to be held at once. */
const mostGroupBytes = 1024 ** 3;

/** The library's own decoder drops a byte order mark at the beginning of a text, and replaces what is no UTF-8. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const parsers = { stringFromBytes: (bytes: Uint8Array): string => utf8.decode(bytes) };

export async function* readParquet(
  path: string,
  mapping: ColumnMapping,
  inputSchema: JsonObject | null,
  problems: ReadProblems,
): AsyncGenerator<ReadRow> {
  const file = await asyncBufferFromFile(path);
  const metadata = await orProblem(parquetMetadataAsync(file), problems);
  if (metadata === undefined) return;
  const names = topLevelColumns(metadata);
  const columns = planColumns(names, mapping, inputSchema, problems);
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    if (group.total_byte_size > mostGroupBytes) {
      problems.add(
        rowStart + 1,
        'a row group is larger than 1 GiB.',
        'Write the file with smaller row groups.',
      );
      return;
    }
    const rowEnd = rowStart + Number(group.num_rows);
    const rows = await orProblem(
      parquetReadObjects({ file, metadata, compressors, parsers, rowStart, rowEnd }),
      problems,
    );
    if (rows === undefined) return;
    for (const [index, row] of rows.entries()) {
      const line = rowStart + index + 1;
      const cells = names.map((name) => cellOf(row[name], name, line, problems));
      const read = rowOfCells(line, cells, columns, problems);
      if (read !== undefined) yield read;
    }
    rowStart = rowEnd;
  }
}

/** Whatever the library says about a file that it cannot read is about the file. */
async function orProblem<T>(reading: Promise<T>, problems: ReadProblems): Promise<T | undefined> {
  try {
    return await reading;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    problems.add(
      null,
      `the file is no Parquet that can be read (${why}).`,
      'Write it again, with plain columns.',
    );
    return undefined;
  }
}

/** The schema is a tree in depth-first order; the first element is the root. */
function topLevelColumns({ schema }: FileMetaData): readonly string[] {
  const names: string[] = [];
  let at = 1;
  const skip = (): void => {
    const children = schema[at]?.num_children ?? 0;
    at += 1;
    for (let child = 0; child < children; child += 1) skip();
  };
  while (at < schema.length) {
    names.push(schema[at]?.name ?? '');
    skip();
  }
  return names;
}

function cellOf(value: unknown, name: string, line: number, problems: ReadProblems): Json | undefined {
  if (value === null || value === undefined) return undefined;
  const json = jsonOf(value);
  if (json === undefined) {
    problems.add(
      line,
      `the cell of \`${name}\` holds bytes, or a number that a double cannot hold.`,
      'Write it as text.',
    );
  }
  return json;
}

function jsonOf(value: unknown): Json | undefined {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return BigInt(Number(value)) === value ? Number(value) : undefined;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (Array.isArray(value)) {
    const members = value.map(jsonOf);
    return members.every((member) => member !== undefined) ? members : undefined;
  }
  if (typeof value !== 'object' || ArrayBuffer.isView(value)) return undefined;
  const entries = Object.entries(value).map(([key, member]) => [key, jsonOf(member)] as const);
  return entries.every(([, member]) => member !== undefined)
    ? Object.fromEntries(entries.map(([key, member]) => [key, member ?? null]))
    : undefined;
}
