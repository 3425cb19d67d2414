// Tells the CI system a gate runs in: the summary of a GitHub step, marks on lines of the gate file, the comment on the pull request.
import { appendFileSync } from 'node:fs';
import type { GateReport } from '../../gate/reports/gateReport.ts';
import { githubAnnotations } from '../../gate/reports/githubAnnotations.ts';
import { commentMarker, markdownReport } from '../../gate/reports/markdownReport.ts';
import type { PostedComment } from '../../gate/reports/postedComment.ts';
import { postGithubComment } from '../../gate/reports/postGithubComment.ts';
import { postGitlabNote } from '../../gate/reports/postGitlabNote.ts';
import { stepSummary } from '../../gate/reports/stepSummary.ts';
import type { Environment } from '../../server/configuration.ts';
import type { CommandContext } from '../command.ts';
import { repositoryPath } from './repositoryPath.ts';

/** Nothing outside of CI. Never fails the gate: what could not be told is said in the log. */
export async function tellCi(
  context: CommandContext,
  report: GateReport,
  withComment: boolean,
): Promise<void> {
  const { env, err } = context;
  if (env['GITHUB_ACTIONS'] === 'true') {
    const path = repositoryPath(report.run.policySource.path, env);
    // In JSON mode the answer stays one document; the runner reads commands from either stream.
    const log = context.flags.json === true ? err : context.out;
    for (const line of githubAnnotations(report, path)) log.write(`${line}\n`);
    appendSummary(context, stepSummary(report));
  }
  if (!withComment) return;
  const posted = await post(env, report);
  err.write(
    'message' in posted
      ? `note   The comment was not written. ${posted.message} The report is in the log and in the summary of the job.\n`
      : `note   The comment on the pull request: ${posted.kind}${posted.url === null ? '' : ` (${posted.url})`}\n`,
  );
}

function appendSummary({ env, err }: CommandContext, text: string): void {
  const file = env['GITHUB_STEP_SUMMARY'];
  if (file === undefined || file === '') return;
  try {
    appendFileSync(file, `${text}\n`);
  } catch (cause) {
    err.write(
      `note   The summary of the step could not be written: ${cause instanceof Error ? cause.message : String(cause)}\n`,
    );
  }
}

async function post(env: Environment, report: GateReport): Promise<PostedComment> {
  const marker = commentMarker(report.run);
  const body = markdownReport(report);
  const number = report.run.origin.pullRequest;
  if (number === null) return { kind: 'failed', message: 'This job runs for no pull request.' };
  if (env['GITHUB_ACTIONS'] === 'true') {
    const token = env['GITHUB_TOKEN'] ?? '';
    if (token === '') return missing('GITHUB_TOKEN');
    const apiUrl = env['GITHUB_API_URL'] ?? 'https://api.github.com';
    return postGithubComment(
      fetch,
      { apiUrl, repository: env['GITHUB_REPOSITORY'] ?? '', number, token },
      marker,
      body,
    );
  }
  const token = env['GITLAB_TOKEN'] ?? '';
  if (token === '') return missing('GITLAB_TOKEN');
  return postGitlabNote(
    fetch,
    { apiUrl: env['CI_API_V4_URL'] ?? '', project: env['CI_PROJECT_ID'] ?? '', number, token },
    marker,
    body,
  );
}

const missing = (name: string): PostedComment => ({
  kind: 'not-permitted',
  message: `${name} is not set (docs/ci.md).`,
});
