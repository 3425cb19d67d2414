// A row of a file on its way to become an example: its fields as they were found, and where. Not yet checked.
import type { Json } from '../../model/json.ts';

export interface ReadRow {
  /** Counted from 1. */
  readonly line: number;
  readonly fields: { readonly [key: string]: Json };
}

/** New names for columns or keys: `question` → `input.question`; `-` leaves one out. */
export type ColumnMapping = ReadonlyMap<string, string>;
