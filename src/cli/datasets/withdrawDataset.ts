// `assay dataset withdraw`: a version stays readable, and is no longer used for decisions.
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { visibleText } from '../print/visibleText.ts';
import { withData } from '../reach/reachData.ts';
import { Refusal } from '../refusal.ts';
import { type ActorFlags, actorOf } from './actor.ts';
import { datasetChoice } from './datasetChoice.ts';
import { shortId } from './printing.ts';

export interface WithdrawDatasetFlags extends ActorFlags {
  readonly reason: string;
}

/** @returns the exit code */
export async function withdrawDataset(
  context: CommandContext,
  typed: string,
  flags: WithdrawDatasetFlags,
): Promise<number> {
  const choice = await datasetChoice(typed);
  if (choice.kind === 'files' || !typed.includes('@')) {
    throw new Refusal('Which version is withdrawn must be said.', 'Name it as name@version.');
  }
  return withData(context, async ({ client }) => {
    const actor = actorOf(context, flags);
    const version = await client.datasets.withdraw(choice.name, choice.reference, {
      actor,
      reason: flags.reason,
    });
    if (context.flags.json === true) sayJson(context, version);
    else say(context, [`Withdrew ${visibleText(choice.name)} ${shortId(version.versionId)}.`]);
    return exitCodes.pass;
  });
}
