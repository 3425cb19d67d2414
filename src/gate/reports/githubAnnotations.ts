// Findings as workflow commands of GitHub Actions, which mark lines of the gate file. Not check runs, which need another permission.
import { findings } from './findings.ts';
import type { GateReport } from './gateReport.ts';

/** GitHub shows ten errors and ten warnings of a step; more would hide others. */
const mostAnnotations = 10;

/**
 * One line a finding, to be written to the log of the step.
 *
 * @param path of the gate file in the repository; the run knows it as it was named on the command line
 * @source GitHub: workflow commands; data escape `%`, CR and LF, properties `:` and `,` as well
 */
export function githubAnnotations(
  { run }: GateReport,
  path: string = run.policySource.path,
): readonly string[] {
  return findings(run)
    .slice(0, mostAnnotations)
    .map(({ severity, title, message, line }) =>
      workflowCommand({ severity, path, line, title: `assay ${title}`, message }),
    );
}

export interface Annotation {
  readonly severity: 'error' | 'warning';
  readonly path: string;
  readonly line: number;
  readonly column?: number;
  readonly title: string;
  readonly message: string;
}

export function workflowCommand({ severity, path, line, column, title, message }: Annotation): string {
  const place = `file=${property(path)},line=${line}${column === undefined ? '' : `,col=${column}`}`;
  return `::${severity} ${place},title=${property(title)}::${data(message)}`;
}

const visible = (text: string): string => text.replaceAll(/(?![\r\n\t])\p{Cc}/gu, '\u{FFFD}').slice(0, 4000);

function data(text: string): string {
  return visible(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
