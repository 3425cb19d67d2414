// The dataset that somebody typed: files by a path, or a kept one as `name` or `name@version`. Not its content.
import { isPath } from '../../datasets/opening/findDatasetFiles.ts';
import { splitReference } from '../../datasets/versions/findReference.ts';
import { Refusal } from '../refusal.ts';

export type DatasetChoice =
  | { readonly kind: 'files'; readonly path: string }
  /** `reference` is `newest` when no version was typed. */
  | { readonly kind: 'kept'; readonly name: string; readonly reference: string };

export async function datasetChoice(typed: string): Promise<DatasetChoice> {
  if (await isPath(typed, process.cwd())) return { kind: 'files', path: typed };
  const { name, version } = splitReference(typed);
  return { kind: 'kept', name, reference: version ?? 'newest' };
}

/** @throws Refusal for a path */
export async function keptChoice(
  typed: string,
): Promise<{ readonly name: string; readonly reference: string }> {
  const choice = await datasetChoice(typed);
  if (choice.kind === 'kept') return choice;
  throw new Refusal(
    `${typed} is a path, and this is done with a dataset that is kept.`,
    `Keep it first with \`assay dataset push ${typed}\`, then give its name.`,
  );
}
