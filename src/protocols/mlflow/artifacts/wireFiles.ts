// A directory listing as the MLflow wire spells it.
import type { ArtifactEntry } from '../../../model/artifact.ts';
import { below } from '../../../tracking/artifacts/artifactRoot.ts';

/** @param directory stands before every name; '' for bare names */
export function wireFiles(directory: string, entries: readonly ArtifactEntry[]): object {
  if (entries.length === 0) return {};
  return {
    files: entries.map(({ name, size }) => ({
      path: below(directory, name),
      is_dir: size === null,
      ...(size === null ? {} : { file_size: size }),
    })),
  };
}
