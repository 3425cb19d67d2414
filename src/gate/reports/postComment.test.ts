// Comments on GitHub and notes on GitLab, against servers that answer as theirs do.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { postGithubComment } from './postGithubComment.ts';
import { postGitlabNote } from './postGitlabNote.ts';

const marker = '<!-- assay-gate:faq:pr -->';
const body = `${marker}\n\n### PASS`;

interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly token: string;
}

const opened: { close(): void }[] = [];
afterEach(() => {
  for (const server of opened.splice(0)) server.close();
});

async function listen(
  answer: (call: Call, response: ServerResponse, base: string) => void,
): Promise<{ readonly base: string; readonly calls: Call[] }> {
  const calls: Call[] = [];
  let base = '';
  const server = createServer((request: IncomingMessage, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      const { authorization = '' } = request.headers;
      const privateToken = request.headers['private-token'];
      const call: Call = {
        method: request.method ?? '',
        path: request.url ?? '',
        body: text === '' ? null : JSON.parse(text),
        token: typeof privateToken === 'string' ? privateToken : authorization,
      };
      calls.push(call);
      answer(call, response, base);
    });
  });
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  base = `http://127.0.0.1:${port}`;
  return { base, calls };
}

function json(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}

const chatter = (count: number, from: number): { id: number; body: string }[] =>
  Array.from({ length: count }, (_, index) => ({ id: from + index, body: `I quote ${marker}` }));

/** A pull request with 230 comments on three pages, ours on the last if there is one. */
const github =
  (own: { id: number; body: string } | null, refuse: Partial<Record<string, number>> = {}) =>
  ({ method, path }: Call, response: ServerResponse, base: string): void => {
    const status = refuse[method];
    if (status !== undefined)
      return json(response, status, { message: 'Resource not accessible by integration' });
    if (method === 'GET') {
      const page = Number(new URL(path, base).searchParams.get('page') ?? '1');
      const next = `<${base}/repos/team/app/issues/42/comments?per_page=100&page=${page + 1}>; rel="next", <x>; rel="last"`;
      const comments =
        page < 3 ? chatter(100, page * 100) : [...chatter(30, 300), ...(own === null ? [] : [own])];
      return json(response, 200, comments, page < 3 ? { link: next } : {});
    }
    json(response, method === 'POST' ? 201 : 200, { id: 7, body, html_url: `${base}/c/7` });
  };

const pullRequest = (base: string) => ({
  apiUrl: `${base}/`,
  repository: 'team/app',
  number: '42',
  token: 'secret',
});

test('the first comment is written after all pages were searched', async () => {
  const { base, calls } = await listen(github(null));
  expect(await postGithubComment(fetch, pullRequest(base), marker, body)).toEqual({
    kind: 'created',
    url: `${base}/c/7`,
  });
  expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /repos/team/app/issues/42/comments?per_page=100',
    'GET /repos/team/app/issues/42/comments?per_page=100&page=2',
    'GET /repos/team/app/issues/42/comments?per_page=100&page=3',
    'POST /repos/team/app/issues/42/comments',
  ]);
  expect(calls.at(-1)).toMatchObject({ body: { body }, token: 'Bearer secret' });
});

