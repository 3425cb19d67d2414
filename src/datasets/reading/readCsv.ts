// The rows of a CSV file with a header. Cells stay text unless the column says JSON or the input's schema takes no text there.
import { CsvError, type Info, parse } from 'csv-parse';
import { Readable } from 'node:stream';
import type { JsonObject } from '../../model/json.ts';
import { type PlannedColumn, planColumns } from './columnPlan.ts';
import { type ByteSource, mostLineBytes } from './lineBlocks.ts';
import type { ReadProblems } from './readProblems.ts';
import type { ColumnMapping, ReadRow } from './readRow.ts';
import { rowOfCells } from './rowOfCells.ts';
import { textBlocks } from './textBlocks.ts';

export async function* readCsv(
  source: ByteSource,
  mapping: ColumnMapping,
  inputSchema: JsonObject | null,
  problems: ReadProblems,
): AsyncGenerator<ReadRow> {
  const parser = parse({
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n'],
    max_record_size: mostLineBytes,
  });
  const text = Readable.from(textsOf(source, problems));
  text.on('error', (cause) => parser.destroy(cause));
  text.pipe(parser);
  let columns: readonly (PlannedColumn | null)[] | null = null;
  let lastLine = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<CsvRecord>) {
      const line = lastLine + 1;
      lastLine = info.lines;
      if (columns === null) {
        columns = planColumns(record, mapping, inputSchema, problems);
        continue;
      }
      if (record.length !== columns.length) {
        problems.add(
          line,
          `the row has ${record.length} cells, the header ${columns.length}.`,
          'Quote cells that have commas or line breaks in them.',
        );
        continue;
      }
      const cells = record.map((cell) => (cell === '' ? undefined : cell));
      const row = rowOfCells(line, cells, columns, problems);
      if (row !== undefined) yield row;
    }
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    problems.add(
      lastLine + 1,
      csvFault(cause),
      'Put cells with quotes, commas or line breaks in double quotes, and double the quotes within.',
    );
  } finally {
    text.destroy();
  }
  if (columns === null && problems.count === 0)
    problems.add(
      null,
      'the file is empty.',
      'Write a header, such as `input,expected`, and a row for each example.',
    );
}

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: Info;
}

async function* textsOf(source: ByteSource, problems: ReadProblems): AsyncGenerator<string> {
  for await (const { text } of textBlocks(source, problems)) yield text;
}

function csvFault({ code, message }: CsvError): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quote is opened and never closed.';
    case 'CSV_MAX_RECORD_SIZE':
      return `the row is longer than ${mostLineBytes / 1024 / 1024} MiB; most often a quote is not closed.`;
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE':
      return 'a closing quote is not followed by a comma or the end of the line.';
    case 'INVALID_OPENING_QUOTE':
      return 'a quote is opened in the middle of a cell.';
    default:
      return `the row is no CSV (${message}).`;
  }
}
