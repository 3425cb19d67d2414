// Lists what is directly in a directory of artifacts, in pages or whole.
import type { ArtifactEntry } from '../../model/artifact.ts';
import type { Page, PageRequest } from '../../store/page.ts';
import type { TrackingContext } from '../context.ts';
import { artifactPath } from './artifactPath.ts';

/**
 * A path that names a file, or nothing, lists nothing.
 *
 * @throws AssayError `artifact/invalid-path`, `request/bad-page-token`
 */
export function listArtifacts(
  context: TrackingContext,
  directory: string,
  page: PageRequest,
): Promise<Page<ArtifactEntry>> {
  return context.store.artifacts.list(artifactPath(directory), page);
}

const entriesAtATime = 1000;

/** For wires without pages. @throws AssayError `artifact/invalid-path` */
export async function listAllArtifacts(
  context: TrackingContext,
  directory: string,
): Promise<readonly ArtifactEntry[]> {
  const entries: ArtifactEntry[] = [];
  let after: string | null = null;
  do {
    const page: Page<ArtifactEntry> = await listArtifacts(context, directory, {
      limit: entriesAtATime,
      after,
    });
    entries.push(...page.items);
    after = page.next;
  } while (after !== null);
  return entries;
}
