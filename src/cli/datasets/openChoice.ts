// Opens what somebody typed, whole: files as they are, or a kept version over the API. Not without noting a look at the holdout.
import type { WireExamplesQuery } from 'assay-sdk/wireDatasets';
import type { ResolvedDataset } from '../../model/dataset.ts';
import { openFiles } from '../../datasets/opening/openFiles.ts';
import type { ColumnMapping } from '../../datasets/reading/readRow.ts';
import type { CommandContext } from '../command.ts';
import { withData } from '../reach/reachData.ts';
import { datasetChoice } from './datasetChoice.ts';
import { readKept } from './readKept.ts';

/** Files need no store. @throws the errors of reading */
export async function openChoice(
  context: CommandContext,
  typed: string,
  query: WireExamplesQuery,
  mapping: ColumnMapping = new Map(),
): Promise<ResolvedDataset> {
  const choice = await datasetChoice(typed);
  if (choice.kind === 'files') return openFiles(choice.path, process.cwd(), mapping);
  return withData(context, async ({ client }) => {
    const { dataset } = await readKept(client, choice.name, choice.reference, query);
    return dataset;
  });
}
