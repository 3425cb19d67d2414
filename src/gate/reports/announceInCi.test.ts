// What a CI job is told, and that a job never fails because it could not be told.
import { expect, test } from 'vitest';
import { announceInCi, repositoryPath, shownNotObeyed } from './announceInCi.ts';
import type { GateReport } from './gateReport.ts';
import { failing, passing } from './testRuns.ts';

interface Told {
  readonly notes: readonly string[];
  readonly log: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly calls: readonly string[];
}

async function tell(
  env: Record<string, string>,
  report: GateReport = failing,
  status = 201,
  comment = true,
): Promise<Told> {
  const log: string[] = [];
  const calls: string[] = [];
  const files: Record<string, string> = {};
  const notes = await announceInCi(
    {
      env,
      log: (line) => log.push(line),
      appendFile: (path, text) => {
        files[path] = (files[path] ?? '') + text;
      },
      fetch: async (url, { method }) => {
        calls.push(`${method ?? ''} ${url}`);
        return method === 'GET' ? Response.json([]) : Response.json({ id: 1 }, { status });
      },
    },
    report,
    { comment },
  );
  return { notes, log, files, calls };
}

const github = {
  GITHUB_ACTIONS: 'true',
  GITHUB_STEP_SUMMARY: '/tmp/summary.md',
  GITHUB_REPOSITORY: 'team/app',
  GITHUB_TOKEN: 'secret',
};

test('a GitHub job has annotations, a summary and the comment', async () => {
  const told = await tell(github);
  expect(told.notes).toEqual([]);
  expect(told.log[0]).toMatch(/^::error file=examples\/docs-assistant\/assay\.yaml,line=12,/);
  expect(told.files['/tmp/summary.md']).toMatch(/^### ❌ FAIL/);
  expect(told.calls).toEqual([
    'GET https://api.github.com/repos/team/app/issues/42/comments?per_page=100',
    'POST https://api.github.com/repos/team/app/issues/42/comments',
  ]);
  expect((await tell(github, passing)).log).toEqual([]);
  expect((await tell(github, failing, 201, false)).calls).toEqual([]);
});

test('a GitLab job has the note when it is given a token that may write', async () => {
  const gitlab = { GITLAB_CI: 'true', CI_PROJECT_ID: '9', CI_API_V4_URL: 'https://git.example/api/v4' };
  const told = await tell({ ...gitlab, GITLAB_TOKEN: 'secret' });
  expect(told).toMatchObject({ notes: [], log: [], files: {} });
  expect(told.calls.at(-1)).toBe('POST https://git.example/api/v4/projects/9/merge_requests/42/notes');
  expect((await tell(gitlab)).notes).toEqual([
    'No note was written: GITLAB_TOKEN is not set, and the token of a job may not write notes.',
  ]);
});

test('a fork, a push, a missing token and a laptop are told, and nothing fails', async () => {
  const push = { ...failing, run: { ...failing.run, origin: { ...failing.run.origin, pullRequest: null } } };
  const notes = await Promise.all([
    tell(github, failing, 403),
    tell(github, failing, 500),
    tell(github, push),
    tell({ ...github, GITHUB_TOKEN: '' }),
    tell({}),
    tell({ GITLAB_CI: 'true' }, push),
  ]);
  expect(notes.map((told) => told.notes)).toMatchInlineSnapshot(`
    [
      [
        "The token may not write here, as on requests from forks: The comment could not be written: HTTP 403 ({"id":1}). The summary of the job has the report.",
      ],
      [
        "The comment could not be written: HTTP 500 ({"id":1}). The verdict stands without the comment.",
      ],
      [
        "No comment was written: this job does not run for a pull request.",
      ],
      [
        "No comment was written: GITHUB_TOKEN is not set for this step.",
      ],
      [
        "No comment was written: this is neither a GitHub nor a GitLab job.",
      ],
      [
        "No note was written: this job does not run for a merge request.",
      ],
    ]
  `);
  expect(await tell({}, failing, 201, false)).toEqual({ notes: [], log: [], files: {}, calls: [] });
});

test('marks name the file as the repository does', () => {
  const env = { GITHUB_WORKSPACE: '/home/runner/app' };
  expect(repositoryPath('/home/runner/app/eval/assay.yaml', env)).toBe('eval/assay.yaml');
  expect(repositoryPath('/elsewhere/assay.yaml', env)).toBe('/elsewhere/assay.yaml');
  expect(repositoryPath('assay.yaml', {})).toBe('assay.yaml');
  expect(repositoryPath('/builds/app/assay.yaml', { CI_PROJECT_DIR: '/builds/app' })).toBe('assay.yaml');
});

test('what a model wrote is shown in the log of GitHub and not obeyed', () => {
  expect(shownNotObeyed(['::error::owned'], { GITHUB_ACTIONS: 'true' }, 'token')).toEqual([
    '::stop-commands::token',
    '::error::owned',
    '::token::',
  ]);
  expect(shownNotObeyed(['a'], {}, 'token')).toEqual(['a']);
});
