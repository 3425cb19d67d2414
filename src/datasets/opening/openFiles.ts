// A dataset read from files: its examples with the card beside them, and the version id that they come to. Nothing is recorded.
import { relative } from 'node:path';
import type { DatasetCard, ResolvedDataset } from '../../model/dataset.ts';
import type { CardFile } from '../card/cardSchema.ts';
import { versionIdOf } from '../identity/versionIdOf.ts';
import { readExamples } from '../reading/readExamples.ts';
import type { ColumnMapping } from '../reading/readRow.ts';
import { findDatasetFiles } from './findDatasetFiles.ts';

export const emptyCard: DatasetCard = {
  description: null,
  curator: null,
  custodian: null,
  classification: 'internal',
  limitations: [],
  licence: null,
};

/**
 * @param source a path to a file of examples, to a dataset.yaml or to a folder, meant from `folder`
 * @throws AssayError `dataset/invalid-examples`, `dataset/invalid-card`, `dataset/invalid-schema`, `dataset/unreadable`, `dataset/too-large`
 */
export async function openFiles(
  source: string,
  folder: string,
  mapping: ColumnMapping = new Map(),
): Promise<ResolvedDataset> {
  const files = await findDatasetFiles(source, folder);
  const inputSchema = files.card?.inputSchema ?? null;
  const shownAs = shortest(files.examples, folder);
  const examples = await readExamples(files.examples, { shownAs, mapping, inputSchema });
  const slices = (files.card?.slices ?? []).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const content = { examples, slices, inputSchema };
  return {
    ...content,
    name: files.card?.name ?? files.nameOfPath,
    versionId: versionIdOf(content),
    standing: 'file',
    card: files.card === null ? emptyCard : cardOf(files.card),
    label: null,
    source: shownAs,
  };
}

function cardOf({
  description,
  curator,
  custodian,
  classification,
  limitations,
  licence,
}: CardFile): DatasetCard {
  return { description, curator, custodian, classification, limitations, licence };
}

function shortest(path: string, folder: string): string {
  const short = relative(folder, path);
  return short === '' || short.startsWith('..') ? path : short;
}
