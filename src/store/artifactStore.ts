// What is asked of storage about artifacts: files under paths, and the content they hold. Not what a path may look like.
import type { Readable } from 'node:stream';
import type { Page, PageRequest } from './page.ts';

/** A stored file. The same content has the same hash wherever it lies. */
export interface ArtifactFile {
  /** From the root of all artifacts, parts separated by `/`, without one at either end. */
  readonly path: string;
  readonly size: number;
  /** SHA-256 of the content, in lower-case hexadecimal. */
  readonly sha256: string;
  /** When it was written; milliseconds since the epoch. */
  readonly written: number;
}

/** One line of a directory listing. */
export interface ArtifactEntry {
  /** The last part of the path. */
  readonly name: string;
  /** Bytes of a file; null for a directory. */
  readonly size: number | null;
}

/** Part of a file: bytes `first` to `last`, both included, both inside the file. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

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
