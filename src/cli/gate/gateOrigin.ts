// Who runs a gate and from where: a CI job says it in its environment, a person's machine in git. Not what is evaluated.
import { execFileSync } from 'node:child_process';
import { userInfo } from 'node:os';
import type { GateRunOrigin } from '../../model/gateRun.ts';
import type { Environment } from '../../server/configuration.ts';
import { version } from '../../server/version.ts';

type Origin = Omit<GateRunOrigin, 'assayVersion'>;

/** @param folder of the gate file, whose commit is meant */
export function gateOrigin(env: Environment, folder: string): GateRunOrigin {
  const origin = githubOrigin(env) ?? gitlabOrigin(env) ?? localOrigin(env, folder);
  return { ...origin, assayVersion: version };
}

/** @source GitHub: default environment variables of workflows */
function githubOrigin(env: Environment): Origin | undefined {
  if (env['GITHUB_ACTIONS'] !== 'true') return undefined;
  const pullRequest = /^refs\/pull\/(\d+)\//.exec(env['GITHUB_REF'] ?? '')?.[1] ?? null;
  const [server, repository, run] = [
    env['GITHUB_SERVER_URL'],
    env['GITHUB_REPOSITORY'],
    env['GITHUB_RUN_ID'],
  ];
  return {
    actor: text(env['GITHUB_ACTOR']),
    trigger: 'ci',
    commit: text(env['GITHUB_SHA']),
    branch: text(env['GITHUB_HEAD_REF']) ?? text(env['GITHUB_REF_NAME']),
    pullRequest,
    ciUrl: server && repository && run ? `${server}/${repository}/actions/runs/${run}` : null,
  };
}

/** @source GitLab: predefined CI/CD variables */
function gitlabOrigin(env: Environment): Origin | undefined {
  if (env['GITLAB_CI'] !== 'true') return undefined;
  return {
    actor: text(env['GITLAB_USER_LOGIN']),
    trigger: 'ci',
    commit: text(env['CI_COMMIT_SHA']),
    branch: text(env['CI_MERGE_REQUEST_SOURCE_BRANCH_NAME']) ?? text(env['CI_COMMIT_REF_NAME']),
    pullRequest: text(env['CI_MERGE_REQUEST_IID']),
    ciUrl: text(env['CI_JOB_URL']),
  };
}

function localOrigin(env: Environment, folder: string): Origin {
  return {
    actor: text(env['USER']) ?? text(env['USERNAME']) ?? nameOfUser(),
    trigger: text(env['CI']) === null ? 'cli' : 'ci',
    commit: git(folder, ['rev-parse', 'HEAD']),
    branch: git(folder, ['symbolic-ref', '--short', '-q', 'HEAD']),
    pullRequest: null,
    ciUrl: null,
  };
}

function git(folder: string, args: readonly string[]): string | null {
  try {
    const answer = execFileSync('git', args, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 5_000,
    });
    return text(answer.trim());
  } catch {
    // No git, no repository, or no commit yet: the origin is then not known, which is what null says.
    return null;
  }
}

function nameOfUser(): string | null {
  try {
    return userInfo().username;
  } catch {
    // A user without an entry in the system's list, as in some containers.
    return null;
  }
}

const text = (value: string | undefined): string | null =>
  value === undefined || value === '' ? null : value;
