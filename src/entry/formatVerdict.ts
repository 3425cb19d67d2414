// A run as the report that `assay gate` prints, as plain text without colours. Not written anywhere.
import { cellWidth, wrapTo } from '../cli/print/cellWidth.ts';
import { uncoloured } from '../cli/print/style.ts';
import { tableLines } from '../cli/print/table.ts';
import { visibleText } from '../cli/print/visibleText.ts';
import { terminalReport } from '../gate/reports/terminalReport.ts';
import type { EvalRun } from './evalRun.ts';

export interface VerdictFormat {
  /** Cells of a line; 100 when absent. */
  readonly width?: number;
  /** Examples that changed that are shown; 5 when absent. */
  readonly mostExamples?: number;
}

/** @returns lines joined by `\n`, without one at the end */
export function formatVerdict(
  { gateRun, results, url, isKept }: EvalRun,
  { width = 100, mostExamples = 5 }: VerdictFormat = {},
): string {
  const printer = { style: uncoloured, width, isUnicode: true, cellWidth, wrapTo, visibleText, tableLines };
  const next =
    isKept && gateRun.judgement !== null
      ? [
          {
            command: `npx assay gate examples ${gateRun.gateRunId.slice(0, 8)}`,
            purpose: 'every example that changed',
          },
        ]
      : [];
  return terminalReport({ run: gateRun, examples: results, url, next }, printer, { mostExamples }).join('\n');
}
