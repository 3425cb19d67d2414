// What is kept, to be read: datasets, versions with their history, hashes, looks at the holdout. Not examples.
import type { DatasetEvent, DatasetSummary, DatasetVersion, HoldoutLook } from '../../model/dataset.ts';
import type { KeptExample } from '../../store/datasetStore.ts';
import type { Page, PageRequest } from '../../store/page.ts';
import type { DatasetContext } from '../context.ts';
import { findVersion } from './findVersion.ts';

type Reading = Pick<DatasetContext, 'store'>;

/** By name. */
export function listDatasets({ store }: Reading, page: PageRequest): Promise<Page<DatasetSummary>> {
  return store.datasets.datasets(page);
}

/** @throws AssayError `dataset/unknown-name` */
export async function getDataset(context: Reading, name: string): Promise<DatasetSummary | undefined> {
  await findVersion(context, name, 'newest');
  return context.store.datasets.get(name);
}

/** A version with what was done with it, oldest first. @throws AssayError as {@link findVersion} */
export async function versionHistory(
  context: Reading,
  name: string,
  reference: string,
): Promise<{ readonly version: DatasetVersion; readonly events: readonly DatasetEvent[] }> {
  const version = await findVersion(context, name, reference);
  return { version, events: await context.store.datasets.events(name, version.versionId) };
}

/** Newest first. @throws AssayError `dataset/unknown-name` */
export async function listVersions(
  context: Reading,
  name: string,
  page: PageRequest,
): Promise<Page<DatasetVersion>> {
  await findVersion(context, name, 'newest');
  return context.store.datasets.versions(name, page);
}

/** Newest first; empty for a dataset that nobody looked at, kept here or not. */
export function listLooks({ store }: Reading, name: string, page: PageRequest): Promise<Page<HoldoutLook>> {
  return store.datasets.looks(name, page);
}

/** As they are kept, by ascending example id. */
export async function hashesOfVersion(
  { store }: Reading,
  { name, versionId }: DatasetVersion,
  page: PageRequest,
): Promise<Page<Omit<KeptExample, 'bytes'>>> {
  const { items, next } = await store.datasets.examples(name, versionId, page);
  return { items: items.map(({ exampleId, leafHash }) => ({ exampleId, leafHash })), next };
}
