// The note of a run, as it was written.
import type { CommandContext } from '../../command.ts';
import { wrapTo } from '../../print/cellWidth.ts';
import { visibleText } from '../../print/visibleText.ts';
import type { RunDetails } from '../runDetails.ts';
import type { Section } from './section.ts';

export function notesSection({ run }: RunDetails, { width }: CommandContext): Section | null {
  if (run.notes === null || run.notes.trim() === '') return null;
  const lines = run.notes.trim().split(/\r\n|\n|\r/).map(visibleText);
  return {
    title: 'Note',
    remark: '',
    lines: lines.flatMap((line) => (width === null ? [line] : wrapTo(line, width - 2))).map((line) => `  ${line}`.trimEnd()),
  };
}
