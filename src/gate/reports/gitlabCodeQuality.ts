// Findings as GitLab's code quality report, shown beside the lines of a merge request. Not the notes of the request.
import { createHash } from 'node:crypto';
import { findings } from './findings.ts';
import type { GateReport } from './gateReport.ts';

/**
 * A JSON array. Fingerprints name the component, the tier and what the finding is about, never a line or a number, so that GitLab knows
 * from run to run which is new and which was there before.
 *
 * @param path of the gate file, relative to the repository, without `./`
 */
export function gitlabCodeQuality({ run }: GateReport, path: string = run.policySource.path): string {
  const issues = findings(run).map(({ severity, subject, title, message, line }) => ({
    description: `${title}. ${message}`,
    check_name: `assay-gate/${subject.split('/').at(-1) ?? subject}`,
    fingerprint: createHash('sha256')
      .update(JSON.stringify(['assay-gate', run.component, run.tier, subject]))
      .digest('hex'),
    severity: severity === 'error' ? 'critical' : 'minor',
    location: { path: path.replace(/^(\.\/)+/, ''), lines: { begin: line } },
  }));
  return `${JSON.stringify(issues, null, 2)}\n`;
}
