// Tells the CI system that a gate run belongs to: annotations, the summary of the step, the sticky comment. Not the exit code.
import { isAbsolute, relative, resolve } from 'node:path';
import type { GateReport } from './gateReport.ts';
import { githubAnnotations } from './githubAnnotations.ts';
import { commentMarker, markdownReport } from './markdownReport.ts';
import type { Fetch, PostedComment } from './postedComment.ts';
import { postGithubComment } from './postGithubComment.ts';
import { postGitlabNote } from './postGitlabNote.ts';
import { stepSummary } from './stepSummary.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface CiServices {
  readonly env: Environment;
  readonly fetch: Fetch;
  /** Writes a line to the log of the job. GitHub reads commands on stderr as well, which leaves stdout to the report. */
  readonly log: (line: string) => void;
  readonly appendFile: (path: string, text: string) => void;
}

/**
 * On GitHub: annotations to the log, the report to the step's summary. With `comment`, on GitHub and GitLab: the sticky comment. Outside
 * of CI nothing, and with `comment` a note that says so.
 *
 * @returns what a person should know of it, such as a comment that could not be written; never throws for the network
 */
export async function announceInCi(
  services: CiServices,
  report: GateReport,
  options: { readonly comment: boolean },
): Promise<readonly string[]> {
  const { env, log, appendFile } = services;
  const isGithub = env['GITHUB_ACTIONS'] === 'true';
  if (isGithub) {
    const path = repositoryPath(report.run.policySource.path, env);
    for (const line of githubAnnotations(report, path)) log(line);
    const summary = env['GITHUB_STEP_SUMMARY'];
    if (summary !== undefined && summary !== '') appendFile(summary, `${stepSummary(report)}\n`);
  }
  if (!options.comment) return [];
  const posted = isGithub
    ? await commentOnGithub(services, report)
    : env['GITLAB_CI'] === 'true'
      ? await commentOnGitlab(services, report)
      : 'No comment was written: this is neither a GitHub nor a GitLab job.';
  return noteOf(posted, isGithub);
}

/** The path as the repository knows it, for marks beside its lines; as it was when it lies elsewhere. */
export function repositoryPath(path: string, env: Environment): string {
  const root = env['GITHUB_WORKSPACE'] ?? env['CI_PROJECT_DIR'];
  if (root === undefined || root === '') return path;
  const inside = relative(root, resolve(path));
  return inside.startsWith('..') || isAbsolute(inside) ? path : inside.replaceAll('\\', '/');
}

async function commentOnGithub(
  { env, fetch }: CiServices,
  report: GateReport,
): Promise<PostedComment | string> {
  const { pullRequest } = report.run.origin;
  if (pullRequest === null) return 'No comment was written: this job does not run for a pull request.';
  const token = env['GITHUB_TOKEN'] ?? env['GH_TOKEN'] ?? '';
  if (token === '') return 'No comment was written: GITHUB_TOKEN is not set for this step.';
  const place = {
    apiUrl: env['GITHUB_API_URL'] ?? 'https://api.github.com',
    repository: env['GITHUB_REPOSITORY'] ?? '',
    number: pullRequest,
    token,
  };
  return postGithubComment(fetch, place, commentMarker(report.run), markdownReport(report));
}

async function commentOnGitlab(
  { env, fetch }: CiServices,
  report: GateReport,
): Promise<PostedComment | string> {
  const { pullRequest } = report.run.origin;
  if (pullRequest === null) return 'No note was written: this job does not run for a merge request.';
  const token = env['GITLAB_TOKEN'] ?? '';
  if (token === '') {
    return 'No note was written: GITLAB_TOKEN is not set, and the token of a job may not write notes.';
  }
  const place = {
    apiUrl: env['CI_API_V4_URL'] ?? 'https://gitlab.com/api/v4',
    project: env['CI_PROJECT_ID'] ?? '',
    number: pullRequest,
    token,
  };
  return postGitlabNote(fetch, place, commentMarker(report.run), markdownReport(report));
}

function noteOf(posted: PostedComment | string, isGithub: boolean): readonly string[] {
  if (typeof posted === 'string') return [posted];
  switch (posted.kind) {
    case 'created':
    case 'updated':
    case 'unchanged':
      return [];
    case 'not-permitted':
      return [
        `The token may not write here, as on requests from forks: ${posted.message}. ${isGithub ? 'The summary of the job has the report.' : 'The artifacts of the job have the report.'}`,
      ];
    case 'failed':
      return [`${posted.message}. The verdict stands without the comment.`];
  }
}

/**
 * Lines that the runner of GitHub only shows: what a model wrote must not be read as a workflow command.
 *
 * @param token cannot be guessed by whoever wrote the lines
 * @source GitHub: workflow commands, stop-commands; the runner looks for commands anywhere in a line
 */
export function shownNotObeyed(lines: readonly string[], env: Environment, token: string): readonly string[] {
  return env['GITHUB_ACTIONS'] === 'true' ? [`::stop-commands::${token}`, ...lines, `::${token}::`] : lines;
}
