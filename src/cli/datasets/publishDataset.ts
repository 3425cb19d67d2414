// `assay dataset publish`: a reviewed version becomes one that decisions are made on, and never changes again.
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { countText } from '../print/numbers.ts';
import { visibleText } from '../print/visibleText.ts';
import { withData } from '../reach/reachData.ts';
import { type ActorFlags, actorOf } from './actor.ts';
import { keptChoice } from './datasetChoice.ts';

export interface PublishDatasetFlags extends ActorFlags {
  readonly label?: string;
  readonly acknowledge?: string;
  readonly withoutReview?: string;
  readonly against?: string;
}

/** @returns the exit code */
export async function publishDataset(
  context: CommandContext,
  typed: string,
  flags: PublishDatasetFlags,
): Promise<number> {
  const { name, reference } = await keptChoice(typed);
  return withData(context, async ({ client }) => {
    const published = await client.datasets.publish(name, reference, {
      actor: actorOf(context, flags),
      label: flags.label ?? null,
      acknowledge: flags.acknowledge ?? null,
      withoutReview: flags.withoutReview ?? null,
      against: flags.against ?? null,
    });
    if (context.flags.json === true) {
      sayJson(context, published);
      return exitCodes.pass;
    }
    const { style } = context;
    const { version } = published;
    const label = version.label === null ? '' : ` ${visibleText(version.label)}`;
    say(context, [
      `Published ${style.strong(`${visibleText(name)}${label}`)}, ${countText(version.coverage.examples, 'example')}${version.approvedAt === null ? style.warning(', without review') : ''}.`,
      style.accent(version.versionId),
    ]);
    return exitCodes.pass;
  });
}
