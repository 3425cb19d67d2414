// `assay dataset check`: near-duplicates and leaks, before somebody decides on a dataset. Of files, or of a kept version.
import { checkExamples } from '../../datasets/checks/checkExamples.ts';
import { openFiles } from '../../datasets/opening/openFiles.ts';
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { withData } from '../reach/reachData.ts';
import { Refusal } from '../refusal.ts';
import { datasetChoice } from './datasetChoice.ts';
import { findingLines } from './findingLines.ts';

export interface CheckDatasetFlags {
  readonly against?: string;
}

/** @returns the exit code: 1 when something was found */
export async function checkDataset(
  context: CommandContext,
  typed: string,
  { against }: CheckDatasetFlags,
): Promise<number> {
  const choice = await datasetChoice(typed);
  const other = against === undefined ? undefined : await datasetChoice(against);
  if (other !== undefined && other.kind !== choice.kind) {
    throw new Refusal(
      'Files are compared with files, and kept datasets with kept ones.',
      'Push the files, or pull the dataset, and compare again.',
    );
  }
  const findings =
    choice.kind === 'files'
      ? await checkFiles(choice.path, other?.kind === 'files' ? other.path : null)
      : await withData(context, ({ client }) =>
          client.datasets.findings(choice.name, choice.reference, against),
        );
  if (context.flags.json === true) sayJson(context, findings);
  else say(context, findingLines(context, findings));
  const { nearDuplicates, leaks, splitClusters } = findings;
  const found =
    nearDuplicates.length + leaks.length + splitClusters.length + (findings.against?.pairs.length ?? 0);
  return found === 0 ? exitCodes.pass : exitCodes.fail;
}

async function checkFiles(path: string, against: string | null) {
  const { examples } = await openFiles(path, process.cwd());
  return checkExamples(examples, against === null ? null : await openFiles(against, process.cwd()));
}
