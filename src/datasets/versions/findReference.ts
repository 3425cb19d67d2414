// A version named in one word: `name`, for what is newest, or `name@version`. Not a path.
import type { DatasetVersion } from '../../model/dataset.ts';
import type { DatasetContext } from '../context.ts';
import { findVersion } from './findVersion.ts';

/** @throws AssayError as {@link findVersion} */
export async function findReference(
  context: Pick<DatasetContext, 'store'>,
  reference: string,
): Promise<DatasetVersion> {
  const { name, version } = splitReference(reference);
  return findVersion(context, name, version ?? 'newest');
}

/** `faq@1.0.0` to its two parts; the version is null when there is none. */
export function splitReference(reference: string): {
  readonly name: string;
  readonly version: string | null;
} {
  const at = reference.lastIndexOf('@');
  if (at <= 0) return { name: reference, version: null };
  return { name: reference.slice(0, at), version: reference.slice(at + 1) };
}
