// Where the artifacts of a run or model lie among those that this server keeps, read from their URI.
import { AssayError } from '../../model/errors.ts';
import { artifactPath } from './artifactPath.ts';

/** Clients that were given the server's own address as artifact root write it so. */
const proxyPath = '/mlflow-artifacts/artifacts';

/**
 * @param uri e.g. `mlflow-artifacts:/0/<run>/artifacts`, `mlflow-artifacts://host:5080/…`, `http://host/api/2.0/mlflow-artifacts/artifacts/…`
 * @returns the path of the folder in the store
 * @throws AssayError `artifact/elsewhere` when clients reach the artifacts without this server
 */
export function artifactRootOf(uri: string): string {
  const path = proxiedPath(uri);
  if (path === undefined) {
    throw new AssayError(
      'artifact/elsewhere',
      `The artifacts at '${uri}' are not kept by this server. Read and write them directly at that location.`,
      { uri },
    );
  }
  return artifactPath(decodedOnce(path).replace(/^\/+/, ''));
}

/** A path below a root. @param relative a checked path, '' for the root itself */
export function below(root: string, relative: string): string {
  if (relative === '') return root;
  return root === '' ? relative : `${root}/${relative}`;
}

function proxiedPath(uri: string): string | undefined {
  const proxied = /^mlflow-artifacts:(?:\/\/[^/]*)?(.*)$/s.exec(uri);
  if (proxied !== null) return proxied[1];
  if (!/^https?:\/\//.test(uri)) return undefined;
  const at = uri.indexOf(proxyPath);
  return at < 0 ? undefined : uri.slice(at + proxyPath.length);
}

/** Clients put the path of the URI into the URL of their requests, where it is decoded once. */
function decodedOnce(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // A lone `%` was meant as such: URL libraries encode it on the way.
    return path;
  }
}
