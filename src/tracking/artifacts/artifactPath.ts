// Which paths artifacts may have: relative, staying below their root on every system that may download them. Not where they are stored.
import { AssayError } from '../../model/errors.ts';

const longestPath = 4096;
/** What most file systems take; a longer name could be stored here but downloaded nowhere. */
const longestNameBytes = 255;
/** More layers of encoding than anybody writes by accident. */
const mostLayers = 10;

/**
 * @param asked as it was given, its own transport's encoding removed once
 * @returns the path with empty parts and `.` parts left out; '' is the root
 * @throws AssayError `artifact/invalid-path`
 */
export function artifactPath(asked: string): string {
  if (asked.length > longestPath || !isPlain(asked)) throw invalidPath(asked);
  const parts = asked.split('/').filter((part) => part !== '' && part !== '.');
  const path = parts.join('/');
  // Both: leaving parts out may bring a drive letter to the front, and hides a slash at the front.
  for (const form of [asked, path]) {
    for (const layer of layersOf(form)) if (!staysBelow(layer)) throw invalidPath(asked);
  }
  if (parts.some((part) => Buffer.byteLength(part) > longestNameBytes)) throw invalidPath(asked);
  return path;
}

/** As {@link artifactPath}, for a file, which cannot be the root. @throws AssayError `artifact/invalid-path` */
export function artifactFilePath(asked: string): string {
  const path = artifactPath(asked);
  if (path === '' || asked.endsWith('/')) throw invalidPath(asked);
  return path;
}

/**
 * Characters that a file system or terminal would not show faithfully. Only as asked: MLflow's own names of logged images hold
 * `%` signs that look like encoded control characters (`step%100%…`).
 */
function isPlain(path: string): boolean {
  // eslint-disable-next-line no-control-regex
  return path.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(path);
}

/** Backslashes separate names on Windows, `#` would end the path in a URL. */
function staysBelow(path: string): boolean {
  return (
    !/[\\#]/.test(path) &&
    !path.startsWith('/') &&
    !/^[A-Za-z]:/.test(path) &&
    !/^file:/i.test(path) &&
    !path.split('/').includes('..')
  );
}

/** The path and what it becomes when it is decoded again and again: some client or proxy on its way may do so. */
function* layersOf(path: string): Generator<string> {
  let layer = path;
  for (let count = 0; count < mostLayers; count += 1) {
    yield layer;
    const next = decoded(layer);
    if (next === layer) return;
    layer = next;
  }
  throw invalidPath(path);
}

/** Decodes what is percent-encoded and leaves a lone `%` as it is: names like `100%.txt` are legal. */
function decoded(path: string): string {
  return path.replace(/(?:%[0-9a-fA-F]{2})+/g, (bytes) =>
    Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

function invalidPath(path: string): AssayError {
  return new AssayError('artifact/invalid-path', 'Invalid path', { path: path.slice(0, longestPath) });
}
