// One row an objective: what is demanded, what was measured, how certain it is. For terminals of any width.
import type { Check } from '../../model/judgement.ts';
import {
  candidateText,
  differenceText,
  floorText,
  intervalText,
  levelText,
  probabilityText,
} from './figures.ts';
import type { ObjectiveRow } from './gateRows.ts';
import { type Paint, paintOf, type Printer } from './printer.ts';
import { bandWidth, toleranceBand } from './toleranceBand.ts';

type Cell = string | { readonly text: string; readonly paint: Paint };

interface TableColumn {
  readonly title: string;
  readonly align?: 'left' | 'right';
  readonly least?: number;
  /** Columns that do not fit are left out, the highest first; 0 always stays. */
  readonly leaves: number;
  readonly cell: (row: ObjectiveRow, printer: Printer) => Cell;
}

const columns: readonly TableColumn[] = [
  {
    title: '',
    leaves: 0,
    cell: ({ verdict, criticality }, printer) => verdictCell(verdict, criticality, printer),
  },
  { title: 'objective', leaves: 0, least: 10, cell: ({ objective }) => objective },
  { title: 'floor', leaves: 4, align: 'right', cell: floorCell },
  {
    title: 'baseline',
    leaves: 3,
    align: 'right',
    cell: ({ main, measure }) => levelText(main?.baselineMean ?? null, measure),
  },
  {
    title: 'candidate',
    leaves: 0,
    align: 'right',
    cell: ({ main, measure }) => candidateText(main, measure),
  },
  { title: 'Δ', leaves: 0, align: 'right', cell: differenceCell },
  {
    title: 'interval',
    leaves: 2,
    align: 'right',
    cell: ({ main, measure }) => (main === null ? '' : intervalText(main, measure)),
  },
  { title: bandTitle(), leaves: 6, cell: bandCell },
  { title: 'p', leaves: 5, align: 'right', cell: ({ main }) => pText(main) },
  {
    title: 'n',
    leaves: 1,
    align: 'right',
    cell: ({ main }) => (main === null ? '' : String(main.pairs > 0 ? main.pairs : main.n)),
  },
  {
    title: '',
    leaves: 7,
    least: 8,
    cell: ({ notes }, { style }) => ({ text: notes.join(', '), paint: style.quiet }),
  },
];

/** Tolerance at a quarter, zero in the middle: the scale of every row. */
function bandTitle(): string {
  const title = [...' '.repeat(bandWidth)];
  const quarter = (bandWidth - 1) / 4;
  return [
    ...title.slice(0, quarter - 3),
    ...'limit',
    ...title.slice(quarter + 2, (bandWidth - 1) / 2),
    '0',
  ].join('');
}

export function objectiveTable(rows: readonly ObjectiveRow[], printer: Printer): readonly string[] {
  let kept = [...columns];
  for (;;) {
    const lines = printer.tableLines(
      kept.map(({ title, align, least }) => ({
        title,
        ...(align === undefined ? {} : { align }),
        ...(least === undefined ? {} : { least }),
      })),
      rows.map((row) => kept.map(({ cell }) => cell(row, printer))),
      { indent: 0, width: printer.width, titles: printer.style.quiet },
    );
    const isTooWide = lines.some((line) => printer.cellWidth(line) > printer.width);
    const leaving = kept.toSorted((a, b) => b.leaves - a.leaves)[0];
    if (!isTooWide || leaving === undefined || leaving.leaves === 0) return lines;
    kept = kept.filter((column) => column !== leaving);
  }
}

function verdictCell(verdict: string | null, criticality: string, printer: Printer): Cell {
  const isDeciding = criticality === 'required' || criticality === 'critical';
  const text = verdict === null ? 'not checked' : verdict === 'INCONCLUSIVE' ? 'UNDECIDED' : verdict;
  return isDeciding
    ? { text, paint: paintOf(verdict, printer) }
    : { text: `(${text})`, paint: verdict === 'FAIL' ? printer.style.warning : printer.style.quiet };
}

function floorCell({ floor, measure }: ObjectiveRow, printer: Printer): Cell {
  if (floor === null || floor.floor === null) return '–';
  return { text: floorText(floor.floor, measure), paint: paintOf(floor.verdict, printer) };
}

function differenceCell({ main, measure }: ObjectiveRow, printer: Printer): Cell {
  if (main === null) return '–';
  const text = differenceText(main, measure);
  return { text, paint: changePaint(main, printer) };
}

/** Grey is not distinguishable from noise; colour is better or worse. */
function changePaint(check: Check, { style }: Printer): Paint {
  if (check.lower !== null && check.lower > 0) return style.good;
  if (check.verdict === 'FAIL') return style.bad;
  if (check.upper !== null && check.upper < 0) return style.warning;
  return style.quiet;
}

function bandCell({ main, measure }: ObjectiveRow, printer: Printer): Cell {
  const band = main === null ? undefined : toleranceBand(main, measure);
  return band === undefined ? '' : { text: band, paint: paintOf(main?.verdict ?? null, printer) };
}

function pText(check: Check | null): string {
  if (check === null) return '';
  return probabilityText(check.pAdjusted ?? check.p);
}
