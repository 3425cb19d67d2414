// Keyset cursors: where a page ended, as the sort values of its last row, bound to the question they answer. Not offsets.
import { createHash } from 'node:crypto';
import { AssayError } from '../../../model/errors.ts';
import type { Cell, Row } from '../columns.ts';
import { type Binding, type Fragment, fragment } from './fragment.ts';

/** One thing to sort by. `value` is selected as the column `name` and compared; ranks put absent and NaN values last. */
export interface SortTerm {
  readonly name: string;
  readonly value: string;
  readonly descending: boolean;
  /** SQL of the rank: 0 for a value, 1 for NaN, 2 for absent; null when it is always a value. */
  readonly rank: string | null;
}

interface SortPosition {
  readonly rank: number;
  readonly value: Binding;
}

/** The SELECT columns of the terms, for {@link cursorOf} to read. Integers travel as text: they may exceed 2^53. */
export function sortColumns(terms: readonly SortTerm[]): string {
  return terms
    .flatMap(({ name, value, rank }) => [
      `CASE WHEN typeof(${value}) = 'integer' THEN CAST(${value} AS TEXT) ELSE ${value} END AS ${name}`,
      `typeof(${value}) AS ${name}_type`,
      ...(rank === null ? [] : [`${rank} AS ${name}_rank`]),
    ])
    .join(', ');
}

export function orderByClause(terms: readonly SortTerm[]): string {
  return terms
    .flatMap((term) => [
      ...(term.rank === null ? [] : [term.rank]),
      `${term.value} ${term.descending ? 'DESC' : 'ASC'}`,
    ])
    .join(', ');
}

/** Where the page after `row` begins, as an opaque text. */
export function cursorOf(row: Row, terms: readonly SortTerm[], question: unknown): string {
  const positions = terms.map((term) => [
    term.rank === null ? 0 : Number(row[`${term.name}_rank`]),
    encodeCell(row[term.name] ?? null, row[`${term.name}_type`] ?? null),
  ]);
  return Buffer.from(JSON.stringify([fingerprint(question), positions])).toString('base64url');
}

/**
 * The rows that come after a cursor.
 *
 * @throws AssayError `request/bad-page-token` when the cursor is not one of this question
 */
export function afterCursor(cursor: string, terms: readonly SortTerm[], question: unknown): Fragment {
  const positions = readCursor(cursor, terms.length, fingerprint(question));
  return after(terms, positions);
}

function after(terms: readonly SortTerm[], positions: readonly SortPosition[]): Fragment {
  const [term, ...laterTerms] = terms;
  const [position, ...laterPositions] = positions;
  if (term === undefined || position === undefined) return fragment('0');
  const later = after(laterTerms, laterPositions);
  const beyond = term.descending ? '<' : '>';
  const inRank =
    position.rank > 0
      ? later
      : fragment(
          `(${term.value} ${beyond} ? OR (${term.value} = ? AND ${later.sql}))`,
          position.value,
          position.value,
          ...later.bindings,
        );
  if (term.rank === null) return inRank;
  return fragment(
    `(${term.rank} > ${position.rank} OR (${term.rank} = ${position.rank} AND ${inRank.sql}))`,
    ...inRank.bindings,
  );
}

function fingerprint(question: unknown): string {
  const text = JSON.stringify(question, (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}

function encodeCell(cell: Cell, type: Cell): string | null {
  if (cell === null) return null;
  if (type === 'integer') return `i${String(cell)}`;
  return typeof cell === 'string' ? `s${cell}` : `n${String(cell)}`;
}

function decodeCell(encoded: unknown): Binding {
  if (encoded === null) return null;
  if (typeof encoded !== 'string') throw badToken();
  const text = encoded.slice(1);
  switch (encoded[0]) {
    case 's':
      return text;
    case 'n':
      return Number(text);
    case 'i':
      if (!/^-?\d{1,19}$/.test(text)) throw badToken();
      return BigInt.asIntN(64, BigInt(text));
    default:
      throw badToken();
  }
}

function readCursor(cursor: string, count: number, expected: string): SortPosition[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    // Not ours at all: the same refusal as any other token that does not fit.
    throw badToken();
  }
  if (!Array.isArray(parsed) || parsed.length !== 2) throw badToken();
  const [question, positions] = parsed as unknown[];
  if (question !== expected || !Array.isArray(positions) || positions.length !== count) throw badToken();
  return positions.map((position: unknown) => {
    if (!Array.isArray(position) || position.length !== 2) throw badToken();
    const [rank, value] = position as unknown[];
    if (rank !== 0 && rank !== 1 && rank !== 2) throw badToken();
    return { rank, value: decodeCell(value) };
  });
}

function badToken(): AssayError {
  return new AssayError(
    'request/bad-page-token',
    'Invalid page token: it was not given by this server for this search. Start from the first page, and keep filter and order the same while paging.',
  );
}
