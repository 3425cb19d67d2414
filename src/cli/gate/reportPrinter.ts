// What reports are printed with on this terminal, or in this pipe.
import type { Printer } from '../../gate/reports/printer.ts';
import type { Environment } from '../../server/configuration.ts';
import type { CommandContext } from '../command.ts';
import { cellWidth, wrapTo } from '../print/cellWidth.ts';
import { tableLines } from '../print/table.ts';
import { visibleText } from '../print/visibleText.ts';

/** Wide enough for the table of objectives, narrow enough for the log of a CI job. */
const pipeWidth = 120;
const widest = 160;

export function reportPrinter({ style, width, env }: CommandContext): Printer {
  return {
    style,
    width: Math.min(widest, width ?? pipeWidth),
    isUnicode: drawsUnicode(env),
    cellWidth,
    wrapTo,
    visibleText,
    tableLines,
  };
}

/** A locale that says another character set means it; no locale at all is a container, whose logs are UTF-8. */
function drawsUnicode(env: Environment): boolean {
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(
    (each) => each !== undefined && each !== '',
  );
  if (env['TERM'] === 'linux') return false;
  return locale === undefined || locale === 'C' || /utf-?8/i.test(locale);
}
