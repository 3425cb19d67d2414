// A column of an exported table: its name and what kind of value it has. Not its values.

/** `time` is milliseconds since the epoch; `integer` has 64 bits. */
export type ColumnKind = 'text' | 'number' | 'integer' | 'time';

export interface ExportColumn {
  readonly name: string;
  readonly kind: ColumnKind;
}

/** In the order of the columns: text, a number (also NaN and the infinities), a 64-bit integer; null where a row has no value. */
export type ExportRow = readonly (string | number | bigint | null)[];
