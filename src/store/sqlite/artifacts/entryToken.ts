// The page token of a directory listing: the directory and the last name shown, opaque to callers.
import { AssayError } from '../../../model/errors.ts';

export function entryToken(directory: string, name: string): string {
  return Buffer.from(JSON.stringify(['artifacts', directory, name])).toString('base64url');
}

/** @throws AssayError `request/bad-page-token` when the token is not of this directory */
export function nameInToken(token: string, directory: string): string {
  const parts = parsed(token);
  if (Array.isArray(parts) && parts.length === 3 && parts[0] === 'artifacts' && parts[1] === directory) {
    const name: unknown = parts[2];
    if (typeof name === 'string') return name;
  }
  throw new AssayError('request/bad-page-token', 'Invalid page token: it does not belong to this listing.', {
    token,
  });
}

function parsed(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch {
    // Not one of ours; the caller refuses it like any other foreign token.
    return undefined;
  }
}
