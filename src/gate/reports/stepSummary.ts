// A gate run as the summary of a GitHub step: the comment without its marker, with room for more. Not the log.
import type { GateReport } from './gateReport.ts';
import { commentMarker, markdownReport } from './markdownReport.ts';

/** GitHub takes 1 MiB for a step in bytes; a character is at most four. */
const mostCharacters = 250_000;

export function stepSummary(report: GateReport): string {
  return markdownReport(report, mostCharacters).replace(`${commentMarker(report.run)}\n\n`, '');
}
