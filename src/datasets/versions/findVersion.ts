// The version of a stored dataset that somebody names. Not its examples.
import type { DatasetVersion } from '../../model/dataset.ts';
import { AssayError } from '../../model/errors.ts';
import { nearestWord } from '../../model/nearestWord.ts';
import type { DatasetContext } from '../context.ts';

/**
 * @param reference a label, a version id or its beginning, `newest` (of any standing) or `published` (the newest published one)
 * @throws AssayError `dataset/unknown-name`, `dataset/unknown-version`, `dataset/ambiguous-version`, `dataset/nothing-published`
 */
export async function findVersion(
  { store }: Pick<DatasetContext, 'store'>,
  name: string,
  reference: string,
): Promise<DatasetVersion> {
  const dataset = await store.datasets.get(name);
  if (dataset === undefined) {
    const { items } = await store.datasets.datasets({ limit: 1000, after: null });
    const meant = nearestWord(
      name,
      items.map((each) => each.name),
    );
    const hint = meant === undefined ? '' : ` Did you mean '${meant}'?`;
    throw new AssayError('dataset/unknown-name', `There is no dataset '${name}'.${hint}`);
  }
  if (reference === 'newest') return dataset.newest;
  if (reference === 'published') {
    if (dataset.published !== null) return dataset.published;
    throw new AssayError(
      'dataset/nothing-published',
      `No version of '${name}' is published; the newest is ${dataset.newest.versionId.slice(0, 12)}.`,
    );
  }
  const [version, ...others] = await store.datasets.findVersions(name, reference.replace(/^sha256:/, ''));
  if (version === undefined)
    throw new AssayError('dataset/unknown-version', `The dataset '${name}' has no version ${reference}.`);
  if (others.length === 0) return version;
  throw new AssayError(
    'dataset/ambiguous-version',
    `Several versions of '${name}' begin with ${reference}: ${[version, ...others].map(({ versionId }) => versionId.slice(0, 16)).join(', ')}.`,
  );
}
