// Keeps what a client uploads under a path.
import type { ArtifactFile } from '../../model/artifact.ts';
import type { TrackingContext } from '../context.ts';
import { artifactFilePath } from './artifactPath.ts';

/**
 * Durable when it resolves; a file that was there is replaced at once and whole.
 *
 * @param path    as asked
 * @param content taken as it comes, however long
 * @throws AssayError `artifact/invalid-path`, `artifact/path-taken`, `artifact/upload-interrupted`, `store/write-failed`
 */
export async function storeArtifact(
  context: TrackingContext,
  path: string,
  content: AsyncIterable<Uint8Array>,
): Promise<ArtifactFile> {
  const file = await context.store.artifacts.write(artifactFilePath(path), content);
  context.announce({ type: 'artifact', path: file.path });
  return file;
}
