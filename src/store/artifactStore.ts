// What is asked of storage about artifacts: files under paths, and the content they hold. Not what a path may look like.
import type { Readable } from 'node:stream';
import type { ArtifactEntry, ArtifactFile, ByteRange } from '../model/artifact.ts';
import type { Page, PageRequest } from './page.ts';

export interface SweepReport {
  readonly removedFiles: number;
  readonly removedBytes: number;
}

/**
 * Paths are given as {@link ArtifactFile.path} and compared by their bytes. Directories exist while something is in them;
 * a file and a directory never share a path.
 */
export interface ArtifactStore {
  /**
   * Keeps the content under the path, replacing a file that was there. Content is taken as it comes, never held whole;
   * when it breaks off, or the write is refused, nothing is left behind.
   *
   * @throws AssayError `artifact/path-taken`, `artifact/upload-interrupted`, `store/write-failed`, or what `content` throws as AssayError
   */
  write(path: string, content: AsyncIterable<Uint8Array>): Promise<ArtifactFile>;
  find(path: string): Promise<ArtifactFile | undefined>;
  /**
   * The content of a found file, whole when `range` is null. Stays readable to its end though the file is replaced or deleted meanwhile.
   *
   * @throws AssayError `artifact/content-missing`
   */
  read(file: ArtifactFile, range: ByteRange | null): Promise<Readable>;
  /**
   * What is directly in a directory, in order of the bytes of the names; '' is the root. Exact. Nothing for a file or an unknown path.
   *
   * @throws AssayError `request/bad-page-token`
   */
  list(directory: string, page: PageRequest): Promise<Page<ArtifactEntry>>;
  /** Deletes a file, or a directory with all that is below. @returns whether there was something */
  delete(path: string): Promise<boolean>;
  /**
   * Removes content that no path holds any more. Content younger than `minimumAgeMs`, being written, or being backed up stays.
   */
  sweep(minimumAgeMs: number): Promise<SweepReport>;
}
