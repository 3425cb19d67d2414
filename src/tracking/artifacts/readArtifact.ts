// The content of a file that was found.
import type { Readable } from 'node:stream';
import type { ArtifactFile, ByteRange } from '../../model/artifact.ts';
import type { TrackingContext } from '../context.ts';

/** @param range null for the whole file @throws AssayError `artifact/content-missing` */
export function readArtifact(
  context: TrackingContext,
  file: ArtifactFile,
  range: ByteRange | null,
): Promise<Readable> {
  return context.store.artifacts.read(file, range);
}
