import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { gateOrigin } from './gateOrigin.ts';

test('a GitHub job says who, which commit and which pull request', () => {
  const origin = gateOrigin(
    {
      GITHUB_ACTIONS: 'true',
      GITHUB_REF: 'refs/pull/42/merge',
      GITHUB_HEAD_REF: 'better-prompt',
      GITHUB_REF_NAME: '42/merge',
      GITHUB_SHA: 'abc',
      GITHUB_ACTOR: 'ana',
      GITHUB_SERVER_URL: 'https://github.example',
      GITHUB_REPOSITORY: 'team/app',
      GITHUB_RUN_ID: '7',
    },
    tmpdir(),
  );
  expect(origin).toMatchObject({
    actor: 'ana',
    trigger: 'ci',
    commit: 'abc',
    branch: 'better-prompt',
    pullRequest: '42',
    ciUrl: 'https://github.example/team/app/actions/runs/7',
  });
});

test('a GitLab job says the same in its own words', () => {
  const origin = gateOrigin(
    { GITLAB_CI: 'true', CI_COMMIT_SHA: 'abc', CI_MERGE_REQUEST_IID: '5', CI_COMMIT_REF_NAME: 'main' },
    tmpdir(),
  );
  expect(origin).toMatchObject({ commit: 'abc', pullRequest: '5', branch: 'main', actor: null });
});

test('outside of a repository the commit is not known, and nothing fails', () => {
  expect(gateOrigin({ USER: 'ana' }, tmpdir())).toMatchObject({
    actor: 'ana',
    trigger: 'cli',
    commit: null,
    branch: null,
  });
});
