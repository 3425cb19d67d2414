// Opens the target a reference names. Whoever opens closes. Nothing is asked yet.
import { canonicalHash } from '../datasets/canonicalHash.ts';
import { findTarget, type TargetReference } from './findTarget.ts';
import type { Target, TargetServices } from './target.ts';
import { hashFiles } from './targets/hashing/hashFiles.ts';

/**
 * @param versionFiles files and folders, relative to the services' folder, that are part of the version beyond what the target itself
 *   names: answers are asked for again when one of them changes
 * @throws AssayError `target/unknown`, `target/invalid-options`, `target/missing-file`, `endpoint/missing-secret`
 */
export async function openTarget(
  reference: TargetReference,
  services: TargetServices,
  versionFiles: readonly string[] = [],
): Promise<Target> {
  const { kind, options } = findTarget(reference);
  const files = versionFiles.length === 0 ? null : hashFiles(services.folder, versionFiles);
  const target = await kind.open(options, services);
  // Recorded answers stay what they are, whatever lies beside them.
  return files === null || target.isRecorded
    ? target
    : { ...target, hash: canonicalHash({ target: target.hash, files }) };
}
