// What colours mean here, and whether there are any. Colour says better, worse or less important; never only colour.

export type Paint = (text: string) => string;

export interface Style {
  readonly isColoured: boolean;
  readonly strong: Paint;
  /** What matters less: labels, units, ids. */
  readonly quiet: Paint;
  readonly good: Paint;
  readonly warning: Paint;
  readonly bad: Paint;
  readonly accent: Paint;
}

const sgr =
  (open: number, close: number): Paint =>
  (text) =>
    text === '' ? '' : `\u001B[${open}m${text}\u001B[${close}m`;
const unpainted: Paint = (text) => text;

/** The sixteen colours, which follow the reader's own theme, light or dark. */
export const coloured: Style = {
  isColoured: true,
  strong: sgr(1, 22),
  quiet: sgr(2, 22),
  good: sgr(32, 39),
  warning: sgr(33, 39),
  bad: sgr(31, 39),
  accent: sgr(36, 39),
};

export const uncoloured: Style = {
  isColoured: false,
  strong: unpainted,
  quiet: unpainted,
  good: unpainted,
  warning: unpainted,
  bad: unpainted,
  accent: unpainted,
};
