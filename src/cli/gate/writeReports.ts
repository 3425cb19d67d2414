// Writes the reports of a gate run that were asked for to files.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { jsonReport } from '../../gate/reports/jsonReport.ts';
import { junitReport } from '../../gate/reports/junitReport.ts';
import { markdownReport } from '../../gate/reports/markdownReport.ts';
import type { GateReport } from '../../gate/reports/gateReport.ts';
import { terminalReport } from '../../gate/reports/terminalReport.ts';
import { gitlabCodeQuality } from '../../gate/reports/gitlabCodeQuality.ts';
import type { CommandContext } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { uncoloured } from '../print/style.ts';
import { Refusal } from '../refusal.ts';
import { reportPrinter } from './reportPrinter.ts';
import { repositoryPath } from './repositoryPath.ts';
import type { ReportKind, ReportTarget } from './reportTarget.ts';

/** @throws Refusal when a report cannot be written; the gate run is kept all the same */
export function writeReports(
  context: CommandContext,
  report: GateReport,
  targets: readonly ReportTarget[],
): void {
  for (const { kind, path } of targets) {
    const text = textOf(kind, context, report);
    try {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    } catch (cause) {
      throw new Refusal(
        `The report ${path} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
        'Look at the path and its permissions. The gate run itself is kept: see `assay gate list`.',
        exitCodes.couldNotRun,
      );
    }
  }
}

function textOf(kind: ReportKind, context: CommandContext, report: GateReport): string {
  switch (kind) {
    case 'markdown':
      return markdownReport(report);
    case 'junit':
      return junitReport(report);
    case 'json':
      return jsonReport(report);
    case 'text':
      return `${terminalReport(report, { ...reportPrinter({ ...context, width: null }), style: uncoloured }).join('\n')}\n`;
    case 'codequality':
      return gitlabCodeQuality(report, repositoryPath(report.run.policySource.path, context.env));
  }
}
