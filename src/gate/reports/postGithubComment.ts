// The sticky comment on a GitHub pull request: found by its marker, replaced in place, or written. Not what it says.
import { z } from 'zod';
import { type Fetch, failureText, mostPages, type PostedComment, refused } from './postedComment.ts';

export interface GithubPullRequest {
  /** `https://api.github.com`, or that of an enterprise server. */
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly number: string;
  readonly token: string;
}

const comment = z.object({ id: z.number(), body: z.string().nullish(), html_url: z.string().optional() });

/**
 * Never throws: whatever happens is in the result, because the verdict stands without the comment.
 *
 * @param marker a line that only this comment begins with
 * @source GitHub REST: issues/comments (a pull request is an issue); pages by the `Link` header
 */
export async function postGithubComment(
  fetch: Fetch,
  pullRequest: GithubPullRequest,
  marker: string,
  body: string,
): Promise<PostedComment> {
  try {
    return await post(fetch, pullRequest, marker, body);
  } catch (error) {
    return { kind: 'failed', message: `GitHub could not be reached: ${failureText(error)}` };
  }
}

async function post(
  fetch: Fetch,
  { apiUrl, repository, number, token }: GithubPullRequest,
  marker: string,
  body: string,
): Promise<PostedComment> {
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || !/^\d+$/.test(number)) {
    return { kind: 'failed', message: `'${repository}' number '${number}' names no pull request.` };
  }
  const base = `${apiUrl.replace(/\/+$/, '')}/repos/${repository}`;
  const request = (method: string, url: string, data?: unknown): Promise<Response> =>
    fetch(url, {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'x-github-api-version': '2022-11-28',
        'user-agent': 'assay',
        ...(data === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(data === undefined ? {} : { body: JSON.stringify(data) }),
    });

  let url: string | undefined = `${base}/issues/${number}/comments?per_page=100`;
  for (let page = 0; url !== undefined && page < mostPages; page += 1) {
    const response: Response = await request('GET', url);
    if (!response.ok) return refused(response, 'The comments could not be read');
    const comments = z.array(comment).parse(await response.json());
    const own = comments.find((each) => each.body?.trimStart().startsWith(marker) === true);
    if (own !== undefined) {
      if (own.body?.trim() === body.trim()) return { kind: 'unchanged', url: own.html_url ?? null };
      const updated = await request('PATCH', `${base}/issues/comments/${own.id}`, { body });
      if (updated.ok) return { kind: 'updated', url: comment.parse(await updated.json()).html_url ?? null };
      // Somebody else's comment that begins with our marker cannot be edited: ours is written below.
      if (updated.status !== 403 && updated.status !== 404)
        return refused(updated, 'The comment could not be updated');
      break;
    }
    url = nextPage(response.headers.get('link'), base);
  }
  const created = await request('POST', `${base}/issues/${number}/comments`, { body });
  if (!created.ok) return refused(created, 'The comment could not be written');
  return { kind: 'created', url: comment.parse(await created.json()).html_url ?? null };
}

/** The token is sent nowhere but to the API that was named. */
function nextPage(link: string | null, base: string): string | undefined {
  const next = /<([^>]+)>;\s*rel="next"/.exec(link ?? '')?.[1];
  if (next === undefined) return undefined;
  return new URL(next).origin === new URL(base).origin ? next : undefined;
}
