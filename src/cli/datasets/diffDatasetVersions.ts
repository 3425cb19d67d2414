// `assay dataset diff`: what changed between two versions, of files or kept ones. Exit code 0 whether or not they differ.
import { type DatasetDiff, diffDatasets, isSameVersion } from '../../datasets/diff/diffDatasets.ts';
import type { ResolvedDataset } from '../../model/dataset.ts';
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { type ActorFlags, actorOf } from './actor.ts';
import { diffLines } from './diffLines.ts';
import { openChoice } from './openChoice.ts';

export interface DiffDatasetsFlags extends ActorFlags {
  readonly reason?: string;
  readonly all?: boolean;
}

/** @returns the exit code */
export async function diffDatasetVersions(
  context: CommandContext,
  typed: readonly [string, string],
  flags: DiffDatasetsFlags,
): Promise<number> {
  const query = {
    purpose: 'diff',
    actor: actorOf(context, flags) ?? undefined,
    reason: flags.reason,
  } as const;
  const open = (each: string): Promise<ResolvedDataset> => openChoice(context, each, query);
  const before = await open(typed[0]);
  const after = await open(typed[1]);
  const diff = diffDatasets(before, after);
  if (context.flags.json === true)
    sayJson(context, { isSame: isSameVersion(diff), ...diff } satisfies DatasetDiff & { isSame: boolean });
  else say(context, diffLines(context, diff, flags.all === true));
  return exitCodes.pass;
}
