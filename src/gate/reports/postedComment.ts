// What became of a comment that was to be posted. A gate never fails because it could not speak.

export type PostedComment =
  | { readonly kind: 'created' | 'updated' | 'unchanged'; readonly url: string | null }
  /** The token may not write here, as on pull requests from forks: the summary of the job has to do. */
  | { readonly kind: 'not-permitted'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };

/** As `fetch`. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Pages that are searched for an earlier comment, of a hundred each; beyond them a new one is written. */
export const mostPages = 30;

/** An answer that is no success, as a result. @param what was to be done, in words */
export async function refused(response: Response, what: string): Promise<PostedComment> {
  const said = (await textOf(response)).slice(0, 300).replaceAll(/\s+/g, ' ');
  const message = `${what}: HTTP ${response.status}${said === '' ? '' : ` (${said})`}`;
  const isForbidden = response.status === 401 || response.status === 403 || response.status === 404;
  return { kind: isForbidden ? 'not-permitted' : 'failed', message };
}

async function textOf(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch {
    // The connection broke while the error was told; its status still says what happened.
    return '';
  }
}

/** What a network failure says, with its cause, which is where `fetch` puts it. */
export function failureText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
