// Where the artifacts of an experiment live: what may be asked for, and what a run's folder below it is called.
import { resolve } from 'node:path';
import { limits } from '../limits.ts';
import { refuse } from '../refuse.ts';

/** Where a semicolon begins parameters of the path; elsewhere (s3:) it is part of a name. */
const hasPathParameters = /^(?:https?|s?ftp):|^(?![a-zA-Z][a-zA-Z0-9+.-]*:)/;

/**
 * @returns the location as it is kept: a relative path is made absolute, a URI stays
 * @throws AssayError `request/invalid-field`
 */
export function artifactLocationOf(asked: string): string {
  const query = queryOf(asked);
  if (asked.includes('#') || (hasPathParameters.test(asked) && /;[^/]*$/.test(pathOf(asked)))) {
    throw refuse("'artifact_location' URL can't include fragments or params.");
  }
  if (fullyDecoded(query).includes('..')) throw refuse('Invalid query string');
  if (asked.startsWith('runs:')) {
    throw refuse(`Artifact location cannot be a runs:/ URI. Given: '${asked}'`);
  }
  const location = /^[a-zA-Z][a-zA-Z0-9+.-]*:/.test(asked) ? asked : resolve(asked);
  if (location.length > limits.artifactLocation) {
    throw refuse(
      `Invalid artifact path length. The length of the artifact path cannot be greater than ${limits.artifactLocation} characters.`,
    );
  }
  return location;
}

/** The URI of the artifacts of something inside an experiment; the query of the location stays at the end. */
export function artifactUriBelow(location: string, ...parts: readonly string[]): string {
  const query = queryOf(location);
  const path = query === '' ? location : location.slice(0, -query.length);
  return `${path.replace(/\/+$/, '')}/${parts.join('/')}${query}`;
}

function queryOf(uri: string): string {
  const at = uri.indexOf('?');
  return at < 0 ? '' : uri.slice(at);
}

function pathOf(uri: string): string {
  const at = uri.indexOf('?');
  return at < 0 ? uri : uri.slice(0, at);
}

/** Decoded until nothing changes, so that no layer of encoding hides what it says. */
function fullyDecoded(text: string): string {
  let current = text;
  for (let round = 0; round < 10; round += 1) {
    const next = current.replace(/%([0-9a-fA-F]{2})/g, (_all, hex: string) =>
      String.fromCharCode(parseInt(hex, 16)),
    );
    if (next === current) return current;
    current = next;
  }
  throw refuse('Invalid query string');
}
