// The note of a run, as it was written.
import type { CommandContext } from '../../command.ts';
import { wrapTo } from '../../print/cellWidth.ts';
import { visibleText } from '../../print/visibleText.ts';
import type { RunDetails } from '../runDetails.ts';
import { purposeOf } from './heading.ts';
import type { Section } from './section.ts';

/** A note that is the purpose stands in the heading. */
export function notesSection({ run, evidence }: RunDetails, { width }: CommandContext): Section | null {
  if (run.notes === null || run.notes.trim() === '' || run.notes === purposeOf(evidence)) return null;
  const lines = run.notes
    .trim()
    .split(/\r\n|\n|\r/)
    .map(visibleText);
  return {
    title: 'Note',
    remark: '',
    lines: lines
      .flatMap((line) => (width === null ? [line] : wrapTo(line, width - 2)))
      .map((line) => `  ${line}`.trimEnd()),
  };
}
