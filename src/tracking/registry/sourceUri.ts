// What a source URI says about itself: whether it is a path on some machine, and whether it tries to leave the place it names.
import { posix } from 'node:path';

/** More layers of encoding than anybody writes by accident. */
const mostLayers = 10;

/** The path of a source that names a file of some machine: no scheme, `file:`, or a Windows drive; undefined for any other. */
export function localPathOf(source: string): string | undefined {
  if (/^[a-zA-Z]:[\\/]/.test(source)) return source.replaceAll('\\', '/');
  if (!/^[a-zA-Z][a-zA-Z0-9+.-]*:/.test(source)) return source;
  const file = /^file:(?:\/\/(?:localhost)?)?(.*)$/is.exec(source);
  return file === null ? undefined : (file[1] ?? '');
}

/** The host of a `file:` URI that names another machine; undefined for any other. */
export function fileHostOf(source: string): string | undefined {
  const host = /^file:\/\/([^/]+)/i.exec(source)?.[1];
  return host === undefined || host.toLowerCase() === 'localhost' ? undefined : host;
}

/** Whether a local path is a folder, or inside it, once `.` and `..` are worked out. */
export function isInside(path: string, folder: string): boolean {
  const inner = posix.normalize(`${path}/`);
  const outer = posix.normalize(`${folder}/`);
  return posix.isAbsolute(inner) && inner.startsWith(outer);
}

/** Whether any reading of the URI, decoded as often as one likes, goes up a folder or holds what no path holds. */
export function leavesItsPlace(source: string): boolean {
  let layer = source;
  for (let count = 0; count < mostLayers; count += 1) {
    if (isUnsafe(layer)) return true;
    const next = layer.replace(/(?:%[0-9a-fA-F]{2})+/g, (bytes) =>
      Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'),
    );
    if (next === layer) return false;
    layer = next;
  }
  return true;
}

function isUnsafe(uri: string): boolean {
  // eslint-disable-next-line no-control-regex
  return /[\u0000-\u001f\u007f]/.test(uri) || uri.split(/[/\\?#]/).includes('..');
}
