// Deletes a file, or a directory with all that is below it.
import { AssayError } from '../../model/errors.ts';
import type { TrackingContext } from '../context.ts';
import { artifactPath } from './artifactPath.ts';

/**
 * Nothing to delete is no error: clients that clean up repeat themselves.
 *
 * @throws AssayError `artifact/invalid-path`, also for the root of everything
 */
export async function deleteArtifacts(context: TrackingContext, asked: string): Promise<void> {
  const path = artifactPath(asked);
  if (path === '') throw new AssayError('artifact/invalid-path', 'Invalid path', { path });
  if (await context.store.artifacts.delete(path)) context.announce({ type: 'artifact', path });
}