test('a later run replaces the comment in place, and leaves it alone when nothing changed', async () => {
  const { base, calls } = await listen(github({ id: 99, body: `${marker}\r\nold` }));
  expect(await postGithubComment(fetch, pullRequest(base), marker, body)).toMatchObject({ kind: 'updated' });
  expect(calls.at(-1)).toMatchObject({
    method: 'PATCH',
    path: '/repos/team/app/issues/comments/99',
    body: { body },
  });
  const same = await listen(github({ id: 99, body: `${body}\n` }));
  expect(await postGithubComment(fetch, pullRequest(same.base), marker, body)).toMatchObject({
    kind: 'unchanged',
  });
  expect(same.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
});

test('a comment of somebody else with our marker is not ours to edit: a new one is written', async () => {
  const { base, calls } = await listen(github({ id: 99, body: `${marker} copied` }, { PATCH: 403 }));
  expect(await postGithubComment(fetch, pullRequest(base), marker, body)).toMatchObject({ kind: 'created' });
  expect(calls.at(-1)?.method).toBe('POST');
});

test('a pull request from a fork may not be commented, which is told and no failure', async () => {
  const { base } = await listen(github(null, { POST: 403 }));
  expect(await postGithubComment(fetch, pullRequest(base), marker, body)).toEqual({
    kind: 'not-permitted',
    message:
      'The comment could not be written: HTTP 403 ({"message":"Resource not accessible by integration"})',
  });
});

test.each([
  ['a server error', (_: Call, response: ServerResponse) => json(response, 500, {})],
  ['HTML instead of JSON', (_: Call, response: ServerResponse) => void response.end('<html>')],
  ['JSON that is no list', (_: Call, response: ServerResponse) => json(response, 200, { a: 1 })],
  ['a connection that breaks', (_: Call, response: ServerResponse) => void response.destroy()],
])('%s is a failure that is told, not thrown', async (_, answer) => {
  const { base } = await listen(answer);
  expect(await postGithubComment(fetch, pullRequest(base), marker, body)).toMatchObject({ kind: 'failed' });
  const request = { apiUrl: base, project: '1', number: '5', token: 't' };
  expect(await postGitlabNote(fetch, request, marker, body)).toMatchObject({ kind: 'failed' });
});

test('the token is not sent to another server, even when a page points there', async () => {
  const other = await listen((_, response) => json(response, 200, []));
  const { base } = await listen(({ method }, response) =>
    method === 'GET'
      ? json(response, 200, [], { link: `<${other.base}/steal>; rel="next"` })
      : json(response, 201, { id: 1 }),
  );
  expect(await postGithubComment(fetch, pullRequest(base), marker, body)).toMatchObject({ kind: 'created' });
  expect(other.calls).toEqual([]);
});

test('what is no pull request is asked nothing', async () => {
  const nowhere = (): Promise<Response> => expect.unreachable();
  const wrong = { ...pullRequest('http://127.0.0.1:1'), number: '1/../../x' };
  expect(await postGithubComment(nowhere, wrong, marker, body)).toMatchObject({ kind: 'failed' });
  expect(await postGitlabNote(nowhere, { ...wrong, project: '1' }, marker, body)).toMatchObject({
    kind: 'failed',
  });
});

/** A merge request with two pages of notes, ours on the second if there is one. */
const gitlab =
  (own: { id: number; body: string } | null, refuse: Partial<Record<string, number>> = {}) =>
  ({ method, path }: Call, response: ServerResponse, base: string): void => {
    const status = refuse[method];
    if (status !== undefined) return json(response, status, { message: '403 Forbidden' });
    if (method === 'GET') {
      const page = new URL(path, base).searchParams.get('page');
      const system = { id: 1, body: `${marker} mentioned`, system: true };
      return page === '1'
        ? json(response, 200, [system, ...chatter(99, 100)], { 'x-next-page': '2' })
        : json(response, 200, own === null ? [] : [own], { 'x-next-page': '' });
    }
    json(response, method === 'POST' ? 201 : 200, { id: 7, body });
  };

test('notes on GitLab are written, replaced in place and left alone in the same way', async () => {
  const written = await listen(gitlab(null));
  const request = (base: string) => ({ apiUrl: base, project: 'team/app', number: '5', token: 'secret' });
  expect(await postGitlabNote(fetch, request(written.base), marker, body)).toMatchObject({ kind: 'created' });
  expect(written.calls.at(-1)).toMatchObject({
    method: 'POST',
    path: '/projects/team%2Fapp/merge_requests/5/notes',
    body: { body },
    token: 'secret',
  });
  const replaced = await listen(gitlab({ id: 99, body: `${marker} old` }));
  expect(await postGitlabNote(fetch, request(replaced.base), marker, body)).toMatchObject({
    kind: 'updated',
  });
  expect(replaced.calls.at(-1)).toMatchObject({
    method: 'PUT',
    path: '/projects/team%2Fapp/merge_requests/5/notes/99',
  });
  const same = await listen(gitlab({ id: 99, body }));
  expect(await postGitlabNote(fetch, request(same.base), marker, body)).toMatchObject({ kind: 'unchanged' });
  const refused = await listen(gitlab(null, { GET: 401 }));
  expect(await postGitlabNote(fetch, request(refused.base), marker, body)).toMatchObject({
    kind: 'not-permitted',
  });
});
