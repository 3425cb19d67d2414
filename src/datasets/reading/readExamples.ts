// Reads the examples of a file: JSON lines, CSV or Parquet, by its ending. Not the card beside it.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { AssayError } from '../../model/errors.ts';
import type { Example } from '../../model/example.ts';
import type { JsonObject } from '../../model/json.ts';
import { examplesOfRows } from './examplesOfRows.ts';
import type { ByteSource } from './lineBlocks.ts';
import { readJsonLines } from './readJsonLines.ts';
import { ReadProblems } from './readProblems.ts';
import type { ColumnMapping, ReadRow } from './readRow.ts';

export interface ReadOptions {
  /** How the file is called in errors; its path when left out. */
  readonly shownAs?: string;
  readonly mapping?: ColumnMapping;
  /** Inputs that do not satisfy it are problems; null for none. */
  readonly inputSchema?: JsonObject | null;
}

export const exampleFileEndings = ['.jsonl', '.ndjson', '.csv', '.parquet'] as const;

/** Largest text file, in bytes. */
const mostFileBytes = 2 * 1024 ** 3;

/**
 * Every example of the file, by ascending id.
 *
 * @throws AssayError `dataset/invalid-examples` with up to 20 problems, each with its line and fix; `dataset/unreadable` when there is
 *   no such file or its ending is none of these; `dataset/too-large`; `dataset/invalid-schema`
 */
export async function readExamples(file: string, options: ReadOptions = {}): Promise<readonly Example[]> {
  const { shownAs = file, mapping = new Map(), inputSchema = null } = options;
  await requireFile(file, shownAs);
  const problems = new ReadProblems(shownAs);
  const rows = await rowsOf(file, shownAs, mapping, inputSchema, problems);
  const examples: Example[] = [];
  for await (const example of examplesOfRows(rows, inputSchema, problems)) examples.push(example);
  return examples.sort((a, b) => (a.exampleId < b.exampleId ? -1 : 1));
}

function bytesOf(file: string): ByteSource {
  return createReadStream(file, { highWaterMark: 1024 * 1024 });
}

/** Loads only the parser that the file needs: that of Parquet alone is fifty modules. */
async function rowsOf(
  file: string,
  shownAs: string,
  mapping: ColumnMapping,
  inputSchema: JsonObject | null,
  problems: ReadProblems,
): Promise<AsyncGenerator<ReadRow>> {
  const ending = extname(file).toLowerCase();
  switch (ending) {
    case '.jsonl':
    case '.ndjson':
      return readJsonLines(bytesOf(file), mapping, problems);
    case '.csv': {
      const { readCsv } = await import('./readCsv.ts');
      return readCsv(bytesOf(file), mapping, inputSchema, problems);
    }
    case '.parquet': {
      const { readParquet } = await import('./readParquet.ts');
      return readParquet(file, mapping, inputSchema, problems);
    }
    default:
      throw new AssayError(
        'dataset/unreadable',
        `${shownAs} ends in ${ending === '' ? 'nothing' : ending}; examples are read from ${exampleFileEndings.join(', ')}.`,
      );
  }
}

async function requireFile(file: string, shownAs: string): Promise<void> {
  const found = await stat(file).catch((cause: NodeJS.ErrnoException) => cause);
  if (found instanceof Error) {
    const why = found.code === 'ENOENT' ? 'there is no such file' : found.message;
    throw new AssayError('dataset/unreadable', `${shownAs} cannot be read: ${why}.`);
  }
  if (!found.isFile()) throw new AssayError('dataset/unreadable', `${shownAs} is no file.`);
  if (found.size > mostFileBytes) {
    throw new AssayError('dataset/too-large', `${shownAs} is larger than 2 GiB.`);
  }
}
