// Lines of a report that fit a terminal: broken, hanging beside a label, cut with a note. Not what they say.
import type { Printer } from './printer.ts';

/** Says what was left out; nothing when nothing was. */
export function cutNote(all: number, most: number, what: string, { style }: Printer): string[] {
  return all > most ? [style.quiet(`  ${most} of ${all} ${what} are shown.`)] : [];
}

/** A label and a text that is broken to hang beside it; on narrow terminals the text begins below its label. */
export function hanging(
  label: string,
  text: string,
  printer: Printer,
  paintLabel: (text: string) => string,
  paintText: (text: string) => string = (each) => each,
): string[] {
  const { cellWidth, width } = printer;
  const indent = cellWidth(label) > width / 2 ? 4 : cellWidth(label);
  const lines = wrapped(text, width - indent, printer);
  const space = ' '.repeat(indent);
  if (indent < cellWidth(label))
    return [paintLabel(label.trimEnd()), ...lines.map((line) => space + paintText(line))];
  return lines.map((line, index) => (index === 0 ? paintLabel(label) : space) + paintText(line));
}

/** Lines of at most so many cells; a word that is longer than a line is cut into several. */
export function wrapped(text: string, most: number, { wrapTo, cellWidth }: Printer): string[] {
  return wrapTo(text, most).flatMap((line) => {
    if (cellWidth(line) <= most || line.includes('\u001B')) return [line];
    const parts: string[] = [];
    let part = '';
    for (const character of line) {
      if (cellWidth(part + character) > most) {
        parts.push(part);
        part = '';
      }
      part += character;
    }
    return [...parts, part];
  });
}

/** The beginning of a text. @param most characters */
export const cut = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most)}…` : text;
