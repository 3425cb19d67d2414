// The kept examples of a version, page after page, so that memory does not grow with them. Not whether they are still what they were.
import type { DatasetVersion } from '../../model/dataset.ts';
import type { KeptExample } from '../../store/datasetStore.ts';
import type { DatasetContext } from '../context.ts';

const examplesPerPage = 2000;

export async function* keptExamples(
  { store }: Pick<DatasetContext, 'store'>,
  { name, versionId }: DatasetVersion,
): AsyncGenerator<readonly KeptExample[]> {
  let after: string | null = null;
  do {
    const page = await store.datasets.examples(name, versionId, { limit: examplesPerPage, after });
    yield page.items;
    after = page.next;
  } while (after !== null);
}
