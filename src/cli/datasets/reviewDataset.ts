// `assay dataset review`: a draft is submitted, approved by somebody else, or sent back with what should change.
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { visibleText } from '../print/visibleText.ts';
import { withData } from '../reach/reachData.ts';
import { Refusal } from '../refusal.ts';
import { type ActorFlags, actorOf } from './actor.ts';
import { keptChoice } from './datasetChoice.ts';
import { shortId } from './printing.ts';

export interface ReviewDatasetFlags extends ActorFlags {
  readonly submit?: boolean;
  readonly approve?: boolean;
  readonly requestChanges?: string;
  readonly reviewer?: string;
  readonly note?: string;
}

/** @returns the exit code */
export async function reviewDataset(
  context: CommandContext,
  typed: string,
  flags: ReviewDatasetFlags,
): Promise<number> {
  const { name, reference } = await keptChoice(typed);
  const action = actionOf(flags);
  const actor = actorOf(context, flags);
  return withData(context, async ({ client }) => {
    const version = await client.datasets.review(name, reference, {
      action,
      actor,
      note: flags.requestChanges ?? flags.note ?? null,
      reviewer: flags.reviewer ?? null,
    });
    if (context.flags.json === true) {
      sayJson(context, version);
      return exitCodes.pass;
    }
    const { style } = context;
    const by = actor === null ? '' : ` by ${visibleText(actor)}`;
    const became = {
      submit: 'in review',
      approve: `approved${by}`,
      'request-changes': 'a draft again, with changes requested',
    }[action];
    say(context, [
      `${style.strong(visibleText(name))} ${style.accent(shortId(version.versionId))} is ${became}.`,
    ]);
    return exitCodes.pass;
  });
}

function actionOf({
  submit,
  approve,
  requestChanges,
}: ReviewDatasetFlags): 'submit' | 'approve' | 'request-changes' {
  const chosen = [
    submit === true ? 'submit' : null,
    approve === true ? 'approve' : null,
    requestChanges === undefined ? null : 'request-changes',
  ] as const;
  const [action, ...others] = chosen.filter((each) => each !== null);
  if (action !== undefined && others.length === 0) return action;
  throw new Refusal(
    'One step of a review is taken at a time.',
    'Give one of --submit, --approve and --request-changes <what>.',
  );
}
