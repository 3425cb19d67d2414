// `--map question=input.question`: what columns and keys of a file are for. Not whether they are there.
import { InvalidArgumentError } from 'commander';
import type { ColumnMapping } from '../../datasets/reading/readRow.ts';

/** A repeated option makes one mapping. */
export function columnMapping(text: string, before: ColumnMapping = new Map()): ColumnMapping {
  const at = text.indexOf('=');
  if (at <= 0 || at === text.length - 1) {
    throw new InvalidArgumentError(
      'It must be like question=input.question, or notes=- to leave a column out.',
    );
  }
  return new Map([...before, [text.slice(0, at), text.slice(at + 1)]]);
}
