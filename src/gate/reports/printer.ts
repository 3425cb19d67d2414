// What a report on a terminal is printed with: colours, and how wide texts are. The command line gives its own.

export type Paint = (text: string) => string;

export interface Printer {
  /** Colour says better, worse or less important; never only colour. */
  readonly style: {
    readonly strong: Paint;
    readonly quiet: Paint;
    readonly good: Paint;
    readonly warning: Paint;
    readonly bad: Paint;
    readonly accent: Paint;
  };
  /** Cells of a line. */
  readonly width: number;
  /** False for terminals that draw only ASCII. */
  readonly isUnicode: boolean;
  readonly cellWidth: (text: string) => number;
  readonly wrapTo: (text: string, most: number) => readonly string[];
  /** Text of strangers on one line, its control characters shown instead of obeyed. */
  readonly visibleText: (text: string) => string;
  readonly tableLines: (
    columns: readonly {
      readonly title: string;
      readonly align?: 'left' | 'right' | 'point';
      readonly least?: number;
    }[],
    rows: readonly (readonly (string | { readonly text: string; readonly paint: Paint })[])[],
    layout: { readonly indent: number; readonly width: number | null; readonly titles: Paint | null },
  ) => readonly string[];
}

/** The paint of a verdict; of everything that is no verdict, the warning's. */
export function paintOf(outcome: string | null, { style }: Printer): Paint {
  switch (outcome) {
    case 'PASS':
      return style.good;
    case 'FAIL':
    case 'ERROR':
      return style.bad;
    case null:
      return style.quiet;
    default:
      return style.warning;
  }
}

const ascii: Readonly<Record<string, string>> = {
  '●': 'o',
  '─': '-',
  '│': '|',
  '┼': '+',
  '┊': ':',
  '◂': '<',
  '▸': '>',
  '−': '-',
  '–': '-',
  '…': '...',
  '→': '->',
  '·': '-',
  '×': 'x',
  '≥': '>=',
  '≤': '<=',
  Δ: 'diff',
  '∞': 'inf',
  '¬': '-',
  '✓': '+',
  '✗': 'x',
  '⏎': '|',
  σ: 's',
  ω: 'w',
  '²': '^2',
  '\u{FFFD}': '?',
};

/** The signs of reports in ASCII; other letters are left to the terminal. */
export function asciiText(text: string): string {
  return text.replaceAll(/[●─│┼┊◂▸−–…→·×≥≤Δ∞¬✓✗⏎σω²\u{FFFD}]/gu, (sign) => ascii[sign] ?? '?');
}
