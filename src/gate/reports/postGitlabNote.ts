// The sticky note on a GitLab merge request: found by its marker, replaced in place, or written. Not what it says.
import { z } from 'zod';
import { type Fetch, failureText, mostPages, type PostedComment, refused } from './postedComment.ts';

export interface GitlabMergeRequest {
  /** `https://gitlab.com/api/v4`, or that of another instance. */
  readonly apiUrl: string;
  /** Number or path of the project. */
  readonly project: string;
  /** The number that people see (iid). */
  readonly number: string;
  readonly token: string;
}

const note = z.object({ id: z.number(), body: z.string().nullish(), system: z.boolean().optional() });

/**
 * Never throws: whatever happens is in the result, because the verdict stands without the note.
 *
 * @source GitLab REST: merge request notes; pages by `x-next-page`. The token of a job may not write notes: a project or group token with
 *   the scope `api` is needed.
 */
export async function postGitlabNote(
  fetch: Fetch,
  mergeRequest: GitlabMergeRequest,
  marker: string,
  body: string,
): Promise<PostedComment> {
  try {
    return await post(fetch, mergeRequest, marker, body);
  } catch (error) {
    return { kind: 'failed', message: `GitLab could not be reached: ${failureText(error)}` };
  }
}

async function post(
  fetch: Fetch,
  { apiUrl, project, number, token }: GitlabMergeRequest,
  marker: string,
  body: string,
): Promise<PostedComment> {
  if (!/^\d+$/.test(number)) return { kind: 'failed', message: `'${number}' names no merge request.` };
  const notes = `${apiUrl.replace(/\/+$/, '')}/projects/${encodeURIComponent(project)}/merge_requests/${number}/notes`;
  const request = (method: string, url: string, data?: unknown): Promise<Response> =>
    fetch(url, {
      method,
      headers: {
        'private-token': token,
        'user-agent': 'assay',
        ...(data === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(data === undefined ? {} : { body: JSON.stringify(data) }),
    });

  let page = '1';
  for (let read = 0; page !== '' && read < mostPages; read += 1) {
    const response = await request(
      'GET',
      `${notes}?per_page=100&sort=desc&order_by=created_at&page=${encodeURIComponent(page)}`,
    );
    if (!response.ok) return refused(response, 'The notes could not be read');
    const own = z
      .array(note)
      .parse(await response.json())
      .find((each) => each.system !== true && each.body?.trimStart().startsWith(marker) === true);
    if (own !== undefined) {
      if (own.body?.trim() === body.trim()) return { kind: 'unchanged', url: null };
      const updated = await request('PUT', `${notes}/${own.id}`, { body });
      if (updated.ok) return { kind: 'updated', url: null };
      if (updated.status !== 403 && updated.status !== 404)
        return refused(updated, 'The note could not be updated');
      break;
    }
    page = response.headers.get('x-next-page') ?? '';
  }
  const created = await request('POST', notes, { body });
  return created.ok ? { kind: 'created', url: null } : refused(created, 'The note could not be written');
}
