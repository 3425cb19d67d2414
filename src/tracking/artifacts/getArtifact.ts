// Finds a file by its path, for download.
import { AssayError } from '../../model/errors.ts';
import type { ArtifactFile } from '../../model/artifact.ts';
import type { TrackingContext } from '../context.ts';
import { artifactPath } from './artifactPath.ts';

/** @throws AssayError `artifact/not-found`, `artifact/is-directory`, `artifact/invalid-path` */
export async function getArtifact(context: TrackingContext, asked: string): Promise<ArtifactFile> {
  const path = artifactPath(asked);
  const file = await context.store.artifacts.find(path);
  if (file !== undefined) return file;
  const inside = await context.store.artifacts.list(path, { limit: 1, after: null });
  if (path === '' || inside.items.length > 0) {
    throw new AssayError(
      'artifact/is-directory',
      `Artifact path refers to a directory, not a file: '${path}'`,
      { path },
    );
  }
  throw new AssayError('artifact/not-found', `No such artifact: '${path}'`, { path });
}
