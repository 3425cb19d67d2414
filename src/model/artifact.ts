// What an artifact is: a file under a path, known by the hash of its content. Not where the content lies.

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
