// Which sources a model version may have. A local path must be what the named run or logged model made: a version is read by others.
import { AssayError } from '../../model/errors.ts';
import { fileHostOf, isInside, leavesItsPlace, localPathOf } from './sourceUri.ts';

/**
 * @param owners artifact URIs of the run and of the logged model that the version is said to come from
 * @throws AssayError `registry/invalid-source`
 */
export function checkSource(source: string, owners: readonly string[]): void {
  if (fileHostOf(source) !== undefined) {
    throw invalidSource(
      source,
      `${source.slice(0, 500)} is not a valid remote uri. For remote access on windows, please consider using a different scheme such as SMB (e.g. smb://<hostname>/<path>).`,
    );
  }
  const path = localPathOf(source);
  if (path === undefined) {
    if (!leavesItsPlace(source)) return;
    throw invalidSource(
      source,
      `Invalid model version source: '${source.slice(0, 500)}'. If supplying a source as an http, https, local file path, ftp, objectstore, or mlflow-artifacts uri, an absolute path must be provided without relative path references present. Please provide an absolute path.`,
    );
  }
  const folders = owners.map(localPathOf).filter((folder) => folder !== undefined && folder !== '');
  if (folders.some((folder) => folder !== undefined && isInside(path, folder))) return;
  throw invalidSource(
    source,
    `Invalid model version source: '${source.slice(0, 500)}'. To use a local path as a model version source, the run_id request parameter has to be specified and the local path has to be contained within the artifact directory of the run specified by the run_id.`,
  );
}

/** A prompt has no files: its source is a word that stands for nothing. @throws AssayError `registry/invalid-source` */
export function checkPromptSource(source: string): void {
  if (/^[\w.-]+$/.test(source) && source !== '..') return;
  throw invalidSource(
    source,
    `Invalid prompt source: '${source.slice(0, 500)}'. Prompt sources must use an MLflow placeholder.`,
  );
}

export function invalidSource(source: string, message: string): AssayError {
  return new AssayError('registry/invalid-source', message, { source: source.slice(0, 500) });
}
