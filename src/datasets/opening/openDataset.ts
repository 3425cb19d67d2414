// Opens the dataset that somebody names: files by a path, or a stored version by the dataset's name. Not which of its examples are used.
import type { ResolvedDataset } from '../../model/dataset.ts';
import { AssayError } from '../../model/errors.ts';
import type { DatasetContext } from '../context.ts';
import { findVersion } from '../versions/findVersion.ts';
import { openVersion } from '../versions/openVersion.ts';
import { isPath } from './findDatasetFiles.ts';
import { openFiles } from './openFiles.ts';

export interface DatasetReference {
  /** A path (to examples, a dataset.yaml or a folder) or the name of a stored dataset. */
  readonly source: string;
  /** A version id or its beginning; for a stored dataset also a label. Null for what the files say, or the newest published version. */
  readonly version: string | null;
}

/** Shortest beginning of a version id that pins. */
export const shortestPin = 8;

/**
 * @param folder that paths are meant from
 * @throws AssayError `dataset/hash-mismatch` when what is there is not the version that was asked for, or was altered where it is stored;
 *   `dataset/unknown-name`, `dataset/unknown-version`, `dataset/nothing-published`, `dataset/withdrawn`; the errors of reading
 */
export async function openDataset(
  context: DatasetContext,
  { source, version }: DatasetReference,
  folder: string,
): Promise<ResolvedDataset> {
  if (await isPath(source, folder)) {
    const dataset = await openFiles(source, folder);
    if (version !== null) requirePinned(dataset, version);
    return dataset;
  }
  const found = await findVersion(context, source, version ?? 'published');
  if (found.standing === 'withdrawn') {
    const events = await context.store.datasets.events(found.name, found.versionId);
    const reason = events.findLast(({ kind }) => kind === 'withdrawn')?.note ?? 'no reason was given';
    throw new AssayError(
      'dataset/withdrawn',
      `The version ${found.versionId.slice(0, 12)} of '${source}' was withdrawn: ${reason}.`,
    );
  }
  return openVersion(context, found);
}

/** @throws AssayError `dataset/hash-mismatch` telling both ids */
export function requirePinned({ versionId, source }: ResolvedDataset, pin: string): void {
  const wanted = pin.toLowerCase().replace(/^sha256:/, '');
  if (!/^[0-9a-f]+$/.test(wanted) || wanted.length < shortestPin) {
    throw new AssayError(
      'dataset/hash-mismatch',
      `${source} is pinned to '${pin}', which is no version id: files are pinned by at least ${shortestPin} digits of their id, which is now ${versionId}.`,
      { pinned: pin, computed: versionId },
    );
  }
  if (versionId.startsWith(wanted)) return;
  throw new AssayError(
    'dataset/hash-mismatch',
    `${source} is not the version it is pinned to: pinned ${pin}, computed ${versionId}.`,
    {
      pinned: pin,
      computed: versionId,
    },
  );
}
