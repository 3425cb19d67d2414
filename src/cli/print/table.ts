// Aligned columns that fit the terminal. Not what is in them.
import { cellWidth, cutTo } from './cellWidth.ts';
import type { Paint } from './style.ts';

export interface Column {
  readonly title: string;
  /** `point` puts decimal points below each other. */
  readonly align?: 'left' | 'right' | 'point';
  /** The column may be cut down to this many cells when the table is too wide; it is never cut when absent. */
  readonly least?: number;
}

export type Cell = string | { readonly text: string; readonly paint: Paint };

export interface TableLayout {
  readonly indent: number;
  /** Most cells in a line; null where nothing should be cut, as in a pipe. */
  readonly width: number | null;
  /** How titles are painted; no line of titles when null. */
  readonly titles: Paint | null;
}

const gap = '  ';

/** The lines, without trailing spaces. */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  layout: TableLayout,
): string[] {
  const texts = rows.map((row) => columns.map((_, index) => textOf(row[index])));
  const pointed = columns.map((column, index) =>
    column.align === 'point' ? fractions(texts, index) : undefined,
  );
  const aligned = texts.map((row) => row.map((text, index) => withFraction(text, pointed[index])));
  const natural = columns.map((column, index) =>
    Math.max(
      layout.titles === null ? 0 : cellWidth(column.title),
      ...aligned.map((row) => cellWidth(row[index] ?? '')),
    ),
  );
  const widths = fitted(columns, natural, layout);
  const indent = ' '.repeat(layout.indent);
  const line = (cells: readonly string[], paints: readonly Paint[]): string =>
    (
      indent +
      cells
        .map((text, index) => {
          const width = widths[index] ?? 0;
          const shown = cutTo(text, width);
          const space = ' '.repeat(Math.max(0, width - cellWidth(shown)));
          const painted = paints[index]?.(shown) ?? shown;
          const isLeft = (columns[index]?.align ?? 'left') === 'left';
          return isLeft ? painted + space : space + painted;
        })
        .join(gap)
    ).trimEnd();
  const { titles } = layout;
  const head =
    titles === null
      ? []
      : [
          line(
            columns.map(({ title }) => title),
            columns.map(() => titles),
          ),
        ];
  return [
    ...head,
    ...aligned.map((cells, at) =>
      line(
        cells,
        columns.map((_, index) => paintOf(rows[at]?.[index])),
      ),
    ),
  ];
}

/**
 * Cells that the table takes when nothing is cut.
 *
 * @param cutTo columns that may be cut count as at most this many cells
 */
export function naturalWidth(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  cutTo: number,
): number {
  const widths = columns.map(({ title, least, align }, index) => {
    const texts = rows.map((row) => textOf(row[index]));
    const fraction = align === 'point' ? Math.max(0, ...texts.map(fractionLength)) : 0;
    const lengths = texts.map(
      (text) => cellWidth(text) + (text === '' || fraction === 0 ? 0 : fraction - fractionLength(text)),
    );
    const width = Math.max(cellWidth(title), ...lengths);
    return least === undefined ? width : Math.min(width, Math.max(least, cutTo));
  });
  return widths.reduce((sum, width) => sum + width, gap.length * (columns.length - 1));
}

const textOf = (cell: Cell | undefined): string => (typeof cell === 'string' ? cell : (cell?.text ?? ''));
const paintOf = (cell: Cell | undefined): Paint =>
  cell === undefined || typeof cell === 'string' ? (text) => text : cell.paint;

/** The longest fraction of a column, in characters with the point. */
function fractions(rows: readonly (readonly string[])[], index: number): number {
  return Math.max(0, ...rows.map((row) => fractionLength(row[index] ?? '')));
}

const fractionLength = (text: string): number => {
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point;
};

function withFraction(text: string, longest: number | undefined): string {
  return longest === undefined || text === '' ? text : text + ' '.repeat(longest - fractionLength(text));
}

/** Takes from the widest column that may be cut, until the table fits or none can give more. */
function fitted(
  columns: readonly Column[],
  natural: readonly number[],
  { width, indent }: TableLayout,
): number[] {
  const widths = [...natural];
  if (width === null) return widths;
  let excess = indent + widths.reduce((sum, each) => sum + each, gap.length * (columns.length - 1)) - width;
  while (excess > 0) {
    let widest = -1;
    for (const [index, { least }] of columns.entries()) {
      const own = widths[index] ?? 0;
      if (least !== undefined && own > least && own > (widths[widest] ?? 0)) widest = index;
    }
    if (widest < 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess -= 1;
  }
  return widths;
}
