// `assay runs note`: adds a paragraph to the note of a run, or replaces it.
import { type CommandContext, say, sayJson } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { visibleText } from '../print/visibleText.ts';
import { withData } from '../reach/reachData.ts';
import { findRun, shortId } from './findRun.ts';

export interface NoteRunFlags {
  readonly replace?: boolean;
}

/** @returns the exit code */
export async function noteRun(
  context: CommandContext,
  typed: string,
  text: string,
  { replace = false }: NoteRunFlags,
): Promise<number> {
  return withData(context, async ({ client }) => {
    const run = await findRun(client, typed);
    const before = run.notes?.trimEnd() ?? '';
    const isAddition = before !== '' && !replace;
    const changed = await client.runs.change(run.runId, {
      notes: isAddition ? `${before}\n\n${text}` : text,
    });
    if (context.flags.json === true) sayJson(context, changed);
    else {
      const what = isAddition
        ? 'Added to the note of'
        : before === ''
          ? 'Wrote the note of'
          : 'Replaced the note of';
      say(context, [`${what} run ${shortId(run.runId)} ${visibleText(run.name)}`]);
    }
    return exitCodes.pass;
  });
}
